import { CueScopeError } from '#engine/base/errors'

const MAX_CELL_CHARACTERS = 131_072

export interface CsvRow {
  /** The line of the text on which the row begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** A quote stands inside a cell that is not in quotes; it was read as a letter, as spreadsheets do. */
  readonly hasLooseQuote: boolean
}

/**
 * The rows of RFC 4180, header included, blank lines left out; a line may end in `\r\n`, `\n` or `\r`. Every character
 * is looked at a fixed number of times, whatever the text.
 *
 * @throws CueScopeError unterminated-quote, bad-quote, cell-too-long, with the line on which the row begins
 */
export function* csvRows(text: string, delimiter: string, name: string): Generator<CsvRow> {
  let at = 0
  for (let line = 1; at < text.length;) {
    const cells: string[] = []
    const start = at
    let hasLooseQuote = false
    for (;;) {
      const isQuoted = text[at] === '"'
      const end = isQuoted ? quotedEnd(text, at, name, line) : plainEnd(text, at, delimiter)
      if (end - at > MAX_CELL_CHARACTERS)
        throw rowError(
          'cell-too-long',
          `a cell has more than ${MAX_CELL_CHARACTERS} characters; is a quote missing?`,
          name,
          line,
        )
      const cell = isQuoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end)
      hasLooseQuote ||= !isQuoted && cell.includes('"')
      cells.push(cell)
      at = end + 1
      if (text[end] === delimiter) continue
      if (text[end] === '\r' && text[end + 1] === '\n') at++
      else if (end < text.length && text[end] !== '\r' && text[end] !== '\n')
        throw rowError('bad-quote', 'letters follow a closing quote: double the quotes inside a cell.', name, line)
      break
    }
    if (cells.length > 1 || cells[0] !== '' || text[start] === '"') yield { line, cells, hasLooseQuote }
    line += countLineEnds(text.slice(start, at))
  }
}

/** Where the cell's text ends: at a delimiter, a line's end or the end of the text. */
function plainEnd(text: string, start: number, delimiter: string): number {
  let end = start
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++
  return end
}

/** Just behind the closing quote. */
function quotedEnd(text: string, start: number, name: string, line: number): number {
  for (let from = start + 1; ; from += 2) {
    from = text.indexOf('"', from)
    if (from < 0) throw rowError('unterminated-quote', 'a quote is opened and never closed.', name, line)
    if (text[from + 1] !== '"') return from + 1
  }
}

function countLineEnds(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) if (text[i] === '\n' || (text[i] === '\r' && text[i + 1] !== '\n')) count++
  return count
}

function rowError(
  code: 'unterminated-quote' | 'bad-quote' | 'cell-too-long',
  what: string,
  name: string,
  line: number,
): CueScopeError {
  return new CueScopeError(code, `${name}, line ${line}: ${what}`, { line })
}
