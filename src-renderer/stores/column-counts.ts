/**
 * How a column is spread over the clips that a filter leaves: asked of the table's own counting, so that it is exact for
 * any number of clips and none of their rows travels.
 */
import type { ClipPage, ClipQueryInput } from '#contracts/clip'
import type { Condition } from '#contracts/clip-query'
import type { Bin, Point } from '../components/charts/chart'
import { readConditions, words, writeConditions } from '../text/conditions'

/** Reads clips of one audit. */
export type ReadClips = (query: ClipQueryInput) => Promise<ClipPage>
export type CountFilter = Omit<ClipQueryInput, 'offset' | 'limit' | 'columns' | 'sort' | 'order'>

export interface NumberSpread {
  /** null: no clip has a value. */
  readonly bins: readonly Bin[] | null
  readonly missing: number
}
export interface WordCounts {
  /** null: has none. The most frequent first. */
  readonly counts: readonly { readonly word: string | null; readonly count: number }[]
  /** There are more different words than are listed. */
  readonly isCut: boolean
}

const BINS = 16
const MOST_WORDS = 60
const PAGE = 1000
const SPREAD_PAGES = 5

const also = (filter: CountFilter, condition: Condition): CountFilter => ({
  ...filter,
  where: writeConditions([...readConditions(filter.where), condition]),
})

async function count(read: ReadClips, filter: CountFilter, condition: Condition): Promise<number> {
  return (await read({ ...also(filter, condition), limit: 1 })).total
}

export async function numberSpread(read: ReadClips, filter: CountFilter, column: string): Promise<NumberSpread> {
  const end = async (order: 'asc' | 'desc'): Promise<number | null> => {
    const { rows } = await read({ ...filter, sort: column, order, limit: 1, columns: column })
    const value = rows[0]?.values[column]
    return typeof value === 'number' ? value : null
  }
  const [min, max, missing] = await Promise.all([end('asc'), end('desc'), count(read, filter, words(column, null))])
  if (min === null || max === null) return { bins: null, missing }
  const bins = min === max ? 1 : BINS
  const edge = (i: number): number => (i === bins ? max : min + (i * (max - min)) / bins)
  // Up to each edge: bins are differences, so that a clip on an edge counts once.
  const upTo = await Promise.all(
    Array.from({ length: bins }, (_, i) => count(read, filter, { kind: 'range', column, min: null, max: edge(i + 1) })),
  )
  return {
    bins: upTo.map((total, i) => ({ min: edge(i), max: edge(i + 1), count: total - (upTo[i - 1] ?? 0) })),
    missing,
  }
}

/** Walks through the column in its order, from one word to the next. */
export async function wordCounts(read: ReadClips, filter: CountFilter, column: string): Promise<WordCounts> {
  const counts: { word: string | null; count: number }[] = []
  for (let offset = 0; counts.length < MOST_WORDS;) {
    const page = await read({ ...filter, sort: column, order: 'asc', offset, limit: 1, columns: column })
    if (page.rows.length === 0) return { counts: byCount(counts), isCut: false }
    const word = page.rows[0].values[column] as string | null
    const found = await count(read, filter, words(column, word))
    if (found === 0) throw new Error(`The clips with “${word ?? 'none'}” as ${column} can’t be counted.`)
    counts.push({ word, count: found })
    offset += found
  }
  return { counts: byCount(counts), isCut: true }
}

function byCount<T extends { readonly word: string | null; readonly count: number }>(counts: T[]): T[] {
  return counts.sort((a, b) => Number(a.word === null) - Number(b.word === null) || b.count - a.count)
}

export interface PointSample {
  readonly points: readonly Point[]
  /** Clips that the filter leaves; of more than `read` of them, pages spread over the list were taken. */
  readonly total: number
  readonly read: number
}

/** Two numbers of each clip that has both. */
export async function pointsOf(read: ReadClips, filter: CountFilter, x: string, y: string): Promise<PointSample> {
  const query = { ...filter, sort: 'file', limit: PAGE, columns: `${x},${y}` } as const
  const first = await read({ ...query, offset: 0 })
  const pages = Math.ceil(first.total / PAGE)
  const taken = Math.min(pages, SPREAD_PAGES)
  const others = Array.from({ length: Math.max(0, taken - 1) }, (_, i) =>
    Math.round(((i + 1) * (pages - 1)) / Math.max(1, taken - 1)),
  )
  const rest = await Promise.all(others.map(page => read({ ...query, offset: page * PAGE })))
  const rows = [first, ...rest].flatMap(page => page.rows)
  const points = rows.flatMap(({ clipId, file, isCorrect, values }): Point[] => {
    const [atX, atY] = [values[x], values[y]]
    if (typeof atX !== 'number' || typeof atY !== 'number') return []
    return [{ clipId, file, x: atX, y: atY, isWrong: isCorrect === false }]
  })
  return { points, total: first.total, read: rows.length }
}
