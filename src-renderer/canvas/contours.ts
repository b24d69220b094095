/** Lines of equal saliency, as on a map of heights. */
import { drawnLeftPx } from './draw-matrix'
import type { FrameTimes, Viewport } from './draw-matrix'
import type { TimeScale } from './time-scale'

/**
 * Pieces of line in bins, four numbers a piece: x and y of both ends; x from the first frame's left edge, y from the top
 * of the picture. `data` is [mels x frames]; values stand for the middles of their bins, between which they change
 * linearly; outside of the picture there is nothing, so that every line is closed.
 */
export function contourLines(data: Float32Array, mels: number, frames: number, level: number): Float32Array {
  const valueAt = (band: number, frame: number): number =>
    band < 0 || band >= mels || frame < 0 || frame >= frames ? 0 : data[band * frames + frame]
  const pieces: number[] = []
  for (let band = -1; band < mels; band++) {
    for (let frame = -1; frame < frames; frame++) {
      const corners = [
        valueAt(band, frame),
        valueAt(band, frame + 1),
        valueAt(band + 1, frame + 1),
        valueAt(band + 1, frame),
      ]
      addCell(pieces, corners, level, frame + 0.5, mels - 0.5 - band)
    }
  }
  return Float32Array.from(pieces)
}

/** One square between four middles: `corners` lower left, lower right, upper right, upper left; y falls upwards. */
function addCell(pieces: number[], corners: readonly number[], level: number, x: number, y: number): void {
  const isHigh = corners.map(value => (level > 0 ? value >= level : value <= level))
  const high = isHigh.filter(Boolean).length
  if (high === 0 || high === 4) return
  const part = (from: number, to: number): number => (level - corners[from]) / (corners[to] - corners[from])
  const ends: [number, number][] = []
  if (isHigh[0] !== isHigh[1]) ends.push([x + part(0, 1), y])
  if (isHigh[1] !== isHigh[2]) ends.push([x + 1, y - part(1, 2)])
  if (isHigh[2] !== isHigh[3]) ends.push([x + part(3, 2), y - 1])
  if (isHigh[3] !== isHigh[0]) ends.push([x, y - part(0, 3)])
  if (ends.length === 2) pieces.push(...ends[0], ...ends[1])
  if (ends.length < 4) return
  // A saddle: the mean of the corners says whether the high ones are joined.
  const mean = corners.reduce((sum, value) => sum + value, 0) / 4
  const isJoined = (level > 0 ? mean >= level : mean <= level) === isHigh[0]
  const pairs = isJoined
    ? [
        [0, 1],
        [2, 3],
      ]
    : [
        [3, 0],
        [1, 2],
      ]
  for (const [one, other] of pairs) pieces.push(...ends[one], ...ends[other])
}

export interface Contour {
  readonly lines: Float32Array
  /** 0..1, the strongest 1. */
  readonly strength: number
}

export type ContourContext = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'strokeStyle' | 'lineWidth'
>

/** Draws contours in register with `drawMatrix`: dark below, light above, so that they are seen on any picture. */
export function drawContours(
  context: ContourContext,
  contours: readonly Contour[],
  mels: number,
  times: FrameTimes,
  scale: TimeScale,
  view: Viewport,
): void {
  const left = drawnLeftPx(times, scale, view)
  const pxPerFrame = times.hopSec * scale.pxPerSec
  const pxPerBand = view.heightPx / mels
  for (const { lines, strength } of contours) {
    context.beginPath()
    for (let i = 0; i < lines.length; i += 4) {
      context.moveTo(left + lines[i] * pxPerFrame, lines[i + 1] * pxPerBand)
      context.lineTo(left + lines[i + 2] * pxPerFrame, lines[i + 3] * pxPerBand)
    }
    for (const [width, color] of [
      [1 + 1.5 * strength, 'rgba(0, 0, 0, 0.7)'],
      [0.5 + 0.7 * strength, `rgba(255, 255, 255, ${0.45 + 0.55 * strength})`],
    ] as const) {
      context.lineWidth = width
      context.strokeStyle = color
      context.stroke()
    }
  }
}
