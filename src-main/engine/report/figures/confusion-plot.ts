import type { ReportFigure } from '../document'
import { element, faintInk, ink, picture, text, type Svg } from './svg'

const CELL = 64
const LEFT = 120
const TOP = 60

/**
 * A confusion matrix: rows are what the clip is, columns what the model says; shade and the upper figure are the share
 * of the row, the lower figure the count.
 */
export function confusionPlot(
  title: string,
  labels: readonly string[],
  counts: readonly (readonly number[])[],
): Pick<ReportFigure, 'svg' | 'data'> {
  const rows = counts.flatMap((row, r) => {
    const total = row.reduce((sum, count) => sum + count, 0)
    return row.map((count, c) => [labels[r], labels[c], count, total === 0 ? null : count / total])
  })
  const columns = ['labelled', 'said', 'clips', 'share of the label'].map(title => ({ title }))
  return { svg: drawn(title, labels, counts), data: { columns, rows } }
}

function drawn(title: string, labels: readonly string[], counts: readonly (readonly number[])[]): Svg {
  const width = LEFT + labels.length * CELL + 16
  const height = TOP + labels.length * CELL + 16
  const heads = labels.flatMap((label, i) => [
    text(label, { x: LEFT + (i + 0.5) * CELL, y: TOP - 10, 'text-anchor': 'middle', fill: ink }),
    text(label, { x: LEFT - 10, y: TOP + (i + 0.5) * CELL + 4, 'text-anchor': 'end', fill: ink }),
  ])
  const cells = counts.flatMap((row, r) => {
    const total = row.reduce((sum, count) => sum + count, 0)
    return row.flatMap((count, c) => cell(r, c, count, total))
  })
  return picture(width, height, title, [
    text('predicted', { x: LEFT + (labels.length * CELL) / 2, y: 20, 'text-anchor': 'middle', fill: faintInk }),
    text('labelled', { x: LEFT - 10, y: TOP - 10, 'text-anchor': 'end', fill: faintInk }),
    ...heads,
    ...cells,
  ])
}

function cell(row: number, column: number, count: number, total: number): Svg[] {
  const share = total === 0 ? 0 : count / total
  const x = LEFT + column * CELL
  const y = TOP + row * CELL
  const color = share > 0.55 ? '#ffffff' : ink
  const at = (dy: number): { x: number; y: number; 'text-anchor': string; fill: string } => ({
    x: x + CELL / 2,
    y: y + CELL / 2 + dy,
    'text-anchor': 'middle',
    fill: color,
  })
  return [
    element('rect', { x, y, width: CELL - 2, height: CELL - 2, rx: 3, fill: shade(share) }),
    ...(total === 0 ? [] : [text(`${Math.round(100 * share)} %`, at(-1))]),
    text(String(count), { ...at(14), 'font-size': 10 }),
  ]
}

/** From nearly white to a deep blue, even in lightness. */
function shade(share: number): string {
  const mix = (low: number, high: number): number => Math.round(low + (high - low) * share)
  return `rgb(${mix(240, 8)} ${mix(244, 69)} ${mix(248, 140)})`
}
