import { describe, expect, it } from 'vitest'
import type { AuditCard } from '#contracts/audit'
import type { Comparison, Subgroup } from '#contracts/comparison'
import { headline } from '../../src-renderer/text/words/compare'
import { CompareLinks } from '../../src-renderer/views/compare/compare-links'
import { cautionNote, differenceRows, labelRows, subgroupRows } from '../../src-renderer/views/compare/compare-rows'
import { firstChoice } from '../../src-renderer/views/compare/use-compare-choice'

const share = (value: number | null, low = NaN, high = NaN): Comparison['overall']['accuracyGap'] => ({
  value,
  interval: Number.isNaN(low) ? null : { low, high },
})
const side = (clips: number, accuracy: number): Comparison['overall']['a'] => ({
  ...{ clips, speakers: 4, accuracy: share(accuracy), uar: share(accuracy / 2) },
})
const outcomes = { bothRight: 4, onlyA: 1, onlyB: 3, bothWrong: 2, p: 0.625 }
const overall = (gap: Comparison['overall']['accuracyGap']): Pick<Comparison, 'overall'> => ({
  overall: { a: side(10, 0.5), b: side(10, 0.7), accuracyGap: gap, uarGap: share(null), outcomes },
})

describe('renderer/compare - the one sentence', () => {
  it('names the better one and its lead, never a negative number', () => {
    expect(headline(overall(share(0.2, 0.05, 0.31)))).toBe(
      'B is right more often: 70.0 % against 50.0 %, a lead of 20.0 points (95 %: 5.0 to 31.0).',
    )
    expect(headline(overall(share(-0.2, -0.31, -0.05)))).toMatch(/^A is right more often: .*\(95 %: 5\.0 to 31\.0\)\.$/)
  })

  it('says that nothing is clear where the interval holds 0, and nothing more where there is none', () => {
    expect(headline(overall(share(0.2, -0.05, 0.31)))).toMatch(/^No clear difference: .*−5\.0 to \+31\.0/)
    expect(headline(overall(share(null)))).toMatch(/^Nothing can be scored/)
    const same = { ...overall(share(0)).overall, outcomes: { ...outcomes, onlyA: 0, onlyB: 0, p: null } }
    expect(headline({ overall: same })).toBe('A and B are right on the same clips: 50.0 % of 10 clips.')
  })
})

describe('renderer/compare - ways to the clips', () => {
  const places = { a: { projectId: 'p', auditId: 1 }, b: { projectId: 'p', auditId: 2 } }
  const labels = [
    { name: 'happy', a: 'happy', b: 'joy' },
    { name: 'sad', a: 'sad', b: null },
  ]
  const links = new CompareLinks(places, labels, true)

  it('each list is asked in its audit’s own words, for what the other says', () => {
    expect(links.outcome('a', { a: true, b: false })).toEqual({
      path: '/p/p/a/1',
      query: { outcome: 'correct', where: '[{"kind":"words","column":"other.2.outcome","words":["wrong"]}]' },
    })
    expect(links.change('a', { a: 'sad', b: 'happy' })).toMatchObject({
      query: { predicted: 'sad', where: '[{"kind":"words","column":"other.2.predicted","words":["joy"]}]' },
    })
    expect(links.change('b', { a: 'sad', b: 'happy' })).toMatchObject({
      path: '/p/p/a/2',
      query: { predicted: 'joy', where: '[{"kind":"words","column":"other.1.predicted","words":["sad"]}]' },
    })
    expect(links.change('b', { a: 'sad', b: 'happy' }, true)).toMatchObject({
      query: {
        predicted: 'joy',
        outcome: 'correct',
        where: '[{"kind":"words","column":"other.1.predicted","words":["sad"]}]',
      },
    })
    expect(links.verdict('b', 'implausible')).toMatchObject({
      path: '/p/p/a/2',
      query: { where: '[{"kind":"words","column":"verdict","words":["implausible"]}]' },
    })
    expect(links.cell('b', 'happy', undefined)).toMatchObject({ query: { expected: 'joy' } })
  })

  it('lists of two projects, or of other clips, don’t know each other', () => {
    const apart = new CompareLinks({ ...places, b: { projectId: 'q', auditId: 2 } }, labels, true)
    expect(apart.outcome('a', { a: true, b: false })).toBeNull()
    expect(new CompareLinks(places, labels, false).change('a', { a: 'sad', b: 'sad' })).toBeNull()
    expect(apart.cell('b', 'happy', undefined)).toMatchObject({ path: '/p/q/a/2' })
  })
})

describe('renderer/compare - rows', () => {
  const group: Subgroup = {
    ...{ by: 'speaker', name: 's1', dataset: 'one', adjusted: null, caution: 'few-clips' },
    ...{ ...overall(share(0.2)).overall, uarGap: share(0.1) },
  }

  it('small groups are marked and have no p; speakers of several data sets are told apart', () => {
    const [row] = subgroupRows([group, { ...group, dataset: 'two' }], 'speaker', 'accuracy')
    expect(row).toMatchObject({
      label: 's1, one',
      mark: 'few clips',
      isQuiet: true,
      value: 0.2,
      cells: ['50 %', '70 %', '–'],
    })
    expect(subgroupRows([group], 'speaker', 'uar')[0]).toMatchObject({
      label: 's1',
      value: 0.1,
      cells: ['25 %', '35 %'],
    })
    expect(subgroupRows([group], 'sex', 'accuracy')).toEqual([])
  })

  it('a group of one speaker says so next to its name; of speakers it is said once', () => {
    const alone: Subgroup = { ...group, by: 'sex', name: 'male', dataset: null, caution: 'one-speaker' }
    expect(subgroupRows([alone], 'sex', 'accuracy')[0]).toMatchObject({ mark: 'one speaker', isQuiet: false })
    expect(cautionNote([alone], 'sex')).toBe('One speaker: the interval says nothing of other speakers.')
    const speaker: Subgroup = { ...group, caution: 'one-speaker' }
    expect(subgroupRows([speaker], 'speaker', 'accuracy')[0].mark).toBeUndefined()
    expect(cautionNote([speaker, group], 'speaker')).toBe(
      'Fewer than ten clips: a hint where to listen, no result. Each group is one speaker: its interval says nothing of other speakers.',
    )
    expect(cautionNote([{ caution: null }], 'sex')).toBe('')
  })

  it('a label that one side lacks has no gap', () => {
    const none = { clips: 0, recall: share(null) }
    const gap = { label: 'sad', a: { clips: 3, recall: share(1) }, b: none, gap: share(null), outcomes: null }
    expect(labelRows([{ ...gap, adjusted: null, caution: 'few-clips' }])[0]).toMatchObject({
      value: null,
      cells: ['100 %', '–'],
    })
  })

  it('matrices differ by shares of the expected label', () => {
    const rows = differenceRows({
      confusion: { a: [[1, 1], [0, 0]], b: [[4, 0], [1, 1]] }, // prettier-ignore
    })
    expect(rows).toEqual([
      [0.5, -0.5],
      [null, null],
    ])
  })
})

describe('renderer/compare - what is compared at first', () => {
  const card = (id: number, ...methods: string[]): AuditCard =>
    ({ id, datasetId: 1, settings: { methods } }) as unknown as AuditCard

  it('the audit one comes from and the newest other; of a single one, its first two methods', () => {
    const three = [card(3, 'crp'), card(1, 'crp'), card(2, 'crp')]
    expect(firstChoice(three, three, null)).toEqual({ a: 1, b: 3 })
    expect(firstChoice(three, three, 3)).toEqual({ a: 3, b: 2 })
    const sets = [card(1, 'crp'), card(2, 'crp'), { ...card(3, 'crp'), datasetId: 2 }]
    expect(firstChoice(sets, sets, 1)).toEqual({ a: 1, b: 2 })
    expect(firstChoice(sets, sets, 3)).toEqual({ a: 3, b: 2 })
    const one = [card(1, 'occlusion', 'crp')]
    expect(firstChoice(one, one, null)).toEqual({ a: 1, b: 1, methodA: 'occlusion', methodB: 'crp' })
    const plain = [card(1, 'crp')]
    expect(firstChoice(plain, plain, null)).toBeNull()
    expect(firstChoice(plain, [card(1, 'crp')], null)).toEqual({ a: 1, b: 1 })
    expect(firstChoice([], [], null)).toBeNull()
  })
})
