/** Text, a number, or nothing: an empty cell. */
export type Cell = string | number | null

export interface CsvColumn<Row> {
  readonly title: string
  readonly cell: (row: Row) => Cell
  /** How the column writes numbers. @default JavaScript's shortest text */
  readonly format?: NumberFormat
  /** Formats with types need to know, also of an empty column. @default false: numbers */
  readonly isText?: true
}

export type NumberFormat = (value: number) => string

/** Always so many decimals: `0.500000`. */
export function decimals(count: number): NumberFormat {
  const zero = (0).toFixed(count)
  return value => {
    const text = value.toFixed(count)
    return text === `-${zero}` ? zero : text
  }
}

/** At most so many significant digits, the shortest way to write them: `0.05`, `123457`, `1.5e-7`. */
export function significant(digits: number): NumberFormat {
  return value => String(Number(value.toPrecision(digits)))
}

/**
 * A table as RFC 4180 has it, with `\n` at the end of every line. Text that a spreadsheet would take for a formula
 * (it begins with `=`, `+`, `-`, `@`, tab or carriage return) gets an apostrophe in front; numbers are left alone.
 * A number that is not finite is an empty cell.
 */
export function encodeCsv<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  const lines = [columns.map(column => textCell(column.title)).join(',')]
  for (const row of rows)
    lines.push(columns.map(({ cell, format = String }) => encodeCell(cell(row), format)).join(','))
  return `${lines.join('\n')}\n`
}

function encodeCell(cell: Cell, format: NumberFormat): string {
  if (typeof cell === 'string') return textCell(cell)
  return cell === null || !Number.isFinite(cell) ? '' : format(cell)
}

function textCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
