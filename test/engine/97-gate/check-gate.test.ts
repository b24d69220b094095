import { describe, expect, it } from 'vitest'
import { checkAgainst, checkLimits, type GateFigures } from '#engine/gate/check-gate'
import { junitXml } from '#engine/gate/junit'

const figures: GateFigures = {
  ...{ scored: 100, accuracy: 0.8, uar: 0.7, implausible: 0.1, judged: 90, refused: 2 },
  recall: new Map([
    ['angry', 0.9],
    ['sad', 0.5],
    ['calm', null],
  ]),
  counts: new Map([
    ['angry', 60],
    ['sad', 40],
    ['calm', 0],
  ]),
  scoredClips: new Set(['a angry', 'b sad']),
}
const outcomes = (checks: ReturnType<typeof checkLimits>): [string, boolean][] =>
  checks.map(({ name, passed }) => [name, passed])

describe('engine/gate', () => {
  it('engine/gate - only what is asked is checked; labels that do not occur have no recall', () => {
    expect(checkLimits(figures, {})).toEqual([])
    expect(
      outcomes(checkLimits(figures, { minUar: 0.7, minRecall: 0.6, maxImplausible: 0.09, maxRefused: 2 })),
    ).toEqual([
      ['uar', true],
      ['recall of angry', true],
      ['recall of sad', false],
      ['implausible', false],
      ['refused clips', true],
    ])
  })

  it('engine/gate - what nobody measured fails the check that asks for it', () => {
    const unknown = { ...figures, uar: null, implausible: null }
    expect(outcomes(checkLimits(unknown, { minUar: 0, maxImplausible: 1 }))).toEqual([
      ['uar', false],
      ['implausible', false],
    ])
  })

  it('engine/gate - against a baseline, worse by the tolerance passes and by more does not; a label that went missing fails', () => {
    const baseline = { ...figures, accuracy: 0.82, uar: 0.71, implausible: 0.05, recall: new Map([['calm', 0.4]]) }
    expect(outcomes(checkAgainst(figures, baseline, 0.01))).toEqual([
      ["the baseline's clips scored here as the same label", true],
      ['accuracy against the baseline', false],
      ['uar against the baseline', true],
      ['recall of calm against the baseline', false],
      ['implausible against the baseline', false],
    ])
  })

  it('engine/gate - a clip of the baseline that is left out, or has another label now, fails; more clips do not', () => {
    const [kept] = checkAgainst(figures, { ...figures, scoredClips: new Set(['a angry', 'b angry']) }, 0)
    expect(kept).toMatchObject({ figure: 0.5, passed: false, n: 2 })
    const [more] = checkAgainst(figures, { ...figures, scoredClips: new Set(['a angry']) }, 0)
    expect(more.passed).toBe(true)
  })

  it('engine/gate - a recall rests on the clips of its label', () => {
    expect(checkLimits(figures, { minRecall: 0.1 }).map(({ n }) => n)).toEqual([60, 40])
  })

  it('engine/gate - labels with signs of XML are written as text', () => {
    const [check] = checkLimits({ ...figures, recall: new Map([['a<"&b', 0.1]]) }, { minRecall: 0.5 })
    expect(junitXml('x', [check])).toContain('name="recall of a&lt;&quot;&amp;b"')
  })
})
