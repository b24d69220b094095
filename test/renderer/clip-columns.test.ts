import { describe, expect, it } from 'vitest'
import type { ClipPage, ClipQueryInput } from '#contracts/clip'
import type { ClipSpread } from '#contracts/clip-counts'
import type { Condition } from '#contracts/clip-query'
import { matching, inOrder } from '#engine/tables/select-rows'
import { numberColumn, orderOf, wordColumn } from '#engine/tables/column'
import type { Column, NumberColumn } from '#engine/tables/column'
import { spreadOf } from '#engine/tables/counts'
import { columnInfos } from '#engine/projects/audit-table'
import { numberSpread, pointsOf, wordCounts } from '../../src-renderer/stores/column-counts'
import { facetOf, facetScores, matrixFilter } from '../../src-renderer/stores/faceted-matrix'
import { defaultColumns, pictureColumn, rowColumns, shortColumnTitle } from '../../src-renderer/text/columns'
import {
  conditionWords,
  range,
  readConditions,
  withCondition,
  words,
  writeConditions,
} from '../../src-renderer/text/conditions'

/** The engine's own table over a few clips: what the page counts is held to counting by hand. */
const confidence = [0.1, 0.2, 0.2, null, 0.9, 1, 0.5, 0.55]
const speaker = ['s2', 's10', 's2', null, 's1', 's2', 's1', 's10']
const columns = new Map<string, Column>([
  ['confidence', numberColumn(confidence)],
  ['speaker', wordColumn(speaker)],
])
async function read(query: ClipQueryInput): Promise<ClipPage> {
  const where = JSON.parse(query.where ?? '[]') as Condition[]
  const files = confidence.map((_, i) => `f${i}`)
  const columnOf = (id: string): Column => columns.get(id)!
  const order =
    query.sort === undefined || query.sort === 'file'
      ? Int32Array.from(files.keys())
      : orderOf(columnOf(query.sort), query.order ?? 'asc')
  const kept = [
    ...inOrder(
      order,
      matching(
        files.length,
        where,
        columnOf,
        () => files,
        () => () => false,
      ),
    ),
  ]
  const { offset = 0, limit = 200 } = query as { offset?: number; limit?: number }
  const rows = kept.slice(offset, offset + limit).map(row => ({
    ...{ clipId: row, file: files[row], isCorrect: row % 2 === 0 },
    values: { confidence: confidence[row], speaker: speaker[row] },
  }))
  return { total: kept.length, offset, rows: rows as never }
}

const everything = new Uint8Array(confidence.length).fill(1)
const spread = (bins: number): ClipSpread => spreadOf(columns.get('confidence') as NumberColumn, everything, bins)

describe('renderer/clip table - counts of a column', () => {
  it('bins are drawn as they were counted; without a value there are none', () => {
    const { bins, missing } = numberSpread(spread(3))
    expect([bins!.map(bin => bin.count), missing]).toEqual([[3, 2, 2], 1])
    expect(numberSpread({ total: 2, missing: 2, bins: [] })).toEqual({ bins: null, missing: 2 })
  })

  it('of very many words the most frequent are listed, and how many have none', () => {
    const groups = Array.from({ length: 70 }, (_, i) => ({ key: [`s${i}`], clips: 100 - i }))
    const { counts, isCut } = wordCounts({ total: 0, groups: [...groups, { key: [null], clips: 3 }] })
    expect([counts.length, isCut, counts[0], counts.at(-1)]).toEqual([
      61,
      true,
      { word: 's0', count: 100 },
      { word: null, count: 3 },
    ])
    expect(wordCounts({ total: 1, groups: [{ key: ['a'], clips: 1 }] }).isCut).toBe(false)
  })

  it('points are clips that have both numbers', async () => {
    const { points, total } = await pointsOf(read, {}, 'confidence', 'confidence')
    expect([points.length, total]).toEqual([7, 8])
    expect(points[1]).toEqual({ clipId: 1, file: 'f1', x: 0.2, y: 0.2, isWrong: true })
  })
})

describe('renderer/confusion matrix - of a part of the clips', () => {
  it('its recall and hits are reckoned from the cells; what has no label of the model is in none', () => {
    const groups = [
      { key: ['angry', 'angry'], clips: 1 },
      { key: ['angry', 'sad'], clips: 1 },
      { key: ['sad', 'sad'], clips: 1 },
      { key: [null, 'sad'], clips: 5 },
      { key: ['sad', null], clips: 2 },
    ]
    const labels = ['angry', 'fear', 'sad']
    expect(facetScores({ total: 10, groups }, labels)).toEqual({
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

  it('is of the clips that the list is narrowed to, whichever cell or outcome is looked at', () => {
    expect(matrixFilter({ expected: 'angry', predicted: 'sad', outcome: 'wrong' })).toBeNull()
    expect(matrixFilter({ expected: 'angry', speaker: 's1', text: 'x' })).toEqual({ speaker: 's1', text: 'x' })
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
    const confidence = columnInfos().find(one => one.id === 'confidence')
    expect(conditionWords(range('confidence', 0.5, 0.905), confidence)).toBe('Confidence 50.0 to 90.5 %')
    expect(conditionWords(range('other.2.confidence', 0.5, null), undefined)).toBe('other.2.confidence from 50 %')
    expect(conditionWords(words('verdict', 'not-measurable', null), undefined)).toBe('verdict: not measurable or none')
    expect(conditionWords(words('speaker', 'a', 'b', 'c', 'd'), undefined)).toBe('speaker: a, b and 2 more')
  })

  it('leave names that people gave as they are, hyphens and all', () => {
    for (const column of ['tags', 'dataset', 'intensity', 'predicted', 'suggested-label', 'annotated-label.Ann'])
      expect(conditionWords(words(column, 'to-check'), undefined)).toBe(`${column}: to-check`)
    expect(conditionWords(words('annotated-verdict.Ann', 'model-right'), undefined)).toMatch(/: model right$/)
  })
})

describe('renderer/clip table - columns', () => {
  it('what is shown at first, and what rows draw themselves, are columns of the engine', () => {
    const known = new Set(columnInfos().map(info => info.id))
    for (const id of [...defaultColumns(true), ...rowColumns]) if (id !== pictureColumn.id) expect(known).toContain(id)
    expect(defaultColumns(false)).not.toContain('dataset')
  })

  it('heads are short and tell every column from every other', () => {
    const titles = columnInfos().map(shortColumnTitle)
    expect(Math.max(...titles.map(title => title.length))).toBeLessThan(28)
    expect(new Set(titles).size).toBe(titles.length)
    const info = columnInfos().find(one => one.id === 'delta.f0.sd')!
    expect(shortColumnTitle(info)).toBe('Pitch sd Δ')
  })
})
