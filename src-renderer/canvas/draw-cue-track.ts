import { isPitchJump, positionOn } from './cue-track'
import type { CueTrack, ValueAxis, WeakRun } from './cue-track'
import type { Viewport } from './draw-matrix'
import type { Stretch } from './play-plan'
import type { TimeScale } from './time-scale'

export type TrackContext = Pick<
  CanvasRenderingContext2D,
  | 'clearRect'
  | 'fillRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'fill'
  | 'stroke'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
>

export interface TrackColors {
  readonly line: string
  readonly grid: string
  readonly shade: string
  /** Where a stretch begins and ends. */
  readonly edge: string
  /** The line, and lines behind it, where it rests on little. */
  readonly faint: string
  /** Jumps of the pitch, which a voice doesn't make. */
  readonly jump: string
}

export interface DrawnTrack {
  readonly track: CueTrack
  readonly axis: ValueAxis
  readonly weak: readonly WeakRun[]
}

const DOTS_FROM_PX = 5

/** Between the slanted lines behind what rests on little, along the time axis. */
const HATCH_PX = 6

/** Draws a cue as a line with gaps where it has no value, pale over hatching where it rests on little, the shaded stretches behind it. */
export function drawCueTrack(
  context: TrackContext,
  { track, axis, weak }: DrawnTrack,
  stretches: readonly Stretch[],
  scale: TimeScale,
  view: Viewport,
  colors: TrackColors,
): void {
  const x = (sec: number): number => sec * scale.pxPerSec - view.scrollPx
  const y = (value: number): number => view.heightPx - 2 - positionOn(axis, value) * (view.heightPx - 4)
  context.clearRect(0, 0, view.widthPx, view.heightPx)
  context.fillStyle = colors.shade
  for (const { startSec, endSec } of stretches) context.fillRect(x(startSec), 0, x(endSec) - x(startSec), view.heightPx)
  context.fillStyle = colors.edge
  for (const edge of stretches.flatMap(one => [one.startSec, one.endSec]))
    context.fillRect(x(edge) - 0.5, 0, 1, view.heightPx)
  context.fillStyle = colors.grid
  for (const tick of axis.ticks) context.fillRect(0, Math.round(y(tick)), view.widthPx, 1)

  const { values, hopSec, middleSec } = track
  const edge = (row: number): number => x(middleSec + (row - 0.5) * hopSec)
  for (const { from, to } of weak) hatch(context, [edge(from), edge(to)], view, colors.faint)
  const rowAt = (px: number): number => ((px + view.scrollPx) / scale.pxPerSec - middleSec) / hopSec
  const [first, last] = [
    Math.max(0, Math.floor(rowAt(0)) - 1),
    Math.min(values.length - 1, Math.ceil(rowAt(view.widthPx)) + 1),
  ]
  const weakRows = new Set(weak.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)))
  const isGap = (row: number): boolean => Number.isNaN(values[row] ?? NaN)
  const isJump = (row: number): boolean => axis.isLog && row > 0 && isPitchJump(values[row - 1], values[row])
  const point = (row: number): [number, number] => [x(middleSec + row * hopSec), y(values[row])]
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i).filter(row => !isGap(row))
  const hasDots = hopSec * scale.pxPerSec >= DOTS_FROM_PX
  for (const isWeakPart of weak.length > 0 ? [true, false] : [false]) {
    const color = isWeakPart ? colors.faint : colors.line
    let isDown = false
    context.beginPath()
    for (const row of rows) {
      const isStep = row > first && !isGap(row - 1) && !isJump(row)
      // A step that leads to or from a weak value is as weak as that.
      const isHere = (weakRows.has(row) || (isStep && weakRows.has(row - 1))) === isWeakPart
      if (isHere && isStep && !isDown) context.moveTo(...point(row - 1))
      if (isHere && isStep) context.lineTo(...point(row))
      else if (isHere) context.moveTo(...point(row))
      isDown = isHere
    }
    context.strokeStyle = color
    context.lineWidth = 1.5
    context.stroke()
    const isDot = (row: number): boolean => hasDots || (isGap(row - 1) && isGap(row + 1))
    drawDots(context, rows.filter(row => isDot(row) && weakRows.has(row) === isWeakPart).map(point), color)
  }
  const jumps = rows.filter(isJump).map((row): [number, number, number] => {
    const [atX, atY] = point(row)
    return [atX - (hopSec * scale.pxPerSec) / 2, y(values[row - 1]), atY]
  })
  drawJumps(context, jumps, colors.jump)
}

/** Slanted lines from the foot to the top, cut off at both ends; they stay where they are in the clip when it is moved. */
function hatch(
  context: TrackContext,
  [fromPx, toPx]: readonly [number, number],
  { scrollPx, widthPx, heightPx }: Viewport,
  color: string,
): void {
  const [left, right] = [Math.max(0, fromPx), Math.min(widthPx, toPx)]
  if (right <= left) return
  context.beginPath()
  const firstLine = Math.floor((left - heightPx + scrollPx) / HATCH_PX) * HATCH_PX - scrollPx
  for (let foot = firstLine; foot < right; foot += HATCH_PX) {
    const [a, b] = [Math.max(left, foot), Math.min(right, foot + heightPx)]
    if (b <= a) continue
    context.moveTo(a, heightPx - (a - foot))
    context.lineTo(b, heightPx - (b - foot))
  }
  context.strokeStyle = color
  context.lineWidth = 0.5
  context.stroke()
}

function drawDots(context: TrackContext, dots: readonly [number, number][], color: string): void {
  context.fillStyle = color
  for (const [x, y] of dots) {
    context.beginPath()
    context.arc(x, y, 1.75, 0, 2 * Math.PI)
    context.fill()
  }
}

function drawJumps(context: TrackContext, jumps: readonly [number, number, number][], color: string): void {
  context.strokeStyle = color
  context.lineWidth = 1
  context.setLineDash([2, 2])
  context.beginPath()
  for (const [x, from, to] of jumps) {
    context.moveTo(x, from)
    context.lineTo(x, to)
  }
  context.stroke()
  context.setLineDash([])
}
