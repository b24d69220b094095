import { encodeCsv, type Cell, type CsvColumn } from './csv'

/** A table before it is a file of some format. */
export interface Table {
  /** The file's name without its ending. */
  readonly name: string
  readonly columns: readonly Omit<CsvColumn<never>, 'cell'>[]
  /** Cells in the order of the columns; read once, row by row. */
  readonly rows: Iterable<readonly Cell[]>
}

export function tabulate<Row>(name: string, columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): Table {
  return { name, columns, rows: cellsOf(columns, rows) }
}

function* cellsOf<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): Generator<Cell[]> {
  for (const row of rows) yield columns.map(({ cell }) => cell(row))
}

export function tableCsv({ columns, rows }: Table): string {
  return encodeCsv(
    columns.map((column, at) => ({ ...column, cell: (row: readonly Cell[]) => row[at] })),
    rows,
  )
}
