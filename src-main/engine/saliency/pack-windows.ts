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
  const runs: { windows: W[]; /** By row. */ lastColumns: number[] }[] = []
  const touching = windows.filter(({ rows, columns }) => rows.first <= rows.last && columns.first <= columns.last)
  for (const window of touching.sort((a, b) => a.columns.first - b.columns.first || a.rows.first - b.rows.first)) {
    const { rows, columns } = window
    let run = runs.find(({ lastColumns }) => isFree(lastColumns, window))
    if (!run) runs.push((run = { windows: [], lastColumns: [] }))
    run.windows.push(window)
    for (let row = rows.first; row <= rows.last; row++) run.lastColumns[row] = columns.last
  }
  return runs.map(run => run.windows)
}

/** Windows come by their first column, so a row is free behind the last that was put there. */
function isFree(lastColumns: readonly number[], { rows, columns }: TouchedCells): boolean {
  for (let row = rows.first; row <= rows.last; row++) if (lastColumns[row] >= columns.first) return false
  return true
}
