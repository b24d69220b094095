import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import { csvRows, type CsvRow } from './csv-rows'
import { decodeCsvText } from './csv-text'
import { quoted } from './quoted'

const MAX_COLUMNS = 1000

export interface CsvTable {
  /** Titles as written; empty for a column without one. */
  readonly columns: readonly string[]
  /** The rows below the header. @throws CueScopeError at a row that breaks the grammar */
  readonly rows: Iterable<CsvRow>
  /** What was accepted but should be known. */
  readonly notes: readonly ErrorBody[]
}

/**
 * Opens a CSV table that anybody may have written: UTF-8; delimiter `,` `;` or tab, told by the header or by Excel's
 * `sep=` line; quotes as in RFC 4180; any line ends.
 *
 * @throws CueScopeError for bytes that are no such table
 */
export function openCsvTable(bytes: Uint8Array, name: string): CsvTable {
  const whole = decodeCsvText(bytes, name)
  // The declaration's line end stays, so that the lines keep their numbers.
  const declared = /^sep=([,;\t])(?=[\r\n])/.exec(whole)
  const text = declared ? whole.slice(declared[0].length) : whole
  const delimiter = declared?.[1] ?? likelyDelimiter(text)
  const rows = csvRows(text, delimiter, name)
  const header = rows.next()
  if (header.done) throw new CueScopeError('no-rows', `${name} holds no row.`)
  const columns = header.value.cells
  checkColumns(columns, name)
  return { columns, rows, notes: tableNotes(name, text, columns, delimiter) }
}

/** The place of the column with this title, whatever its case and the spaces around it; -1: there is none. */
export function findColumn(columns: readonly string[], title: string): number {
  return columns.findIndex(column => plain(column) === plain(title))
}

function plain(title: string): string {
  return title.trim().toLowerCase()
}

function likelyDelimiter(text: string): string {
  const header = /[^\r\n]+/.exec(text)?.[0] ?? ''
  const count = (delimiter: string): number => header.split(delimiter).length
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best))
}

function checkColumns(columns: readonly string[], name: string): void {
  if (columns.length > MAX_COLUMNS) {
    const message = `${name} has ${columns.length} columns; the limit is ${MAX_COLUMNS}.`
    throw new CueScopeError('too-many-columns', message, { columns: columns.length })
  }
  const titles = columns.map(plain).filter(title => title !== '')
  const twice = titles.find((title, i) => titles.indexOf(title) < i)
  if (twice === undefined) return
  const message = `${name} has two columns named ${quoted(twice)}: rename or delete one.`
  throw new CueScopeError('duplicate-column', message, { column: twice })
}

function tableNotes(name: string, text: string, columns: readonly string[], delimiter: string): ErrorBody[] {
  const notes: ErrorBody[] = []
  const note = (code: ErrorBody['code'], what: string): number => notes.push({ code, message: `${name}: ${what}` })
  if (delimiter !== ',')
    note('delimiter-detected', `cells are separated by ${delimiter === '\t' ? 'tabs' : `"${delimiter}"`}.`)
  const untitled = columns.filter(column => column.trim() === '').length
  if (untitled > 0) note('ragged-row', `${untitled} columns have no title and were left out.`)
  if (text.includes('\r') && !text.includes('\n')) note('bad-newlines', 'lines end as in old Macintosh files.')
  return notes
}
