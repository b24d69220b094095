/**
 * Values with their intervals as a picture for a paper or a talk, with what the chart on the screen shows.
 *
 * Conventions: positions in CSS pixels; columns from left to right: names, n, further cells, axis, value, interval.
 */
import type { ScaleLinear } from 'd3-scale'
import type { IntervalRow } from '../components/charts/chart'
import type { TokenColors } from '../canvas/token-colors'
import { intervalWords as words } from '../text/words/charts'
import { placeText, type Context, type TextLook } from './pane'
import { SvgContext } from './svg-context'

export interface IntervalChart {
  readonly title: string
  readonly rows: readonly IntervalRow[]
  readonly firstTitle: string
  /** Null: no column of counts. */
  readonly countTitle: string | null
  readonly cellTitles: readonly string[]
  readonly valueTitle: string
  readonly reference: number | null
  readonly referenceText: string
  /** From values to any range. */
  readonly scale: ScaleLinear<number, number>
  readonly ticks: readonly number[]
  tickText(tick: number): string
  valueText(row: IntervalRow): string
  rangeText(row: IntervalRow): string
  readonly colors: TokenColors
}

const [MARGIN_PX, HEAD_PX, ROW_PX, AXIS_PX, GAP_PX] = [16, 56, 24, 320, 18]
/** Of a letter at 12 px, on the wide side. */
const LETTER_PX = 6.8

interface Column {
  readonly title: string
  readonly x: number
  readonly align: 'left' | 'right'
  text(row: IntervalRow): string
}

export function intervalChartSvg(chart: IntervalChart): string {
  const { left, axisX, right, widthPx } = columnsOf(chart)
  const bottom = HEAD_PX + chart.rows.length * ROW_PX
  const heightPx = bottom + (hasLegend(chart) ? 30 : MARGIN_PX)
  const context = new SvgContext(widthPx, heightPx)
  const { colors } = chart
  context.fillStyle = colors.surface
  context.fillRect(0, 0, widthPx, heightPx)
  const look = (color: string): TextLook => ({ color, font: colors.font, sizePx: 12 })
  placeText(context, chart.title, MARGIN_PX, 20, { ...look(colors.text), sizePx: 14, weight: 600 })
  for (const column of [...left, ...right]) {
    placeText(context, column.title, column.x, HEAD_PX - 12, { ...look(colors.faint), align: column.align })
    chart.rows.forEach((row, i) => {
      const y = HEAD_PX + (i + 0.5) * ROW_PX
      placeText(context, column.text(row), column.x, y, { ...look(colors.text), align: column.align })
    })
  }
  placeAxis(context, chart, axisX, bottom)
  chart.rows.forEach((row, i) => placeRow(context, chart, row, axisX, HEAD_PX + i * ROW_PX, widthPx))
  if (hasLegend(chart)) {
    dashes(context, colors.faint, MARGIN_PX, bottom + 10, bottom + 22)
    placeText(context, chart.referenceText, MARGIN_PX + 8, bottom + 16, { ...look(colors.faint), sizePx: 11 })
  }
  return context.text(chart.title)
}

const hasLegend = ({ reference, referenceText }: IntervalChart): boolean => reference !== null && referenceText !== ''

function columnsOf(chart: IntervalChart): {
  readonly left: readonly Column[]
  readonly axisX: number
  readonly right: readonly Column[]
  readonly widthPx: number
} {
  let x = MARGIN_PX
  const column = (title: string, text: Column['text'], align: Column['align']): Column => {
    const letters = Math.max(title.length, ...chart.rows.map(row => text(row).length))
    const width = Math.ceil(letters * LETTER_PX)
    const made = { title, text, align, x: align === 'left' ? x : x + width }
    x += width + GAP_PX
    return made
  }
  const name = (row: IntervalRow): string => (row.mark ? `${row.label} (${row.mark})` : row.label)
  const left = [
    column(chart.firstTitle, name, 'left'),
    ...(chart.countTitle === null
      ? []
      : [column(chart.countTitle, row => (row.n === null ? '' : String(row.n)), 'right')]),
    ...chart.cellTitles.map((title, i) => column(title, row => row.cells?.[i] ?? '', 'right')),
  ]
  const axisX = x
  x += AXIS_PX + GAP_PX
  const right = [column(chart.valueTitle, chart.valueText, 'right'), column(words.interval, chart.rangeText, 'right')]
  return { left, axisX, right, widthPx: x - GAP_PX + MARGIN_PX }
}

/** Where a value lies on the axis. */
function placeOn({ scale }: IntervalChart, axisX: number, value: number): number {
  const [from, to] = scale.range()
  return axisX + (AXIS_PX * (scale(value) - from)) / (to - from)
}

function placeAxis(context: Context, chart: IntervalChart, axisX: number, bottom: number): void {
  const { colors, reference } = chart
  for (const tick of chart.ticks) {
    const x = placeOn(chart, axisX, tick)
    line(context, colors.grid, 1, [x, HEAD_PX], [x, bottom])
    const look = { color: colors.faint, font: colors.font, align: 'center' } as const
    placeText(context, chart.tickText(tick), x, HEAD_PX - 12, look)
  }
  if (reference !== null) dashes(context, colors.faint, placeOn(chart, axisX, reference), HEAD_PX, bottom)
}

function placeRow(
  context: Context,
  chart: IntervalChart,
  { value, low, high, isQuiet }: IntervalRow,
  axisX: number,
  top: number,
  widthPx: number,
): void {
  const { colors } = chart
  line(context, colors.grid, 1, [MARGIN_PX, top], [widthPx - MARGIN_PX, top])
  const y = top + ROW_PX / 2
  context.save()
  context.globalAlpha = isQuiet ? 0.35 : 1
  if (low !== null && high !== null)
    line(context, colors.line, 3, [placeOn(chart, axisX, low), y], [placeOn(chart, axisX, high), y])
  if (value !== null) {
    const x = placeOn(chart, axisX, value)
    context.fillStyle = colors.line
    context.fillRect(x - 3.5, y - 3.5, 7, 7)
  }
  context.restore()
}

type Point = readonly [x: number, y: number]

function line(context: Context, color: string, widthPx: number, from: Point, to: Point): void {
  context.strokeStyle = color
  context.lineWidth = widthPx
  context.beginPath()
  context.moveTo(...from)
  context.lineTo(...to)
  context.stroke()
}

function dashes(context: Context, color: string, x: number, top: number, bottom: number): void {
  for (let y = top; y < bottom; y += 7) line(context, color, 1, [x, y], [x, Math.min(bottom, y + 4)])
}
