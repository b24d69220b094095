import type { Extremum } from './contour-peaks'
import { mean } from './moments'
import type { Named } from './named'

const rowSec = 0.01

/** Slopes of one direction; the piece from the last extremum to the contour's end, if it is of this one, kept apart. */
interface Slopes {
  readonly between: number[]
  readonly end: number[]
}

/**
 * Mean and deviation of a contour's rising and falling slopes between its peaks, per second.
 *
 * Conventions: a falling slope is positive, but the piece after the last maximum is signed and so normally negative; the
 * deviation leaves that piece out of the sum and in the count. A contour without peaks has one slope, per row.
 * References: [eyben2016].
 */
export function slopeStatistics(prefix: string, contour: Float32Array, peaks: readonly Extremum[]): Named[] {
  const { rising, falling } = contourSlopes(contour, peaks)
  return [
    [`${prefix}_meanRisingSlope`, meanSlope(rising)],
    [`${prefix}_stddevRisingSlope`, deviation(rising)],
    [`${prefix}_meanFallingSlope`, meanSlope(falling)],
    [`${prefix}_stddevFallingSlope`, deviation(falling)],
  ]
}

function contourSlopes(contour: Float32Array, peaks: readonly Extremum[]): { rising: Slopes; falling: Slopes } {
  const rising: Slopes = { between: [], end: [] }
  const falling: Slopes = { between: [], end: [] }
  if (contour.length === 0) return { rising, falling }
  const last = { position: contour.length - 1, value: contour[contour.length - 1] }
  if (peaks.length === 0) {
    const slope = (last.value - contour[0]) / contour.length
    if (slope > 0) rising.end.push(slope)
    if (slope < 0) falling.end.push(slope)
    return { rising, falling }
  }
  let maximum = { position: 0, value: contour[0] }
  let minimum = maximum
  for (const peak of peaks) {
    if (peak.isMaximum) {
      rising.between.push(slopeBetween(minimum, peak))
      maximum = peak
    } else {
      falling.between.push(-slopeBetween(maximum, peak))
      minimum = peak
    }
  }
  if (peaks.at(-1)!.isMaximum) falling.end.push(slopeBetween(maximum, last))
  else rising.end.push(slopeBetween(minimum, last))
  return { rising, falling }
}

function slopeBetween(from: { position: number; value: number }, to: { position: number; value: number }): number {
  return (to.value - from.value) / ((to.position - from.position) * rowSec)
}

function meanSlope({ between, end }: Slopes): number {
  return mean([...between, ...end])
}

function deviation({ between, end }: Slopes): number {
  const middle = meanSlope({ between, end })
  const sum = between.reduce((total, slope) => total + (slope - middle) ** 2, 0)
  return Math.sqrt(sum / Math.max(1, between.length + end.length))
}
