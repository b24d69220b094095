import { describe, expect, it } from 'vitest'
import { BestClips, type Ranked } from '#engine/experiments/best-clips'
import { estimateMeans } from '#engine/experiments/estimate-means'
import { decodePeaks, encodePeaks } from '#engine/experiments/peaks-blob'
import { proportionalParts, sampleClips } from '#engine/experiments/sample-clips'
import { createRandom, shuffled } from '#engine/stats/random'
import type { PredictedClip } from '#engine/store/experiment-items'

describe('engine/experiments, best clips', () => {
  it('engine/experiments - the strongest in any order of arrival, ties by file, as sorting all gives', () => {
    const random = createRandom(3)
    const all: Ranked[] = Array.from({ length: 200 }, (_, i) => ({
      file: `${String(i).padStart(3, '0')}.wav`,
      value: random.integer(20),
    }))
    const sorted = [...all].sort((a, b) => b.value - a.value || (a.file < b.file ? -1 : 1)).slice(0, 7)
    for (let round = 0; round < 5; round++) {
      const best = new BestClips<Ranked>(7)
      for (const i of shuffled(all.length, random)) if (best.wants(all[i].file, all[i].value)) best.add(all[i])
      expect(best.entries).toEqual(sorted)
    }
  })

  it('engine/experiments - what would not be kept is not wanted', () => {
    const best = new BestClips<Ranked>(1)
    const wanted = [5, 4, 5, 6].map((value, i) => {
      const entry = { file: `${'bacd'[i]}.wav`, value }
      const isWanted = best.wants(entry.file, value)
      if (isWanted) best.add(entry)
      return isWanted
    })
    expect(wanted).toEqual([true, false, false, true])
    expect(best.entries).toEqual([{ file: 'd.wav', value: 6 }])
  })
})

describe('engine/experiments, peaks as bytes', () => {
  const random = createRandom(1)
  const channels = 48
  const normal = (): Float32Array => Float32Array.from({ length: channels }, () => random.normal())
  const times = (lastSec: number): Float32Array =>
    Float32Array.from({ length: 2 * channels }, () => lastSec * random.uniform())

  it.each([6, 3600])('engine/experiments - what comes out is what went in; times to a 65535th of %i s', lastSec => {
    const peaks = {
      ...{ layer: '/block/größe/Conv', relevance: normal(), activation: normal() },
      ...{ relevantSec: times(lastSec), activeSec: times(lastSec) },
    }
    const bytes = encodePeaks(peaks)
    // As SQLite may give them: at any address.
    const shifted = new Uint8Array(bytes.length + 1)
    shifted.set(bytes, 1)
    const { relevantSec, activeSec, ...exact } = decodePeaks(shifted.subarray(1))
    expect(exact).toEqual({ layer: peaks.layer, relevance: peaks.relevance, activation: peaks.activation })
    for (const [found, given] of [
      [relevantSec, peaks.relevantSec],
      [activeSec, peaks.activeSec],
    ])
      found.forEach((sec, i) => expect(Math.abs(sec - given[i])).toBeLessThan(lastSec / 65_535))
    expect(bytes.length).toBeLessThan(17 * channels)
  })

  it('engine/experiments - a clip without a place has one: its beginning', () => {
    const none = new Float32Array(2)
    const peaks = { layer: '', relevance: Float32Array.of(1), activation: Float32Array.of(2) }
    expect(decodePeaks(encodePeaks({ ...peaks, relevantSec: none, activeSec: none })).relevantSec).toEqual(none)
  })
})

describe('engine/experiments, samples', () => {
  const clips: PredictedClip[] = ['angry', 'happy', 'sad'].flatMap((predicted, label) =>
    Array.from({ length: [60, 30, 10][label] }, (_, i) => ({
      ...{ clipId: 100 * label + i, audioSha: `sha ${label} ${i}`, file: `${predicted}-${i}.wav` },
      ...{ predicted, expected: null },
    })),
  )
  const counts = (sample: readonly PredictedClip[]): number[] =>
    ['angry', 'happy', 'sad'].map(label => sample.filter(({ predicted }) => predicted === label).length)

  it('engine/experiments - each label has its part, every one at least a clip, the sum is what was asked for', () => {
    expect(counts(sampleClips(clips, 20, 1))).toEqual([12, 6, 2])
    expect(counts(sampleClips(clips, 3, 1))).toEqual([1, 1, 1])
    expect(counts(sampleClips(clips, 2, 1)).reduce((a, b) => a + b)).toBe(2)
    expect(sampleClips(clips, 'all', 1)).toHaveLength(100)
    expect(sampleClips(clips, 500, 1)).toHaveLength(100)
    for (let total = 1; total <= 30; total++)
      for (const sizes of [[1, 1, 500], [7, 7, 7], [1], [3, 9, 27, 81]]) {
        const wanted = Math.min(
          total,
          sizes.reduce((a, b) => a + b),
        )
        const parts = proportionalParts(sizes, wanted)
        expect(parts.reduce((a, b) => a + b)).toBe(wanted)
        parts.forEach((part, i) => expect(part).toBeLessThanOrEqual(sizes[i]))
      }
  })

  it('engine/experiments - the seed decides, the order of the data set does not, and a clip more changes little', () => {
    const ids = (sample: readonly PredictedClip[]): number[] => sample.map(({ clipId }) => clipId).sort((a, b) => a - b)
    const sample = ids(sampleClips(clips, 20, 1))
    expect(ids(sampleClips([...clips].reverse(), 20, 1))).toEqual(sample)
    expect(ids(sampleClips(clips, 20, 2))).not.toEqual(sample)
    const more = [...clips, { ...clips[0], clipId: 999, audioSha: 'another', file: 'z.wav' }]
    const kept = ids(sampleClips(more, 20, 1)).filter(id => sample.includes(id))
    expect(kept.length).toBeGreaterThanOrEqual(18)
  })
})

describe('engine/experiments, means with intervals', () => {
  it('engine/experiments - the interval is the one theory gives for a mean; values that are missing are left out', () => {
    const random = createRandom(5)
    const whole = Float64Array.from({ length: 400 }, () => 3 + 2 * random.normal())
    const gaps = whole.map((value, i) => (i % 4 === 0 ? NaN : value))
    const [a, b, none, one] = estimateMeans([whole, gaps, whole.map(() => NaN), whole.map((v, i) => (i ? NaN : v))], 1)
    for (const [found, clips] of [
      [a!, 400],
      [b!, 300],
    ] as const) {
      const standardError = found.sd! / Math.sqrt(clips)
      expect(found.clips).toBe(clips)
      expect((found.mean - found.low!) / standardError).toBeCloseTo(1.96, 0)
      expect((found.high! - found.mean) / standardError).toBeCloseTo(1.96, 0)
    }
    expect(a!.mean).toBeCloseTo(
      whole.reduce((sum, value) => sum + value / 400, 0),
      10,
    )
    expect(none).toBeNull()
    expect(one).toMatchObject({ clips: 1, low: null, high: null, sd: null })
  })
})
