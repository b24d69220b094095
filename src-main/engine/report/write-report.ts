import { join } from 'node:path'
import { encodeCsv, significant } from '#engine/exports/csv'
import { makeFolder } from '#engine/files/make-folder'
import { writeAtomic } from '#engine/files/write-atomic'
import type { ReportCell, ReportDocument, ReportTable } from './document'
import { reportHtml } from './report-html'

/** Writes the page, every table as CSV and every figure as SVG. @returns their paths */
export async function writeReport(document: ReportDocument, folder: string): Promise<string[]> {
  const files = new Map([['report.html', reportHtml(document)]])
  for (const block of document.sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind === 'table') files.set(`${block.id}.csv`, tableCsv(block))
    if (block.kind === 'figure') files.set(`${block.id}.svg`, `${block.svg}\n`)
  }
  await makeFolder(folder)
  const paths: string[] = []
  for (const [name, content] of files) {
    await writeAtomic(join(folder, name), content)
    paths.push(join(folder, name))
  }
  return paths
}

function tableCsv({ columns, rows }: ReportTable): string {
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
