/** How columns are spread over the clips that a filter leaves, as charts and checklists show it. */
import type { ClipPage, ClipQueryInput } from '#contracts/clip'
import type { ClipCounts, ClipSpread } from '#contracts/clip-counts'
import type { Bin, Point } from '../components/charts/chart'

/** Reads clips of one audit. */
export type ReadClips = (query: ClipQueryInput) => Promise<ClipPage>
export type CountFilter = Omit<ClipQueryInput, 'offset' | 'limit' | 'columns' | 'sort' | 'order'>

export interface NumberSpread {
  /** null: no clip has a value. */
  readonly bins: readonly Bin[] | null
  readonly missing: number
}
export interface WordCounts {
  /** null: has none, and is the last. The most frequent first. */
  readonly counts: readonly { readonly word: string | null; readonly count: number }[]
  /** There are more different words than are listed. */
  readonly isCut: boolean
}

const MOST_WORDS = 60
const PAGE = 1000
const SPREAD_PAGES = 5

export function numberSpread({ bins, missing }: ClipSpread): NumberSpread {
  const found = bins.map(({ min, max, clips }) => ({ min, max, count: clips }))
  return { bins: found.length > 0 ? found : null, missing }
}

/** Of one column. */
export function wordCounts({ groups }: ClipCounts): WordCounts {
  const all = groups.map(({ key: [word], clips }) => ({ word, count: clips }))
  const named = all.filter(({ word }) => word !== null)
  const none = all.filter(({ word }) => word === null)
  return { counts: [...named.slice(0, MOST_WORDS), ...none], isCut: named.length > MOST_WORDS }
}

/** As a question, without what doesn't change which clips they are. */
export function countFilter({
  sort: _,
  order: __,
  ...filter
}: Omit<ClipQueryInput, 'offset' | 'limit' | 'columns'>): CountFilter {
  return filter
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
