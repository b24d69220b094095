import { parquetWriteBuffer } from 'hyparquet-writer'
import { roundedCells } from './rounded-cells'
import type { Table } from './table'

/** Apache Parquet with the CSV's columns and roundings: text as UTF-8, numbers as double, an empty cell is null. */
export function tableParquet(table: Table): Uint8Array {
  const rows = [...roundedCells(table)]
  const columnData = table.columns.map(({ title, isText }, at) => ({
    name: title,
    data: rows.map(row => (isText && row[at] !== null ? String(row[at]) : row[at])),
    type: isText ? ('STRING' as const) : ('DOUBLE' as const),
    nullable: true,
  }))
  return new Uint8Array(parquetWriteBuffer({ columnData, statistics: false }))
}
