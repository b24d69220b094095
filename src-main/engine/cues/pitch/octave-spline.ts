import type { Framing } from '../frame-grid'
import type { Hertz } from '#engine/base/units'

export const lowestHz = 25

/** A spectrum's axis in octaves: `bins` points from 25 Hz to half the rate. */
export interface OctaveAxis {
  readonly points: number
  /** log2(Hz) of point 0 and from one point to the next. */
  readonly first: number
  readonly step: number
  /** Points an octave, in float32, counted with one point too many. */
  readonly pointsPerOctave: number
}

export interface OctaveSpline {
  readonly axis: OctaveAxis
  /** Resamples a spectrum [bins] to the octave axis; negative values become 0. `resampled` [bins or more], overwritten. */
  resample(spectrum: Float64Array, resampled: Float64Array): void
}

/**
 * Natural cubic spline through a spectrum over log2 frequency (bin 0 stands one step of bins 1-2 below bin 1).
 * The system depends on the axis only, so it is factored once and each frame costs two sweeps and an evaluation.
 */
export function createOctaveSpline({ bins, binHz }: Framing): OctaveSpline {
  const knots = Float64Array.from({ length: bins }, (_, k) => Math.log2(k * binHz))
  knots[0] = 2 * knots[1] - knots[2]
  const topHz: Hertz = binHz * (bins - 1)
  const first = Math.log2(lowestHz)
  const step = (Math.log2(topHz) - first) / (bins - 1)
  const pointsPerOctave = Math.fround(bins / Math.log2(topHz / lowestHz))

  const inverseGap = new Float64Array(bins)
  const upper = new Float64Array(bins)
  const lower = new Float64Array(bins)
  const inversePivot = new Float64Array(bins)
  for (let k = 0; k < bins - 1; k++) inverseGap[k] = 1 / (knots[k + 1] - knots[k])
  for (let k = 1; k < bins - 1; k++) {
    const gapBefore = knots[k] - knots[k - 1]
    const gapAfter = knots[k + 1] - knots[k]
    lower[k] = gapBefore / 6
    inversePivot[k] = 1 / ((gapBefore + gapAfter) / 3 - lower[k] * upper[k - 1])
    upper[k] = (gapAfter / 6) * inversePivot[k]
  }

  // Point j lies between knots interval[j] and the next; four weights for their values and second derivatives.
  const interval = new Int32Array(bins)
  const weights = new Float64Array(4 * bins)
  for (let j = 0, k = 0; j < bins; j++) {
    const target = first + j * step
    while (k < bins - 2 && knots[k + 1] <= target) k++
    const gap = knots[k + 1] - knots[k]
    const a = (knots[k + 1] - target) / gap
    const b = (target - knots[k]) / gap
    interval[j] = k
    weights.set([a, b, ((a ** 3 - a) * gap * gap) / 6, ((b ** 3 - b) * gap * gap) / 6], 4 * j)
  }

  const second = new Float64Array(bins)

  function resample(spectrum: Float64Array, resampled: Float64Array): void {
    let slopeBefore = (spectrum[1] - spectrum[0]) * inverseGap[0]
    for (let k = 1; k < bins - 1; k++) {
      const slope = (spectrum[k + 1] - spectrum[k]) * inverseGap[k]
      second[k] = (slope - slopeBefore - lower[k] * second[k - 1]) * inversePivot[k]
      slopeBefore = slope
    }
    for (let k = bins - 3; k > 0; k--) second[k] -= upper[k] * second[k + 1]
    for (let j = 0, w = 0; j < bins; j++, w += 4) {
      const k = interval[j]
      const value =
        weights[w] * spectrum[k] +
        weights[w + 1] * spectrum[k + 1] +
        weights[w + 2] * second[k] +
        weights[w + 3] * second[k + 1]
      resampled[j] = value > 0 ? value : 0
    }
  }

  return { axis: { points: bins, first, step, pointsPerOctave }, resample }
}
