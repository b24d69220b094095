import type { FrameTimes, Viewport } from './draw-matrix'
import type { TimeScale } from './time-scale'

export type ProfileContext = Pick<
  CanvasRenderingContext2D,
  | 'clearRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'fill'
  | 'stroke'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
>

/** Draws a curve of one value a frame as an area on the time axis, its highest value reaching the top. */
export function drawProfile(
  context: ProfileContext,
  profile: Float64Array,
  { hopSec, firstFrameSec }: FrameTimes,
  scale: TimeScale,
  view: Viewport,
  colors: { readonly fill: string; readonly line: string },
): void {
  context.clearRect(0, 0, view.widthPx, view.heightPx)
  const highest = profile.reduce((most, value) => Math.max(most, value), 0)
  if (highest <= 0) return
  const pxPerFrame = hopSec * scale.pxPerSec
  const fromPx = view.scrollPx - firstFrameSec * scale.pxPerSec
  const first = Math.max(0, Math.floor(fromPx / pxPerFrame) - 1)
  const last = Math.min(profile.length - 1, Math.ceil((fromPx + view.widthPx) / pxPerFrame) + 1)
  const x = (frame: number): number => frame * pxPerFrame - fromPx
  const y = (frame: number): number => view.heightPx - (profile[frame] / highest) * (view.heightPx - 3)
  const trace = (): void => {
    for (let frame = first; frame <= last; frame++) context.lineTo(x(frame), y(frame))
  }
  context.beginPath()
  context.moveTo(x(first), view.heightPx)
  trace()
  context.lineTo(x(last), view.heightPx)
  context.closePath()
  context.fillStyle = colors.fill
  context.fill()
  context.beginPath()
  context.moveTo(x(first), y(first))
  trace()
  context.strokeStyle = colors.line
  context.lineWidth = 1
  context.stroke()
}
