/** What was taken for what. */
export interface Confusion {
  readonly labels: readonly string[]
  /** counts[expected][predicted], in the order of `labels`. */
  readonly confusion: readonly (readonly number[])[]
  /** Per label; null where the label does not occur. */
  readonly recall: readonly (number | null)[]
}

export interface MatrixCell {
  readonly expected: string
  readonly predicted: string
  readonly count: number
  /** Of all clips with this expected label, 0..1; null where there are none. */
  readonly rate: number | null
  readonly isDiagonal: boolean
  /** 0..1: how strongly the cell is coloured, against the largest of its kind (hits or errors). */
  readonly heat: number
}

export interface MatrixRow {
  readonly label: string
  readonly total: number
  readonly recall: number | null
  readonly cells: readonly MatrixCell[]
}

/** One row an expected label, one cell a predicted one. Heat follows what is shown: counts or row rates. */
export function matrixRows(summary: Confusion, shows: 'counts' | 'rates'): MatrixRow[] {
  const totals = summary.confusion.map(row => row.reduce((sum, count) => sum + count, 0))
  const rateOf = (i: number, j: number): number | null => (totals[i] > 0 ? summary.confusion[i][j] / totals[i] : null)
  const shown = (i: number, j: number): number => (shows === 'counts' ? summary.confusion[i][j] : (rateOf(i, j) ?? 0))
  const most = { hit: 0, error: 0 }
  summary.confusion.forEach((row, i) =>
    row.forEach((_, j) => {
      const kind = i === j ? 'hit' : 'error'
      most[kind] = Math.max(most[kind], shown(i, j))
    }),
  )
  return summary.labels.map((label, i) => ({
    label,
    total: totals[i],
    recall: summary.recall[i],
    cells: summary.labels.map((predicted, j) => {
      const largest = i === j ? most.hit : most.error
      return {
        expected: label,
        predicted,
        count: summary.confusion[i][j],
        rate: rateOf(i, j),
        isDiagonal: i === j,
        heat: largest > 0 ? shown(i, j) / largest : 0,
      }
    }),
  }))
}

/** The most frequent errors, most frequent first. */
export function largestConfusions(rows: readonly MatrixRow[], most: number): MatrixCell[] {
  return rows
    .flatMap(row => row.cells.filter(cell => !cell.isDiagonal && cell.count > 0))
    .sort((a, b) => b.count - a.count)
    .slice(0, most)
}
