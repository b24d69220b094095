import { formatCount } from '../../text/format'

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

/** The largest of the hits and of the errors: what full heat stands for. */
export interface HeatScale {
  readonly hit: number
  readonly error: number
}

const totalsOf = ({ confusion }: Confusion): number[] =>
  confusion.map(row => row.reduce((sum, count) => sum + count, 0))

/** One scale for matrices that are looked at side by side. */
export function heatScale(summaries: readonly Confusion[], shows: 'counts' | 'rates'): HeatScale {
  const most = { hit: 0, error: 0 }
  for (const summary of summaries) {
    const totals = totalsOf(summary)
    summary.confusion.forEach((row, i) =>
      row.forEach((count, j) => {
        const kind = i === j ? 'hit' : 'error'
        const shown = shows === 'counts' ? count : totals[i] > 0 ? count / totals[i] : 0
        most[kind] = Math.max(most[kind], shown)
      }),
    )
  }
  return most
}

/** One row an expected label, one cell a predicted one. Heat follows what is shown: counts or row rates. */
export function matrixRows(
  summary: Confusion,
  shows: 'counts' | 'rates',
  most: HeatScale = heatScale([summary], shows),
): MatrixRow[] {
  const totals = totalsOf(summary)
  const rateOf = (i: number, j: number): number | null => (totals[i] > 0 ? summary.confusion[i][j] / totals[i] : null)
  const shown = (i: number, j: number): number => (shows === 'counts' ? summary.confusion[i][j] : (rateOf(i, j) ?? 0))
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

/** How strongly a cell is coloured, 0..1. */
export function cellStrength({ heat, isDiagonal }: Pick<MatrixCell, 'heat' | 'isDiagonal'>): number {
  if (heat === 0) return 0
  return isDiagonal ? 0.06 + 0.22 * heat : 0.08 + 0.56 * Math.pow(heat, 0.7)
}

/** What is written in a cell: clips, or percent of the row. */
export function cellText({ count, rate }: Pick<MatrixCell, 'count' | 'rate'>, shows: 'counts' | 'rates'): string {
  if (count === 0) return '·'
  return shows === 'counts' ? formatCount(count) : (100 * (rate ?? 0)).toFixed(rate === 1 ? 0 : 1)
}
