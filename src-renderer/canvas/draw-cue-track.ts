import { positionOn } from './cue-track'
import type { CueTrack, ValueAxis } from './cue-track'
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
  /** Jumps of the pitch, which a voice doesn't make. */
  readonly jump: string
}

/** From one frame to the next, in octaves: half a doubling and more is the pitch finder's change of mind. */
const JUMP_OCTAVES = 0.6
const DOTS_FROM_PX = 5

/** Draws a cue as a line with gaps where it has no value, the shaded stretches behind it. */
export function drawCueTrack(
  context: TrackContext,
  track: CueTrack,
  axis: ValueAxis,
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
  const rowAt = (px: number): number => ((px + view.scrollPx) / scale.pxPerSec - middleSec) / hopSec
  const [first, last] = [
    Math.max(0, Math.floor(rowAt(0)) - 1),
    Math.min(values.length - 1, Math.ceil(rowAt(view.widthPx)) + 1),
  ]
  const hasDots = hopSec * scale.pxPerSec >= DOTS_FROM_PX
  const dots: [number, number][] = []
  const jumps: [number, number, number][] = []
  context.beginPath()
  for (let row = first; row <= last; row++) {
    const value = values[row]
    if (Number.isNaN(value)) continue
    const [atX, atY] = [x(middleSec + row * hopSec), y(value)]
    const before = row > 0 ? values[row - 1] : NaN
    const isJump = axis.isLog && Math.abs(Math.log2(value / before)) >= JUMP_OCTAVES
    if (isJump) jumps.push([atX - (hopSec * scale.pxPerSec) / 2, y(before), atY])
    if (Number.isNaN(before) || isJump || row === first) context.moveTo(atX, atY)
    else context.lineTo(atX, atY)
    const isAlone = Number.isNaN(before) && Number.isNaN(values[row + 1] ?? NaN)
    if (hasDots || isAlone) dots.push([atX, atY])
  }
  context.strokeStyle = colors.line
  context.lineWidth = 1.5
  context.stroke()
  drawDots(context, dots, colors.line)
  drawJumps(context, jumps, colors.jump)
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
