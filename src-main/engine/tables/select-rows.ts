import { NOTES_ONLY } from '#contracts/clip-query'
import type { Condition } from '#contracts/clip-query'
import type { Column } from './column'

/**
 * Rows for which every condition holds: 1, others 0. A missing value fulfils only a condition that names it.
 * @param isSelected whether a row is one of those that were chosen by hand
 */
export function matching(
  rows: number,
  conditions: readonly Condition[],
  columnOf: (id: string) => Column,
  texts: () => readonly string[],
  isSelected: (selection: string) => (row: number) => boolean,
): Uint8Array {
  const keeps = new Uint8Array(rows).fill(1)
  for (const condition of conditions) {
    const holds = condition.kind === 'selection' ? isSelected(condition.id) : test(condition, columnOf, texts)
    for (let row = 0; row < rows; row++) if (keeps[row] === 1 && !holds(row)) keeps[row] = 0
  }
  return keeps
}

/** `texts` are what a search looks through, in small letters. */
function test(
  condition: Exclude<Condition, { kind: 'selection' }>,
  columnOf: (id: string) => Column,
  texts: () => readonly string[],
): (row: number) => boolean {
  if (condition.kind === 'text') return textTest(condition.text.toLowerCase(), texts())
  const column = columnOf(condition.column)
  if (condition.kind === 'range') {
    const { min, max } = condition
    if (column.kind === 'word') return () => false
    const { values } = column
    return row =>
      (min === null || values[row] >= min) && (max === null || values[row] <= max) && values[row] === values[row]
  }
  const wanted = new Set(condition.words)
  if (column.kind === 'number') return row => wanted.has(null) && Number.isNaN(column.values[row])
  const isWanted = column.words.map(word => wanted.has(word))
  return row => (column.codes[row] === -1 ? wanted.has(null) : isWanted[column.codes[row]])
}

/** A line for the file, then the note, if there is one. */
function textTest(typed: string, texts: readonly string[]): (row: number) => boolean {
  if (!typed.startsWith(NOTES_ONLY)) return row => texts[row].includes(typed)
  const wanted = typed.slice(NOTES_ONLY.length).trim()
  return row => {
    const noteAt = texts[row].indexOf('\n')
    return noteAt >= 0 && texts[row].includes(wanted, noteAt + 1)
  }
}

/** The rows kept, in the order given. Int32 [rows kept] */
export function inOrder(order: Int32Array, keeps: Uint8Array): Int32Array {
  return order.filter(row => keeps[row] === 1)
}
