import { scaleLinear } from 'd3-scale'
import { legend } from './interval-plot'
import { element, faintInk, gridline, ink, picture, seriesColor, text, type Svg } from './svg'

export interface CurvePlot {
  readonly title: string
  readonly xMeasure: string
  readonly yMeasure: string
  /** Both axes run from 0 to 1. */
  readonly curves: readonly { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[] }[]
  /** Draws the line of chance, from one corner to the other. */
  readonly hasDiagonal: boolean
}

const SIZE = 420
const LEFT = 64
const TOP = 40
const BOTTOM = 56
const RIGHT = 24

/** Curves over the unit square: receiver operating characteristics, deletion and insertion. */
export function curvePlot({ title, xMeasure, yMeasure, curves, hasDiagonal }: CurvePlot): Svg {
  const x = scaleLinear([0, 1], [LEFT, SIZE - RIGHT])
  const y = scaleLinear([0, 1], [SIZE - BOTTOM, TOP])
  const grid = x
    .ticks(5)
    .flatMap(tick => [
      element('line', { x1: x(tick), x2: x(tick), y1: y(0), y2: y(1), stroke: gridline }),
      element('line', { x1: x(0), x2: x(1), y1: y(tick), y2: y(tick), stroke: gridline }),
      text(String(tick), { x: x(tick), y: y(0) + 16, 'text-anchor': 'middle', fill: faintInk }),
      text(String(tick), { x: x(0) - 8, y: y(tick) + 4, 'text-anchor': 'end', fill: faintInk }),
    ])
  const chance = { x1: x(0), y1: y(0), x2: x(1), y2: y(1), stroke: faintInk, 'stroke-dasharray': '4 4' }
  const lines = curves.map(({ points }, i) =>
    element('path', {
      d: points.map(([px, py], k) => `${k === 0 ? 'M' : 'L'}${x(px).toFixed(2)} ${y(py).toFixed(2)}`).join(''),
      fill: 'none',
      stroke: seriesColor(i),
      'stroke-width': 2,
    }),
  )
  const middle = (TOP + SIZE - BOTTOM) / 2
  return picture(SIZE, SIZE, title, [
    ...grid,
    ...(hasDiagonal ? [element('line', chance)] : []),
    ...lines,
    ...legend(
      curves.map(({ name }) => name),
      LEFT,
    ),
    text(xMeasure, { x: (LEFT + SIZE - RIGHT) / 2, y: SIZE - 16, 'text-anchor': 'middle', fill: ink }),
    text(yMeasure, {
      x: 0,
      y: 0,
      'text-anchor': 'middle',
      fill: ink,
      transform: `translate(18 ${middle}) rotate(-90)`,
    }),
  ])
}
