import type { Hertz } from '#engine/base/units'
import { keepRecent } from '#engine/dsp/keep-recent'
import { F64x2, I32 } from '#engine/dsp/wasm/values'
import { createWorkspace } from '#engine/dsp/wasm/workspace'
import { parabolaVertex } from '../parabola'

export interface PeriodMatch {
  /** Whole samples. */
  readonly lag: number
  /** Interpolated lag, in samples, and the correlation there. */
  readonly period: number
  readonly correlation: number
}

export interface PeriodMatcher {
  /** The stretch of samples that the calls of `match` until the next `load` stay within: 0.25 s at most. */
  load(start: number, length: number): void
  /** Compares the samples from `start` on with those one lag later, for lags `shortest`..`longest`; null: no lag stands out. */
  match(start: number, shortest: number, longest: number): PeriodMatch | null
}

/** Below this share of the energy, a variance is the rounding error of its own computation. */
const rounding = 1e-12
/** Lags that are correlated side by side. */
const blockLags = 8

/**
 * Normalised cross-correlation of neighbouring stretches, each freed of its mean. Means and energies come from running sums:
 * the same numbers to 1e-12, for a third of the work. The matcher before, at the same rate, is used up.
 */
export function createPeriodMatcher(pcm: Float32Array, sampleRateHz: Hertz): PeriodMatcher {
  const { samples, sums, energies, products, correlate } = workAreaAt(sampleRateHz)
  // What of the clip is in `samples`, summed from its first sample on.
  let origin = 0
  let end = 0

  function load(start: number, length: number): void {
    // Frames overlap: most of a frame is there already.
    if (start < origin || start > end || start + length - origin > samples.length) origin = end = start
    for (; end < start + length; end++) {
      const n = end - origin
      const sample = pcm[end]
      samples[n] = sample
      sums[n + 1] = sums[n] + sample
      energies[n + 1] = energies[n] + sample * sample
    }
  }

  function normalise(product: number, start: number, lag: number): number {
    const middle = start + lag
    const end = middle + lag
    const sum0 = sums[middle] - sums[start]
    const sum1 = sums[end] - sums[middle]
    const energy0 = energies[middle] - energies[start]
    const energy1 = energies[end] - energies[middle]
    const variance0 = energy0 - (sum0 * sum0) / lag
    const variance1 = energy1 - (sum1 * sum1) / lag
    if (variance0 <= rounding * energy0 || variance1 <= rounding * energy1) return 0
    return (product - (sum0 * sum1) / lag) / Math.sqrt(variance0 * variance1)
  }

  function match(start: number, shortest: number, longest: number): PeriodMatch | null {
    const first = start - origin
    correlate(first, shortest, longest)
    let best: PeriodMatch | null = null
    let bestValue = -Infinity
    let before = normalise(products[0], first, shortest)
    let value = normalise(products[1], first, shortest + 1)
    for (let lag = shortest + 1; lag < longest - 1; lag++) {
      const after = normalise(products[lag + 1 - shortest], first, lag + 1)
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

interface WorkArea {
  readonly samples: Float64Array
  /** Of the samples before: one more than samples. */
  readonly sums: Float64Array
  readonly energies: Float64Array
  /** Of the last `correlate`: sums of products for lags from `shortest` on. */
  readonly products: Float64Array
  correlate(first: number, shortest: number, longest: number): void
}

const workAreaAt = keepRecent(4, createWorkArea)

function createWorkArea(sampleRateHz: Hertz): WorkArea {
  const room = Math.ceil(0.25 * sampleRateHz)
  const workspace = createWorkspace(4096 + 64 * room)
  const samples = workspace.f64(room)
  const sums = workspace.f64(room + 1)
  const energies = workspace.f64(room + 1)
  const products = workspace.f64(room)
  /** Address of the first sample, address behind the last product; the shortest lag. */
  const wanted = workspace.i32(3)
  const { multiply } = workspace.compile({
    multiply: body => {
      const [first, productsEnd, shortest] = [0, 1, 2].map(i =>
        body.let(body.loadI32(I32.of(wanted.byteOffset), 4 * i)),
      )
      const lag = body.variable(shortest)
      body.loop(products.byteOffset, productsEnd, 8 * blockLags, product => {
        const totals = Array.from({ length: blockLags / 2 }, () => body.variable(F64x2.of(0)))
        const lagBytes = body.let(lag.now.times(8))
        // As many terms as the block's first lag has; the others have a few more.
        body.loop(first, body.let(first.plus(lagBytes)), 8, n => {
          const sample = body.let(body.splatF64(n))
          const later = body.let(n.plus(lagBytes))
          totals.forEach((total, i) => total.set(total.now.plus(body.loadF64x2(later, 16 * i).times(sample))))
        })
        totals.forEach((total, i) => body.store(product, total.now, 16 * i))
        lag.set(lag.now.plus(blockLags))
      })
    },
  })

  function correlate(first: number, shortest: number, longest: number): void {
    const lags = longest - shortest + 1
    wanted[0] = samples.byteOffset + 8 * first
    wanted[1] = products.byteOffset + 8 * lags
    wanted[2] = shortest
    multiply()
    for (let i = 1; i < lags; i++) {
      const lag = shortest + i
      for (let n = lag - (i % blockLags); n < lag; n++) products[i] += samples[first + n] * samples[first + n + lag]
    }
  }

  return { samples, sums, energies, products, correlate }
}
