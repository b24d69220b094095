import type { ShownClip } from '#contracts/clip'
import type { ColumnInfo } from '#contracts/clip-query'
import type { Cell } from './csv'
import { csvText } from './csv'

/** One line a clip, with its columns under their own ids. */
export function clipListCsv(columns: readonly ColumnInfo[], rows: readonly ShownClip[]): string {
  return csvText(
    ['clip_id', ...columns.map(({ id }) => id)],
    rows.map((row): Cell[] => [row.clipId, ...columns.map(({ id }) => row.values[id])]),
  )
}
