import { encodeCsv, significant } from '#engine/exports/csv'
import type { ReportCell, ReportTable } from './document'

/** A table, or the data of a figure, as a file. */
export function tableCsv({ columns, rows }: Pick<ReportTable, 'columns' | 'rows'>): string {
  const format = significant(7)
  return encodeCsv(
    columns.map(({ title }, c) => ({ title, cell: (row: (typeof rows)[number]) => plainText(row[c]), format })),
    rows,
  )
}

/** Spaces that keep a page's words together are only spaces in a file. */
function plainText(cell: ReportCell): ReportCell {
  return typeof cell === 'string' ? cell.replaceAll('\u00a0', ' ') : cell
}
