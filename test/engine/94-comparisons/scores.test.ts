import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Outcomes } from '#contracts/comparison'
import { compareScores } from '#engine/comparisons/compare-scores'
import type { JudgedClip, TwoSides } from '#engine/comparisons/two-sides'

interface Tested {
  readonly cells: [bothRight: number, onlyA: number, onlyB: number, bothWrong: number]
  readonly clips: number
  readonly p: number | null
  readonly holm?: number | null
}

type Ends = [number, number]

/** What scikit-learn and statsmodels say: see goldens/make/make-comparison.py. */
const golden = JSON.parse(readFileSync(new URL('../../goldens/stats/comparison.json', import.meta.url), 'utf8')) as {
  labels: string[]
  speaker: number[]
  expected: number[]
  a: number[]
  b: number[]
  accuracy: Ends
  uar: Ends
  confusion: number[][][]
  all: Tested
  byLabel: Tested[]
  bySubgroup: Tested[]
  paired: Record<'a' | 'b' | 'accuracyGap' | 'uarGap', Ends>
  apart: Record<'accuracyGap' | 'uarGap', Ends>
}

function clipsOf(predicted: readonly number[]): JudgedClip[] {
  return predicted.map((label, i) => ({
    ...{ dataset: 'set', speaker: `s${golden.speaker[i]}`, sex: golden.speaker[i] % 2 === 0 ? 'f' : 'm' },
    ...{ intensity: null, expected: golden.labels[golden.expected[i]], predicted: golden.labels[label] },
  }))
}

const paired: TwoSides = { a: clipsOf(golden.a), b: clipsOf(golden.b), isPaired: true }
const found = compareScores(paired, golden.labels, 1)

function expectOutcomes(outcomes: Outcomes | null, { cells, p }: Tested): void {
  const { bothRight, onlyA, onlyB, bothWrong } = outcomes!
  expect([bothRight, onlyA, onlyB, bothWrong]).toEqual(cells)
  if (p === null) expect(outcomes!.p).toBeNull()
  else expect(outcomes!.p! / p).toBeCloseTo(1, 8)
}

/** Within the chance of so many draws. */
function expectInterval(interval: { low: number; high: number } | null, [low, high]: Ends, within = 0.02): void {
  expect(Math.abs(interval!.low - low)).toBeLessThan(within)
  expect(Math.abs(interval!.high - high)).toBeLessThan(within)
}

describe('engine/comparisons - scores of two models on the same clips', () => {
  it('accuracy, average recall and confusion are scikit-learn’s', () => {
    expect(found.overall.a.accuracy.value).toBeCloseTo(golden.accuracy[0], 12)
    expect(found.overall.b.accuracy.value).toBeCloseTo(golden.accuracy[1], 12)
    expect(found.overall.a.uar.value).toBeCloseTo(golden.uar[0], 12)
    expect(found.overall.b.uar.value).toBeCloseTo(golden.uar[1], 12)
    expect([found.confusion.a, found.confusion.b]).toEqual(golden.confusion)
  })

  it('the four cells and their test are statsmodels’ exact McNemar test: over all, by label, by subgroup', () => {
    expectOutcomes(found.overall.outcomes, golden.all)
    golden.byLabel.forEach((tested, i) => expectOutcomes(found.byLabel[i].outcomes, tested))
    golden.bySubgroup.forEach((tested, i) => expectOutcomes(found.subgroups[i].outcomes, tested))
  })

  it('p-values are corrected as statsmodels’ Holm does, over what is large enough to be tested', () => {
    golden.byLabel.forEach(({ clips, holm = null }, i) => {
      expect(found.byLabel[i].caution === 'few-clips').toBe(clips < 10)
      if (holm === null) expect(found.byLabel[i].adjusted).toBeNull()
      else expect(found.byLabel[i].adjusted).toBeCloseTo(holm, 9)
    })
    golden.bySubgroup.forEach(({ holm = null }, i) => expect(found.subgroups[i].adjusted).toBeCloseTo(holm!, 9))
    expect(found.subgroups.map(({ by }) => by)).toEqual([...Array(2).fill('sex'), ...Array(12).fill('speaker')])
    // Of a speaker's clips alone no interval says anything of others.
    for (const { by, a, caution } of found.subgroups)
      expect(caution).toBe(a.clips < 10 ? 'few-clips' : by === 'speaker' ? 'one-speaker' : null)
  })

  it('intervals resample speakers, then clips, the same for both', () => {
    expectInterval(found.overall.a.accuracy.interval, golden.paired.a)
    expectInterval(found.overall.b.accuracy.interval, golden.paired.b)
    expectInterval(found.overall.accuracyGap.interval, golden.paired.accuracyGap)
    expectInterval(found.overall.uarGap.interval, golden.paired.uarGap, 0.04)
  })

  it('clips that are others are drawn apart, and nothing is said of pairs', () => {
    const apart = compareScores({ ...paired, isPaired: false }, golden.labels, 1)
    expect(apart.overall.outcomes).toBeNull()
    expect(apart.byLabel.every(({ outcomes, adjusted }) => outcomes === null && adjusted === null)).toBe(true)
    expect(apart.overall.accuracyGap.value).toBeCloseTo(golden.accuracy[1] - golden.accuracy[0], 12)
    expectInterval(apart.overall.accuracyGap.interval, golden.apart.accuracyGap)
    expectInterval(apart.overall.uarGap.interval, golden.apart.uarGap, 0.04)
  })

  it('a model against itself has no gap, no interval of it and no p', () => {
    const { overall, byLabel } = compareScores({ ...paired, b: paired.a }, golden.labels, 1)
    expect(overall.accuracyGap).toEqual({ value: 0, interval: null })
    expect(overall.outcomes).toMatchObject({ onlyA: 0, onlyB: 0, p: null })
    expect(byLabel.map(({ gap }) => gap.value)).toEqual([0, 0, 0, 0])
  })

  it('no clips: no figures', () => {
    const { overall, subgroups } = compareScores({ a: [], b: [], isPaired: true }, golden.labels, 1)
    expect(overall.a.accuracy).toEqual({ value: null, interval: null })
    expect(overall.accuracyGap).toEqual({ value: null, interval: null })
    expect(subgroups).toEqual([])
  })
})
