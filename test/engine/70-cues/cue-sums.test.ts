import { describe, expect, it } from 'vitest'
import { createCueSums } from '#engine/cues/cue-sums'
import type { MeasurableCue } from '#engine/cues/cue-definitions'
import { measureClip } from '#engine/cues/measure-clip'
import { poolCues } from '#engine/cues/pool'
import type { Region } from '#engine/cues/region'
import { rowRanges } from '#engine/cues/row-ranges'
import { createRandom } from '#engine/stats/random'
import { demoClips } from './demo-clips'

const random = createRandom(7)

describe('engine/cues, sums over rows', () => {
  it('engine/cues - mean and deviation of any regions are those of pooling them, to 1e-9 of the cue’s size', () => {
    const { samples, sampleRateHz } = demoClips(40)[0]
    const keys: MeasurableCue[] = ['loudness', 'f0', 'f0_hz', 'jitter', 'hnr', 'slope_0_500', 'f1', 'h1_h2']
    const clip = measureClip(samples, sampleRateHz, keys)
    const figuresOf = createCueSums(clip)
    const { durationSec } = clip.evidence
    let compared = 0
    for (let round = 0; round < 200; round++) {
      const regions: Region[] = Array.from({ length: 1 + random.integer(5) }, () => {
        const startSec = random.uniform() * durationSec
        return { startSec, endSec: startSec + 0.01 + 0.3 * random.uniform() }
      })
      const pooled = poolCues(clip, regions)
      const { mean, sd } = figuresOf(regions)
      keys.forEach((key, i) => {
        const expected = pooled[key] ?? null
        expect(Number.isNaN(mean[i])).toBe(expected === null)
        if (expected === null) return
        const size = 1e-9 * Math.max(Math.abs(expected.mean), 1e-3)
        expect(Math.abs(mean[i] - expected.mean)).toBeLessThanOrEqual(size)
        expect(Math.abs(sd[i] - expected.sd)).toBeLessThanOrEqual(10 * size)
        compared++
      })
    }
    expect(compared).toBeGreaterThan(1000)
  })

  it('engine/cues - values that don’t vary have no deviation, not even by rounding', () => {
    const track = { values: new Float32Array(40).fill(1234.567), middleSec: 0.01 }
    const single = { values: Float32Array.from({ length: 40 }, (_, i) => (i === 20 ? 3 : NaN)), middleSec: 0.03 }
    const { mean, sd } = createCueSums({ hopSec: 0.01, tracks: [track, single] })([{ startSec: 0.1, endSec: 0.3 }])
    expect([mean[0], mean[1]]).toEqual([Math.fround(1234.567), 3])
    expect([...sd]).toEqual([0, 0])
  })

  it('engine/cues - rows of regions: those whose middle lies in one, none twice, whatever the order', () => {
    const regions = [
      { startSec: 0.2, endSec: 0.3 },
      { startSec: 0.05, endSec: 0.25 },
      { startSec: 0.9, endSec: 5 },
      { startSec: 0.4, endSec: 0.4 },
    ]
    const hops = [0.01, 160 / 16_000, 441 / 44_100, 1 / 93]
    for (const hopSec of hops) {
      const rows = rowRanges(100, hopSec, 0.01, regions).flatMap(({ from, to }) =>
        Array.from({ length: to - from }, (_, i) => from + i),
      )
      const expected = Array.from({ length: 100 }, (_, row) => row).filter(row =>
        regions.some(({ startSec, endSec }) => {
          const middleSec = Math.round((row * hopSec + 0.01) * 1e6) / 1e6
          return middleSec >= startSec && middleSec < endSec
        }),
      )
      expect(rows).toEqual(expected)
    }
    expect(rowRanges(0, 0.01, 0.01, 'all')).toEqual([])
  })
})
