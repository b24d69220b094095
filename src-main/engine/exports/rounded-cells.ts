import type { Cell } from './csv'
import type { Table } from './table'

/** Numbers as the CSV has them, so that every format says the same; those that are not finite are null. */
export function* roundedCells({ columns, rows }: Table): Generator<Cell[]> {
  for (const row of rows)
    yield row.map((value, at) => {
      if (typeof value !== 'number') return value
      const { format = String } = columns[at]
      return Number.isFinite(value) ? Number(format(value)) : null
    })
}
