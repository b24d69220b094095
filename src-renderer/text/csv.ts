/** Text, a number, or nothing: an empty cell. */
export type Cell = string | number | null | undefined

/**
 * A table as RFC 4180 has it, as the engine's own exports are: text that a spreadsheet would take for a formula gets an
 * apostrophe in front; a number that is not finite is an empty cell.
 */
export function csvText(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [titles, ...rows].map(row => `${row.map(cellText).join(',')}\n`).join('')
}

function cellText(cell: Cell): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(Number(cell.toPrecision(9))) : ''
  if (cell === null || cell === undefined) return ''
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
