import { describe, expect, it } from 'vitest'
import { baselineSettingsSchema, type BaselineSettings } from '#contracts/settings'
import { createBaseline, type Baseline } from '#engine/baselines/baselines'
import { createPlacing } from '#engine/baselines/place-windows'
import { withoutOverlap } from '#engine/baselines/without-overlap'
import { createCueSums } from '#engine/cues/cue-sums'
import type { Region } from '#engine/cues/region'
import { createVoicedFraction } from '#engine/cues/voiced-fraction'
import { createRandom } from '#engine/stats/random'

const hopSec = 0.01
const rows = 300
const clip: Region = { startSec: 0, endSec: 3 }
const settings = baselineSettingsSchema.parse({})
const windowsAt = (...starts: number[]): Region[] => starts.map(startSec => ({ startSec, endSec: startSec + 0.15 }))

/** A clip of one cue that is known frame by frame. */
function baselineOf(
  values: Float32Array,
  salient: readonly Region[],
  changes: { voiced?: Float32Array; places?: Region[]; settings?: Partial<BaselineSettings>; seed?: number } = {},
): Baseline {
  const voiced = changes.voiced ?? new Float32Array(rows).fill(1)
  const figuresOf = createCueSums({ hopSec, tracks: [{ values, middleSec: 0.005 }] })
  const against = createBaseline({
    places: changes.places ?? [clip],
    figuresOf,
    voicedFractionOf: createVoicedFraction({ f0Hz: voiced, hopSec, middleSec: 0.005 }),
    settings: { ...settings, ...changes.settings },
    seed: changes.seed ?? 1,
  })
  return against(salient, figuresOf(salient))
}

const noisy = (seed: number): Float32Array => {
  const random = createRandom(seed)
  return Float32Array.from({ length: rows }, () => 5 + random.normal())
}

describe('engine/baselines', () => {
  it('engine/baselines - a planted loud stretch stands out, and a quiet one to the other side', () => {
    const values = noisy(3).map((value, row) => (row >= 100 && row < 130 ? value + 6 : value))
    const [loud] = baselineOf(values, windowsAt(1, 1.15)).cues
    expect(loud!.mean.p).toBe(1 / 201)
    expect(loud!.mean.z).toBeGreaterThan(2)
    const [quiet] = baselineOf(
      values.map(value => -value),
      windowsAt(1, 1.15),
    ).cues
    expect(quiet!.mean.p).toBe(1 / 201)
    expect(quiet!.mean.z).toBeCloseTo(-loud!.mean.z!, 9)
    // Half in, half out: what varies there is what stands out.
    const [half] = baselineOf(values, windowsAt(0.925)).cues
    expect(half!.sd.p).toBeLessThan(0.1)
    expect(half!.sd.z).toBeGreaterThan(1.5)
  })

  it('engine/baselines - the expected mean of draws that cover all evenly is the clip’s; their deviation is the theory’s', () => {
    const values = noisy(4)
    const [found] = baselineOf(values, windowsAt(0, 0.5, 1, 1.5, 2), { settings: { draws: 4000 } }).cues
    const mean = values.reduce((sum, value) => sum + value, 0) / rows
    // Frames near the ends are in fewer placements; in white noise that is all that tells the means apart.
    expect(found!.mean.mean).toBeCloseTo(mean, 1)
    // 75 of 300 frames, without replacement.
    expect(found!.mean.sd).toBeGreaterThan(0.8 * Math.sqrt((1 / 75) * (1 - 75 / 300)))
    expect(found!.mean.sd).toBeLessThan(1.2 * Math.sqrt((1 / 75) * (1 - 75 / 300)))
  })

  it.each([true, false])(
    'engine/baselines - windows placed by chance have uniform p-values (voicing matched: %s)',
    isVoicingMatched => {
      const random = createRandom(11)
      const place = createPlacing([0.15, 0.15, 0.15], [clip])!
      const p: number[] = []
      for (let trial = 0; trial < 400; trial++) {
        // Slow waves, so that neighbouring frames are alike as in speech; voiced where they are high.
        const phase = 7 * random.uniform()
        const values = noisy(trial).map((value, row) => 0.3 * value + Math.sin(row / 9 + phase) + Math.sin(row / 31))
        const voiced = values.map(value => Number(value + random.normal() > 1.5))
        const [found] = baselineOf(values, place(random), {
          voiced,
          settings: { draws: 99, isVoicingMatched },
          seed: trial,
        }).cues
        p.push(found!.mean.p!)
      }
      const sorted = p.toSorted((a, b) => a - b)
      const gap = Math.max(...sorted.map((value, i) => Math.abs((i + 0.5) / p.length - value)))
      // 1.36: by chance in one of twenty; 0.01 because p moves in hundredths.
      expect(gap).toBeLessThan(1.36 / Math.sqrt(p.length) + 0.01)
      const share = p.filter(value => value <= 0.05).length / p.length
      expect(Math.abs(share - 0.05)).toBeLessThan(2.6 * Math.sqrt((0.05 * 0.95) / p.length))
    },
  )

  it('engine/baselines - draws have the voiced fraction of the salient windows, to 10 points', () => {
    const voiced = Float32Array.from({ length: rows }, (_, row) => Number(row >= 100))
    const { facts } = baselineOf(noisy(5), windowsAt(1.2, 2), { voiced })
    expect(facts).toMatchObject({ draws: 200, matchedVoicedShare: 1, salientVoicedFraction: 1 })
    expect(facts.meanVoicedFraction).toBeGreaterThan(0.9)
    const free = baselineOf(noisy(5), windowsAt(1.2, 2), { voiced, settings: { isVoicingMatched: false } }).facts
    expect(free.meanVoicedFraction).toBeLessThan(0.8)
    expect(free.matchedVoicedShare).toBeLessThan(0.7)
  })

  it('engine/baselines - where few placements are as voiced, the closest are taken, and it is said', () => {
    // The only voice lies in the salient windows.
    const voiced = Float32Array.from({ length: rows }, (_, row) => Number(row >= 100 && row < 115))
    const { facts } = baselineOf(noisy(6), windowsAt(1), { voiced })
    expect(facts.draws).toBe(200)
    expect(facts.matchedVoicedShare).toBeLessThan(1)
    const free = baselineOf(noisy(6), windowsAt(1), { voiced, settings: { isVoicingMatched: false } }).facts
    expect(facts.meanVoicedFraction).toBeGreaterThan(5 * free.meanVoicedFraction)
  })

  it('engine/baselines - the same seed draws the same, another seed others, none draws nothing', () => {
    const values = noisy(8)
    const again = (seed: number): Baseline => baselineOf(values, windowsAt(1, 2), { seed })
    expect(again(1)).toEqual(again(1))
    expect(again(2).cues).not.toEqual(again(1).cues)
    expect(baselineOf(values, windowsAt(1), { settings: { draws: 0 } })).toMatchObject({
      facts: { draws: 0 },
      cues: [null],
    })
  })

  it('engine/baselines - another method’s windows draw the same, whatever was asked before', () => {
    const values = noisy(12)
    const voiced = values.map(value => Number(value > 5))
    const figuresOf = createCueSums({ hopSec, tracks: [{ values, middleSec: 0.005 }] })
    const voicedFractionOf = createVoicedFraction({ f0Hz: voiced, hopSec, middleSec: 0.005 })
    const against = createBaseline({ places: [clip], figuresOf, voicedFractionOf, settings, seed: 1 })
    const asked = [windowsAt(1, 2), windowsAt(0.3), windowsAt(0.1 + 0.2, 2.5), windowsAt(1, 2)]
    const found = asked.map(windows => against(windows, figuresOf(windows)))
    expect(found).toEqual(asked.map(windows => baselineOf(values, windows, { voiced })))
    expect(found[3]).toEqual(found[0])
  })

  it('engine/baselines - windows that don’t fit in the places with room for one more: no draws', () => {
    const nothing = { draws: 0, matchedVoicedShare: 0, meanVoicedFraction: 0, salientVoicedFraction: 1 }
    for (const endSec of [1.2, 1.44]) {
      const none = baselineOf(noisy(9), windowsAt(0, 2), { places: [{ startSec: 1, endSec }] })
      expect(none).toEqual({ facts: nothing, cues: [null] })
    }
    const some = baselineOf(noisy(9), windowsAt(0, 2), { places: [{ startSec: 1, endSec: 1.46 }] })
    expect(some.facts.draws).toBe(200)
  })

  it('engine/baselines - no value anywhere: not measurable; none in the salient windows: chance only', () => {
    const nothing = new Float32Array(rows).fill(NaN)
    expect(baselineOf(nothing, windowsAt(1)).cues).toEqual([null])
    const elsewhere = noisy(10).map((value, row) => (row >= 100 && row < 115 ? NaN : value))
    const [found] = baselineOf(elsewhere, windowsAt(1)).cues
    expect(found!.mean).toMatchObject({ z: null, p: null })
    expect(found!.mean.draws).toBeLessThanOrEqual(200)
    expect(found!.mean.draws).toBeGreaterThan(150)
    const still = baselineOf(new Float32Array(rows), windowsAt(1)).cues[0]!
    expect(still.mean).toEqual({ draws: 200, mean: 0, sd: 0, z: null, p: null })
  })

  it('engine/baselines - windows that overlap count as the one stretch they cover', () => {
    expect(withoutOverlap([...windowsAt(1, 2, 1.1), { startSec: 2.15, endSec: 2.2 }])).toEqual([
      { startSec: 1, endSec: 1.1 + 0.15 },
      { startSec: 2, endSec: 2 + 0.15 },
      { startSec: 2.15, endSec: 2.2 },
    ])
  })
})
