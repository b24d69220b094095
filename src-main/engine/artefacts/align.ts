import { createComplexFft } from '#engine/dsp/complex-fft'

/** Of the reference, from its middle: enough to tell one lag from another. */
const LONGEST_EXCERPT = 65_536

/**
 * By how many samples `late` lags behind `reference`, at the largest cross-correlation within `mostLag` samples either
 * way; of equal ones the lag nearest to 0.
 */
export function lagOf(reference: Float32Array, late: Float32Array, mostLag: number): number {
  const length = Math.min(reference.length, LONGEST_EXCERPT)
  const first = Math.floor((reference.length - length) / 2)
  const size = 2 ** Math.ceil(Math.log2(length + 2 * mostLag))
  const excerpt = spectrum(size, n => (n < length ? reference[first + n] : 0))
  const around = spectrum(size, n => (n < length + 2 * mostLag ? (late[first - mostLag + n] ?? 0) : 0))
  const { reversed, transform } = createComplexFft(size)
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  // conj(excerpt) x around; the conjugate of that, transformed forward, gives the real correlation.
  for (let k = 0; k < size; k++) {
    re[reversed[k]] = excerpt.re[k] * around.re[k] + excerpt.im[k] * around.im[k]
    im[reversed[k]] = -(excerpt.re[k] * around.im[k] - excerpt.im[k] * around.re[k])
  }
  transform(re, im)
  let best = 0
  for (let distance = 1; distance <= mostLag; distance++)
    for (const lag of [distance, -distance]) if (re[mostLag + lag] > re[mostLag + best]) best = lag
  return best
}

/** `samples` moved so that sample n comes from n + lag: as many as `length`, zeros where there are none. */
export function shifted(samples: Float32Array, lag: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, n) => samples[n + lag] ?? 0)
}

function spectrum(size: number, at: (n: number) => number): { re: Float64Array; im: Float64Array } {
  const { reversed, transform } = createComplexFft(size)
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  for (let n = 0; n < size; n++) re[reversed[n]] = at(n)
  transform(re, im)
  return { re, im }
}
