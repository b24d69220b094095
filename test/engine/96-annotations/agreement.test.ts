import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { agreementReport, type AgreementInput } from '#engine/annotations/agreement'
import { clipAgreements } from '#engine/annotations/clip-agreement'
import { LabelCodes } from '#engine/annotations/ratings'

interface Goldens {
  readonly labels: number[][]
  readonly dials: (number | null)[][]
  readonly cohen: { readonly pair: [number, number]; readonly clips: number; readonly kappa: number }[]
  readonly fleiss: { readonly clips: number; readonly kappa: number }
  readonly nominal: { readonly alpha: number; readonly interval: [number, number] }
  readonly interval: { readonly alpha: number; readonly interval: [number, number] }
}

/** See goldens/make/make-agreement.py. */
const goldens = JSON.parse(
  readFileSync(new URL('../../goldens/stats/agreement.json', import.meta.url), 'utf8'),
) as Goldens

const names = ['Ada', 'Ben', 'Cleo', 'Dan']
const words = ['angry', 'happy', 'neutral', 'sad']

/** @param labels [clips x annotators], -1: none; model and data set say what the first two annotators say */
function input(labels: readonly number[][], dials: readonly (number | null)[][] = []): AgreementInput {
  const raters = labels[0]?.length ?? 0
  const values = Float64Array.from(dials.flat(), value => value ?? NaN)
  const dial = { raters, values: dials.length > 0 ? values : new Float64Array(labels.length * raters).fill(NaN) }
  return {
    annotators: names.slice(0, raters).map((name, id) => ({ id, name })),
    clips: labels.length,
    emotion: {
      raters: raters + 2,
      labels: words,
      codes: Int32Array.from(labels.flatMap(row => [...row, row[0], row[1] ?? -1])),
    },
    verdict: { raters, labels: ['model-right'], codes: new Int32Array(labels.length * raters).fill(-1) },
    ...{ arousal: dial, valence: dial, blind: 0 },
  }
}

describe('engine/annotations, agreement', () => {
  const report = agreementReport(input(goldens.labels, goldens.dials), 1)

  it('engine/annotations - kappas and alphas are those of scikit-learn, statsmodels and krippendorff', () => {
    const { pairs, fleiss, alpha } = report.emotion
    expect(pairs.map(({ first, second }) => [first, second])).toEqual(
      goldens.cohen.map(({ pair }) => pair.map(rater => names[rater])),
    )
    goldens.cohen.forEach(({ clips, kappa }, at) => {
      expect(pairs[at].kappa.value).toBeCloseTo(kappa, 12)
      expect(pairs[at].clips).toBe(clips)
    })
    expect(fleiss.value).toBeCloseTo(goldens.fleiss.kappa, 12)
    expect(fleiss.clips).toBe(goldens.fleiss.clips)
    expect(alpha.value).toBeCloseTo(goldens.nominal.alpha, 12)
    expect(report.arousal.alpha.value).toBeCloseTo(goldens.interval.alpha, 12)
  })

  it('engine/annotations - intervals are NumPy’s percentile intervals, to the draws’ own scatter', () => {
    for (const [found, { interval }] of [
      [report.emotion.alpha, goldens.nominal],
      [report.valence.alpha, goldens.interval],
    ] as const) {
      expect(Math.abs(found.low! - interval[0])).toBeLessThan(0.015)
      expect(Math.abs(found.high! - interval[1])).toBeLessThan(0.015)
    }
    for (const { kappa } of report.emotion.pairs) {
      expect(kappa.low).toBeLessThan(kappa.value!)
      expect(kappa.high).toBeGreaterThan(kappa.value!)
    }
    expect(agreementReport(input(goldens.labels, goldens.dials), 1)).toEqual(report)
    expect(agreementReport(input(goldens.labels, goldens.dials), 2).emotion.alpha.low).not.toBe(
      report.emotion.alpha.low,
    )
  })

  it('engine/annotations - counts are those of a plain count over clips', () => {
    const pairs = goldens.labels.flatMap(row =>
      row.flatMap((a, i) =>
        row
          .slice(i + 1)
          .map(b => [a, b] as const)
          .filter(([x, y]) => x !== -1 && y !== -1),
      ),
    )
    const same = pairs.filter(([a, b]) => a === b).length
    expect(report.emotion.agreedShare).toBeCloseTo(same / pairs.length, 12)
    const count = (a: number, b: number): number =>
      pairs.filter(([x, y]) => (x === a && y === b) || (x === b && y === a)).length
    expect(report.emotion.matrix).toEqual(words.map((_, a) => words.map((__, b) => count(a, b))))
    expect(report.emotion.answers).toEqual(
      names.map((_, rater) => goldens.labels.filter(row => row[rater] !== -1).length),
    )
    expect(report.emotion.byLabel).toEqual(
      words.map((_, label) => goldens.labels.flat().filter(x => x === label).length),
    )
  })

  it('engine/annotations - the model that says what Ada says agrees with Ada fully, and with Ben as Ada does', () => {
    expect(report.againstModel[0].kappa.value).toBe(1)
    expect(report.againstModel[1].kappa.value).toBeCloseTo(report.emotion.pairs[0].kappa.value!, 12)
    expect(report.againstDataset[1].kappa.value).toBe(1)
  })

  it('engine/annotations - clips of least agreement come first', () => {
    const found = clipAgreements(input(goldens.labels), 'emotion')
    expect(found).toHaveLength(report.emotion.overlapping)
    const shares = found.map(({ agreement }) => agreement)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    const { row, answers } = found[0]
    expect(answers).toEqual(goldens.labels[row].map(code => words[code] ?? null))
    const dials = clipAgreements(input(goldens.labels, goldens.dials), 'valence')
    expect(dials[0].agreement).toBeLessThan(dials[dials.length - 1].agreement)
  })
})

describe('engine/annotations, what the figures can’t carry', () => {
  it.each([
    ['nobody', [], /Nobody has annotated/],
    ['one annotator', [[0], [1]], /Ada is the only annotator/],
    [
      'no overlap',
      [
        [0, -1],
        [-1, 1],
      ],
      /No clip has an emotion of two annotators/,
    ],
    [
      'three clips',
      [
        [0, 0],
        [1, 1],
        [2, 1],
      ],
      /Only 3 clips have/,
    ],
    ['one label', Array.from({ length: 40 }, () => [1, 1]), /can’t be told from chance/],
    ['not blind', Array.from({ length: 40 }, (_, i) => [i % 3, i % 3]), /100 % of the emotions were not given blind/],
  ] as const)('engine/annotations - %s: it is said plainly', (_, labels, note) => {
    const { notes } = agreementReport(input(labels.map(row => [...row])), 1)
    expect(notes.join(' ')).toMatch(note)
  })

  it('engine/annotations - words that mean the same are one label, the first one heard', () => {
    const codes = new LabelCodes(['angry', 'sad'], true)
    expect(['anger', 'angry', 'sadness', 'joy', 'happiness', null].map(word => codes.codeOf(word))).toEqual([
      ...[0, 0, 1, 2, 2, -1],
    ])
    expect(codes.labels).toEqual(['angry', 'sad', 'joy'])
  })
})
