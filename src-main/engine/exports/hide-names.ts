import { Pseudonyms } from '#engine/base/pseudonyms'
import type { Cell } from './csv'
import type { Table } from './table'

/** Columns whose values become numbers, the same in all tables. */
const numbered: ReadonlyMap<string, { readonly kind: string; readonly digits: number }> = new Map([
  ['clip_id', { kind: 'clip', digits: 6 }],
  ['speaker', { kind: 'speaker', digits: 2 }],
  ['annotator', { kind: 'annotator', digits: 2 }],
])

/** Columns that name a file, lead back to its audio, tell when somebody worked, or hold free text, which may name people. */
const leftOut: ReadonlySet<string> = new Set([
  ...['file', 'sha256', 'message', 'note', 'text', 'tags', 'tier', 'begun_at', 'finished_at'],
])

/** The tables without what tells who speaks or who annotated; clips are told apart by number. */
export function hideNames(tables: readonly Table[]): Table[] {
  const pseudonyms = new Pseudonyms()
  return tables.map(({ name, columns, rows }) => {
    const kept = columns.flatMap(({ title }, at) => (leftOut.has(title) ? [] : [at]))
    const hide = kept.map(at => {
      const asked = numbered.get(columns[at].title)
      return (cell: Cell): Cell =>
        asked === undefined || cell === null ? cell : pseudonyms.of(asked.kind, String(cell), asked.digits)
    })
    return { name, columns: kept.map(at => columns[at]), rows: hiddenRows(rows, kept, hide) }
  })
}

function* hiddenRows(
  rows: Table['rows'],
  kept: readonly number[],
  hide: readonly ((cell: Cell) => Cell)[],
): Generator<Cell[]> {
  for (const row of rows) yield kept.map((at, i) => hide[i](row[at]))
}
