import { Pseudonyms } from '#engine/base/pseudonyms'
import type { ReportCell, ReportDocument, ReportTable } from './document'

const digitsOf: ReadonlyMap<string, number> = new Map([
  ['speaker', 2],
  ['file', 4],
])

/** The report with numbers in place of the names of speakers and files, and without the data set's: folders are often called after people. */
export function hideNames(document: ReportDocument): ReportDocument {
  const pseudonyms = new Pseudonyms()
  const hidden = (table: ReportTable): ReportTable => ({
    ...table,
    rows: table.rows.map(row =>
      row.map((cell, at): ReportCell => {
        const { title } = table.columns[at]
        const digits = digitsOf.get(title)
        return digits === undefined || cell === null ? cell : pseudonyms.of(title, String(cell), digits)
      }),
    ),
  })
  return {
    ...document,
    dataset: null,
    sections: document.sections.map(section => ({
      ...section,
      blocks: section.blocks.map(block => (block.kind === 'table' ? hidden(block) : block)),
    })),
  }
}
