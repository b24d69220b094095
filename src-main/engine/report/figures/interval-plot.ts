import { scaleLinear } from 'd3-scale'
import type { ReportFigure } from '../document'
import { element, faintInk, gridline, ink, picture, seriesColor, text, type Svg } from './svg'

/** An estimate with its interval; null bounds: too few cases for one. */
export interface IntervalPoint {
  /** Place among the plot's series. */
  readonly series: number
  readonly estimate: number
  readonly low: number | null
  readonly high: number | null
  readonly n: number
}

export interface IntervalPlot {
  readonly title: string
  /** What the x axis measures, with its unit. */
  readonly measure: string
  readonly series: readonly string[]
  readonly groups: readonly { readonly name: string; readonly points: readonly IntervalPoint[] }[]
  /** A line to compare with, such as 0: no difference. */
  readonly reference?: number
  /** @default spanned by the data */
  readonly domain?: readonly [number, number]
}

const WIDTH = 640
/** Room for names, at the least; a character of them. */
const LEFT = 130
const CHARACTER = 6.6
const RIGHT = 60
const ROW = 16
const GAP = 10
const TOP = 44
const BOTTOM = 44

/** Estimates as dots and intervals as lines, a row for each group and series, n at the right edge; and as a table. */
export function intervalPlot(plot: IntervalPlot): Pick<ReportFigure, 'svg' | 'data'> {
  return { svg: drawn(plot), data: dataOf(plot) }
}

function dataOf({ measure, series, groups }: IntervalPlot): ReportFigure['data'] {
  return {
    columns: ['name', 'series', measure, 'low', 'high', 'n'].map(title => ({ title })),
    rows: groups.flatMap(({ name, points }) =>
      points.map(({ series: place, estimate, low, high, n }) => [name, series[place], estimate, low, high, n]),
    ),
  }
}

function drawn(plot: IntervalPlot): Svg {
  const groupHeight = Math.max(1, plot.series.length) * ROW + GAP
  const height = TOP + plot.groups.length * groupHeight + BOTTOM
  const longest = Math.max(0, ...plot.groups.map(({ name }) => name.length))
  const left = Math.max(LEFT, Math.ceil(longest * CHARACTER) + 24)
  const bottom = height - BOTTOM
  const x = scaleLinear(plot.domain ?? spanned(plot), [left, WIDTH - RIGHT]).nice()
  const axis = x
    .ticks(6)
    .flatMap(tick => [
      element('line', { x1: x(tick), x2: x(tick), y1: TOP, y2: bottom, stroke: gridline }),
      text(x.tickFormat(6)(tick), { x: x(tick), y: bottom + 16, 'text-anchor': 'middle', fill: faintInk }),
    ])
  const { reference } = plot
  const rule =
    reference === undefined
      ? []
      : [element('line', { x1: x(reference), x2: x(reference), y1: TOP, y2: bottom, stroke: faintInk })]
  const rows = plot.groups.flatMap(({ name, points }, g) => {
    const y0 = TOP + g * groupHeight + GAP / 2
    const middle = y0 + (plot.series.length * ROW) / 2
    return [
      text(name, { x: left - 12, y: middle + 4, 'text-anchor': 'end', fill: ink }),
      ...points.flatMap(point => mark(point, x, y0 + point.series * ROW + ROW / 2)),
    ]
  })
  return picture(WIDTH, height, plot.title, [
    ...legend(plot.series, left),
    ...axis,
    ...rule,
    ...rows,
    text(plot.measure, { x: (left + WIDTH - RIGHT) / 2, y: height - 10, 'text-anchor': 'middle', fill: ink }),
  ])
}

function mark(point: IntervalPoint, x: (value: number) => number, y: number): Svg[] {
  const { estimate, low, high, n, series } = point
  const stroke = seriesColor(series)
  const line =
    low === null || high === null
      ? []
      : [element('line', { x1: x(low), x2: x(high), y1: y, y2: y, stroke, 'stroke-width': 2 })]
  const isFilled = line.length > 0
  const dot = { cx: x(estimate), cy: y, r: 4, fill: isFilled ? stroke : '#ffffff', stroke, 'stroke-width': 1.5 }
  const count = text(`n ${n}`, { x: WIDTH - RIGHT + 8, y: y + 4, 'font-size': 10, fill: faintInk })
  return [...line, element('circle', dot), count]
}

function legend(series: readonly string[], left: number): Svg[] {
  if (series.length < 2) return []
  let x = left
  return series.flatMap((name, i) => {
    const at = x
    x += 30 + 7 * name.length
    return [
      element('circle', { cx: at + 5, cy: 20, r: 5, fill: seriesColor(i) }),
      text(name, { x: at + 16, y: 24, fill: ink }),
    ]
  })
}

function spanned({ groups, reference }: IntervalPlot): [number, number] {
  const seen = groups.flatMap(({ points }) =>
    points.flatMap(({ estimate, low, high }) => [estimate, low ?? estimate, high ?? estimate]),
  )
  if (reference !== undefined) seen.push(reference)
  if (seen.length === 0) return [0, 1]
  const low = Math.min(...seen)
  const high = Math.max(...seen)
  return low === high ? [low - 1, high + 1] : [low, high]
}
