import { describe, expect, it } from 'vitest'
import type { ClipPage, ClipQueryInput } from '#contracts/clip'
import type { Condition } from '#contracts/clip-query'
import { matching, inOrder } from '#engine/tables/select-rows'
import { numberColumn, orderOf, wordColumn } from '#engine/tables/column'
import type { Column } from '#engine/tables/column'
import { columnInfos } from '#engine/projects/audit-table'
import { numberSpread, pointsOf, wordCounts } from '../../src-renderer/stores/column-counts'
import { facetOf, facetScores } from '../../src-renderer/stores/faceted-matrix'
import { defaultColumns, rowColumns, shortColumnTitle } from '../../src-renderer/text/columns'
import {
  conditionWords,
  range,
  readConditions,
  withCondition,
  words,
  writeConditions,
} from '../../src-renderer/text/conditions'
import { clipListCsv } from '../../src-renderer/text/clip-list-csv'

/** The engine's own table over a few clips: what the page counts is held to counting by hand. */
const confidence = [0.1, 0.2, 0.2, null, 0.9, 1, 0.5, 0.55]
const speaker = ['s2', 's10', 's2', null, 's1', 's2', 's1', 's10']
const columns = new Map<string, Column>([
  ['confidence', numberColumn(confidence)],
  ['speaker', wordColumn(speaker)],
])
let asked = 0
async function read(query: ClipQueryInput): Promise<ClipPage> {
  asked++
  const where = JSON.parse(query.where ?? '[]') as Condition[]
  const files = confidence.map((_, i) => `f${i}`)
  const columnOf = (id: string): Column => columns.get(id)!
  const order =
    query.sort === undefined || query.sort === 'file'
      ? Int32Array.from(files.keys())
      : orderOf(columnOf(query.sort), query.order ?? 'asc')
  const kept = [...inOrder(order, matching(files.length, where, columnOf, files))]
  const { offset = 0, limit = 200 } = query as { offset?: number; limit?: number }
  const rows = kept.slice(offset, offset + limit).map(row => ({
    ...{ clipId: row, file: files[row], isCorrect: row % 2 === 0 },
    values: { confidence: confidence[row], speaker: speaker[row] },
  }))
  return { total: kept.length, offset, rows: rows as never }
}

describe('renderer/clip table - counts of a column', () => {
  it('bins cover every value once, the largest too; clips without one are told apart', async () => {
    const { bins, missing } = await numberSpread(read, {}, 'confidence')
    const edges = bins!.map(bin => [bin.min, bin.max])
    const byHand = edges.map(([low, high], i) => {
      const isIn = (value: number): boolean => (i === 0 ? value >= low : value > low) && value <= high
      return confidence.filter(value => value !== null && isIn(value)).length
    })
    expect(bins!.map(bin => bin.count)).toEqual(byHand)
    expect([edges[0][0], edges.at(-1)![1], missing]).toEqual([0.1, 1, 1])
  })

  it('one value is one bin; none is none', async () => {
    const only = writeConditions([range('confidence', 0.9, 0.9)])
    expect((await numberSpread(read, { where: only }, 'confidence')).bins).toEqual([{ min: 0.9, max: 0.9, count: 1 }])
    const none = writeConditions([words('confidence', null)])
    expect(await numberSpread(read, { where: none }, 'confidence')).toEqual({ bins: null, missing: 1 })
  })

  it('words are walked through, two questions each, the filter counting; none comes last', async () => {
    asked = 0
    const { counts, isCut } = await wordCounts(read, {}, 'speaker')
    expect(counts).toEqual([
      { word: 's2', count: 3 },
      { word: 's1', count: 2 },
      { word: 's10', count: 2 },
      { word: null, count: 1 },
    ])
    expect([asked, isCut]).toEqual([9, false])
    const few = await wordCounts(read, { where: writeConditions([range('confidence', 0.5, null)]) }, 'speaker')
    expect(few.counts.reduce((sum, one) => sum + one.count, 0)).toBe(4)
  })

  it('points are clips that have both numbers', async () => {
    const { points, total } = await pointsOf(read, {}, 'confidence', 'confidence')
    expect([points.length, total]).toEqual([7, 8])
    expect(points[1]).toEqual({ clipId: 1, file: 'f1', x: 0.2, y: 0.2, isWrong: true })
  })
})

describe('renderer/confusion matrix - of a part of the clips', () => {
  it('is counted cell by cell, its recall and hits reckoned from the cells', async () => {
    const clips = [
      ['angry', 'angry', 'f'],
      ['angry', 'sad', 'f'],
      ['angry', 'angry', 'm'],
      ['sad', 'sad', 'f'],
    ]
    const count = (query: ClipQueryInput): Promise<ClipPage> => {
      const [condition] = JSON.parse(query.where!) as { column: string; words: string[] }[]
      expect(condition.column).toBe('sex')
      const { expected, predicted } = query
      const kept = clips.filter(([a, b, sex]) => a === expected && b === predicted && condition.words.includes(sex))
      return Promise.resolve({ total: kept.length, offset: 0, rows: [] })
    }
    const labels = ['angry', 'fear', 'sad']
    expect(await facetScores(count, labels, { column: 'sex', word: 'f' })).toEqual({
      labels,
      confusion: [
        [1, 0, 1],
        [0, 0, 0],
        [0, 0, 1],
      ],
      recall: [0.5, null, 1],
      scored: 3,
      correct: 2,
    })
  })

  it('follows the list’s filter, where it is one facet', () => {
    expect(facetOf({ dataset: 'tess' })).toEqual({ column: 'dataset', word: 'tess' })
    expect(facetOf({ where: writeConditions([words('sex', null)]) })).toEqual({ column: 'sex', word: null })
    for (const other of [words('sex', 'f', 'm'), words('verdict', 'plausible'), range('confidence', 0, 1)])
      expect(facetOf({ where: writeConditions([other]) })).toBeNull()
  })
})

describe('renderer/clip table - conditions in the address', () => {
  it('come back as they were written; rubbish is none', () => {
    const all = [words('verdict', 'implausible', null), range('z.f0.mean', -1, null)]
    expect(readConditions(writeConditions(all))).toEqual(all)
    for (const bad of ['', '{', '"x"', '[{"kind":"range"}]', '[null,1]']) expect(readConditions(bad)).toEqual([])
    expect(writeConditions([])).toBeUndefined()
  })

  it('a column has one condition: the last', () => {
    const once = withCondition([words('a', 'x'), words('b', 'y')], 'a', range('a', 1, 2))
    expect(once).toEqual([words('b', 'y'), range('a', 1, 2)])
    expect(withCondition(once, 'b', null)).toEqual([range('a', 1, 2)])
  })

  it('read as people say it', () => {
    const info = columnInfos().find(one => one.id === 'plausibility')
    expect(conditionWords(range('plausibility', 0, 5), info)).toMatch(/0 to 5 %$/)
    expect(conditionWords(words('verdict', 'not-measurable', null), undefined)).toBe('verdict: not measurable or none')
    expect(conditionWords(words('speaker', 'a', 'b', 'c', 'd'), undefined)).toBe('speaker: a, b and 2 more')
  })
})

describe('renderer/clip table - columns', () => {
  it('what is shown at first, and what rows draw themselves, are columns of the engine', () => {
    const known = new Set(columnInfos().map(info => info.id))
    for (const id of [...defaultColumns(true), ...rowColumns]) expect(known).toContain(id)
    expect(defaultColumns(false)).not.toContain('dataset')
  })

  it('heads are short and tell every column from every other', () => {
    const titles = columnInfos().map(shortColumnTitle)
    expect(Math.max(...titles.map(title => title.length))).toBeLessThan(28)
    expect(new Set(titles).size).toBe(titles.length)
    const info = columnInfos().find(one => one.id === 'delta.f0.sd')!
    expect(shortColumnTitle(info)).toBe('Pitch sd Δ')
  })

  it('the CSV has the columns shown, formulas made harmless, gaps empty', () => {
    const infos = columnInfos().filter(info => ['file', 'confidence'].includes(info.id))
    const row = (clipId: number, values: object) => ({ clipId, values }) as never
    expect(
      clipListCsv(infos, [row(7, { file: '=a,b', confidence: 0.5 }), row(8, { file: 'c', confidence: null })]),
    ).toBe('clip_id,file,confidence\n7,"\'=a,b",0.5\n8,c,\n')
  })
})
