import type { CsvColumn } from './csv'
import { byText } from './row-order'
import { tabulate, type Table } from './table'

/** A file of the audited folder without a result, and why. */
export interface RefusedExport {
  readonly file: string
  /** One of the closed list of codes. */
  readonly reason: string
  readonly message: string
}

/** What has no result, by file, reason and message. */
export function refusedTable(refused: readonly RefusedExport[]): Table {
  return tabulate('refused', columns, refused.toSorted(byText('file', 'reason', 'message')))
}

const columns: readonly CsvColumn<RefusedExport>[] = [
  { title: 'file', cell: row => row.file, isText: true },
  { title: 'reason', cell: row => row.reason, isText: true },
  { title: 'message', cell: row => row.message, isText: true },
]
