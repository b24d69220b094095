import type { Span } from './reach'

/** A rectangle of cells that a window can change. */
export interface TouchedCells {
  readonly rows: Span
  readonly columns: Span
}

/**
 * Puts windows into few runs such that no two of a run touch the same cell: in order of their first column, each goes
 * into the first run where it meets none. Windows that touch no cell are left out.
 */
export function packWindows<W extends TouchedCells>(windows: readonly W[]): W[][] {
  const runs: W[][] = []
  const touching = windows.filter(({ rows, columns }) => rows.first <= rows.last && columns.first <= columns.last)
  for (const window of touching.sort((a, b) => a.columns.first - b.columns.first || a.rows.first - b.rows.first)) {
    const free = runs.find(run => !meetsAny(run, window))
    if (free) free.push(window)
    else runs.push([window])
  }
  return runs
}

/** Only the latest windows of a run can reach as far as this one begins. */
function meetsAny<W extends TouchedCells>(run: readonly W[], window: W): boolean {
  return run.some(other => meets(other.columns, window.columns) && meets(other.rows, window.rows))
}

function meets(a: Span, b: Span): boolean {
  return a.first <= b.last && b.first <= a.last
}
