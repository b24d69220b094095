export type WindowShape = 'hann' | 'hamming' | 'rectangular'

const cosineWeight: Record<WindowShape, number> = { hann: 0.5, hamming: 0.46, rectangular: 0 }

/** A periodic (DFT-even) window, as scipy.signal.get_window gives it: one sample of the symmetric one is left out. */
export function periodicWindow(shape: WindowShape, length: number): Float64Array {
  const weight = cosineWeight[shape]
  return Float64Array.from({ length }, (_, n) => 1 - weight - weight * Math.cos((2 * Math.PI * n) / length))
}

/** Modified Bessel function of the first kind, order 0: sum over k of ((x / 2)^k / k!)^2. */
export function besselI0(x: number): number {
  const quarter = (x * x) / 4
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k)
    sum += term
  }
  return sum
}
