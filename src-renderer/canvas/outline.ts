/** Borders of the bins that stand out: where support, opposition and the rest meet. */
import { drawnLeftPx } from './draw-matrix'
import type { FrameTimes, Viewport } from './draw-matrix'
import type { TimeScale } from './time-scale'

/**
 * Pieces of border in bins, four numbers a piece: x and y of both ends; x from the first frame, y from the top of the
 * picture (the highest band). `data` is [mels x frames]; a bin stands out with a magnitude of `cutoff` or more.
 */
export function outlineOf(data: Float32Array, mels: number, frames: number, cutoff: number): Float32Array {
  const kind = (band: number, frame: number): number => {
    if (band < 0 || band >= mels || frame < 0 || frame >= frames) return 0
    const value = data[band * frames + frame]
    return Math.abs(value) >= cutoff && value !== 0 ? Math.sign(value) : 0
  }
  const pieces: number[] = []
  for (let band = 0; band <= mels; band++) {
    for (let frame = 0; frame <= frames; frame++) {
      const own = kind(band, frame)
      const y = mels - band
      if (frame < frames && own !== kind(band - 1, frame)) pieces.push(frame, y, frame + 1, y)
      if (band < mels && own !== kind(band, frame - 1)) pieces.push(frame, y - 1, frame, y)
    }
  }
  return Float32Array.from(pieces)
}

export type OutlineContext = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'strokeStyle' | 'lineWidth'
>

/** Draws an outline in register with `drawMatrix`: dark below, light above, so that it is seen on any picture. */
export function drawOutline(
  context: OutlineContext,
  outline: Float32Array,
  mels: number,
  times: FrameTimes,
  scale: TimeScale,
  view: Viewport,
): void {
  const left = drawnLeftPx(times, scale, view)
  const pxPerFrame = times.hopSec * scale.pxPerSec
  const pxPerBand = view.heightPx / mels
  context.beginPath()
  for (let i = 0; i < outline.length; i += 4) {
    context.moveTo(left + outline[i] * pxPerFrame, outline[i + 1] * pxPerBand)
    context.lineTo(left + outline[i + 2] * pxPerFrame, outline[i + 3] * pxPerBand)
  }
  for (const [width, color] of [
    [2.5, 'rgba(0, 0, 0, 0.7)'],
    [1, '#ffffff'],
  ] as const) {
    context.lineWidth = width
    context.strokeStyle = color
    context.stroke()
  }
}
