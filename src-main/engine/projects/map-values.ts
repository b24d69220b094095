import type { ColumnInfo, Condition } from '#contracts/clip-query'
import type { Column } from '#engine/tables/column'
import type { AuditTable } from './audit-table'

/** More words than these are not told apart on a map: the rest are "others". */
const MOST_WORDS = 64

export interface MapValues {
  /** A number or the place of a word, NaN: none. Float32 [clips] */
  readonly values: Float32Array
  /** The commonest words, the commonest first; a value of their number stands for all others. Null: numbers. */
  readonly words: readonly string[] | null
}

/** No clip, in the place of one that its reader is not told of. */
const NOBODY = -1

/** The clips of a map as far as they are told: the others have no value and fulfil no condition. */
export function toldPoints(clipIds: Int32Array, untold: ReadonlySet<number>): Int32Array {
  return untold.size === 0 ? clipIds : clipIds.map(clipId => (untold.has(clipId) ? NOBODY : clipId))
}

/** A column's values for the clips of a map. @throws CueScopeError bad-option: no such column */
export function mapValues(table: AuditTable, clipIds: Int32Array, columnId: ColumnInfo['id']): MapValues {
  const rows = table.rowsOf(clipIds)
  const column = table.column(columnId)
  if (column.kind === 'number')
    return { values: Float32Array.from(rows, row => column.values[row] ?? NaN), words: null }
  const { order, words } = commonest(column, rows)
  return { values: Float32Array.from(rows, row => order[column.codes[row] ?? -1] ?? NaN), words }
}

/** Which clips of a map fulfil conditions. Float32 [clips], 1 or 0 */
export function mapMatches(table: AuditTable, clipIds: Int32Array, where: readonly Condition[]): Float32Array {
  return Float32Array.from(table.holds(clipIds, where))
}

function commonest(
  { codes, words }: Extract<Column, { kind: 'word' }>,
  rows: Int32Array,
): { order: Float32Array; words: string[] } {
  const counts = new Uint32Array(words.length)
  for (const row of rows) if (row >= 0 && codes[row] >= 0) counts[codes[row]]++
  const ranked = [...words.keys()].filter(code => counts[code] > 0).sort((a, b) => counts[b] - counts[a] || a - b)
  const order = new Float32Array(words.length).fill(Math.min(MOST_WORDS, ranked.length))
  const shown = ranked.slice(0, MOST_WORDS)
  shown.forEach((code, place) => (order[code] = place))
  return { order, words: shown.map(code => words[code]) }
}
