import { parabolaVertex } from '../parabola'

export interface PeriodMatch {
  /** Whole samples. */
  readonly lag: number
  /** Interpolated lag, in samples, and the correlation there. */
  readonly period: number
  readonly correlation: number
}

export interface PeriodMatcher {
  /** The stretch of samples that the calls of `match` until the next `load` stay within. */
  load(start: number, length: number): void
  /** Compares the samples from `start` on with those one lag later, for lags `shortest`..`longest`; null: no lag stands out. */
  match(start: number, shortest: number, longest: number): PeriodMatch | null
}

/** Below this share of the energy, a variance is the rounding error of its own computation. */
const rounding = 1e-12

/**
 * Normalised cross-correlation of neighbouring stretches, each freed of its mean. Means and energies come from running sums:
 * the same numbers to 1e-12, for a third of the work.
 */
export function createPeriodMatcher(pcm: Float32Array): PeriodMatcher {
  let origin = 0
  let sums = new Float64Array(1)
  let energies = new Float64Array(1)

  function load(start: number, length: number): void {
    origin = start
    if (sums.length <= length) {
      sums = new Float64Array(length + 1)
      energies = new Float64Array(length + 1)
    }
    for (let n = 0; n < length; n++) {
      const sample = pcm[start + n]
      sums[n + 1] = sums[n] + sample
      energies[n + 1] = energies[n] + sample * sample
    }
  }

  function correlate(start: number, lag: number): number {
    const middle = start + lag
    const end = middle + lag
    const sum0 = sums[middle - origin] - sums[start - origin]
    const sum1 = sums[end - origin] - sums[middle - origin]
    const energy0 = energies[middle - origin] - energies[start - origin]
    const energy1 = energies[end - origin] - energies[middle - origin]
    const variance0 = energy0 - (sum0 * sum0) / lag
    const variance1 = energy1 - (sum1 * sum1) / lag
    if (variance0 <= rounding * energy0 || variance1 <= rounding * energy1) return 0
    let product = 0
    for (let n = start; n < middle; n++) product += pcm[n] * pcm[n + lag]
    return (product - (sum0 * sum1) / lag) / Math.sqrt(variance0 * variance1)
  }

  function match(start: number, shortest: number, longest: number): PeriodMatch | null {
    let best: PeriodMatch | null = null
    let bestValue = -Infinity
    let before = correlate(start, shortest)
    let value = correlate(start, shortest + 1)
    for (let lag = shortest + 1; lag < longest - 1; lag++) {
      const after = correlate(start, lag + 1)
      if (value > before && value > after && value > bestValue) {
        const { offset, height } = parabolaVertex(before, value, after)
        best = { lag, period: lag + offset, correlation: height }
        bestValue = value
      }
      before = value
      value = after
    }
    return best
  }

  return { load, match }
}
