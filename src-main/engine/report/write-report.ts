import { join } from 'node:path'
import { makeFolder } from '#engine/files/make-folder'
import { writeAtomic } from '#engine/files/write-atomic'
import type { ReportDocument } from './document'
import { reportHtml } from './report-html'
import { tableCsv } from './table-csv'

/** Writes the page, every table as CSV, every figure as SVG and its data as CSV. @returns their paths */
export async function writeReport(document: ReportDocument, folder: string): Promise<string[]> {
  const files = new Map([['report.html', reportHtml(document)]])
  for (const block of document.sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind === 'table') files.set(`${block.id}.csv`, tableCsv(block))
    if (block.kind !== 'figure') continue
    files.set(`${block.id}.svg`, `${block.svg}\n`)
    files.set(`${block.id}-figure.csv`, tableCsv(block.data))
  }
  await makeFolder(folder)
  const paths: string[] = []
  for (const [name, content] of files) {
    await writeAtomic(join(folder, name), content)
    paths.push(join(folder, name))
  }
  return paths
}
