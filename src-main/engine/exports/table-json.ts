import { roundedCells } from './rounded-cells'
import type { Table } from './table'

/** A list of objects, a row a line, with the CSV's columns and roundings; an empty cell is null. */
export function tableJson(table: Table): string {
  const titles = table.columns.map(({ title }) => title)
  const lines = Array.from(roundedCells(table), row =>
    JSON.stringify(Object.fromEntries(titles.map((title, at) => [title, row[at]]))),
  )
  return `[\n${lines.join(',\n')}\n]\n`
}
