import { parabolaVertex } from '../parabola'

export interface PeriodMatch {
  /** Whole samples. */
  readonly lag: number
  /** Interpolated lag, in samples, and the correlation there. */
  readonly period: number
  readonly correlation: number
}

export interface PeriodMatcher {
  /** Compares the samples from `start` on with those one lag later, for lags `shortest`..`longest`; null: no lag stands out. */
  match(start: number, shortest: number, longest: number): PeriodMatch | null
}

/** Below this share of the energy, a variance is the rounding error of its own computation. */
const rounding = 1e-12

/**
 * Normalised cross-correlation of neighbouring stretches, each freed of its mean. Means and energies come from running sums
 * over the clip: the same numbers to 1e-12, for a third of the work.
 */
export function createPeriodMatcher(pcm: Float32Array): PeriodMatcher {
  const sums = new Float64Array(pcm.length + 1)
  const energies = new Float64Array(pcm.length + 1)
  for (let n = 0; n < pcm.length; n++) {
    sums[n + 1] = sums[n] + pcm[n]
    energies[n + 1] = energies[n] + pcm[n] * pcm[n]
  }

  function correlate(start: number, lag: number): number {
    const middle = start + lag
    const end = middle + lag
    const sum0 = sums[middle] - sums[start]
    const sum1 = sums[end] - sums[middle]
    const energy0 = energies[middle] - energies[start]
    const energy1 = energies[end] - energies[middle]
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

  return { match }
}
