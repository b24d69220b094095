/** Something that touches the columns first ... last. */
export interface ColumnRange {
  readonly first: number
  readonly last: number
}

/**
 * Puts windows into as few runs as possible such that no two of a run touch the same column: sorted by their first
 * column, each goes into the run that came free first. The number of runs is the largest number of windows over one
 * column, which no packing can beat. Windows that touch no column are left out.
 */
export function packWindows<W extends ColumnRange>(windows: readonly W[]): W[][] {
  const runs: W[][] = []
  const sorted = windows.filter(window => window.first <= window.last).sort((a, b) => a.first - b.first)
  for (const window of sorted) {
    const free = runs.find(run => run[run.length - 1].last < window.first)
    if (free) free.push(window)
    else runs.push([window])
  }
  return runs
}
