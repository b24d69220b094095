import { encodeCsv, type CsvColumn } from './csv'
import { byText } from './row-order'

/** A file of the audited folder without a result, and why. */
export interface RefusedExport {
  readonly file: string
  /** One of the closed list of codes. */
  readonly reason: string
  readonly message: string
}

/** `refused.csv`, by file, reason and message. */
export function refusedCsv(refused: readonly RefusedExport[]): string {
  return encodeCsv(columns, refused.toSorted(byText('file', 'reason', 'message')))
}

const columns: readonly CsvColumn<RefusedExport>[] = [
  { title: 'file', cell: row => row.file },
  { title: 'reason', cell: row => row.reason },
  { title: 'message', cell: row => row.message },
]
