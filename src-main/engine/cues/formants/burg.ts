/**
 * Linear prediction by Burg's method: each reflection coefficient makes the forward and the backward prediction error
 * least together, so the filter is stable whatever the signal.
 *
 * `signal` is used up: it and `backward` [as long] hold the prediction errors afterwards. `coefficients` [order],
 * overwritten: a1..a_order of A(z) = 1 + sum a_i z^-i. Returns false for a silent frame.
 * References: [burg1975], [makhoul1975].
 */
export function burgPrediction(signal: Float64Array, backward: Float64Array, coefficients: Float64Array): boolean {
  const order = coefficients.length
  const last = signal.length - 1
  coefficients.fill(0)
  backward.set(signal)
  let product = 0
  let energy = 0
  for (let n = 1; n <= last; n++) {
    product += signal[n] * signal[n - 1]
    energy += signal[n] * signal[n] + signal[n - 1] * signal[n - 1]
  }
  for (let m = 0; m < order; m++) {
    if (energy === 0) return m > 0
    const reflection = (-2 * product) / energy
    for (let i = 0, j = m - 1; i <= j; i++, j--) {
      const low = coefficients[i]
      const high = coefficients[j]
      coefficients[i] = low + reflection * high
      coefficients[j] = high + reflection * low
    }
    coefficients[m] = reflection
    // The next sums are taken while the errors are written: one pass for two.
    product = 0
    energy = 0
    let before = backward[m]
    let renewed = before + reflection * signal[m + 1]
    before = backward[m + 1]
    signal[m + 1] += reflection * backward[m]
    backward[m + 1] = renewed
    for (let n = m + 2; n <= last; n++) {
      const forward = signal[n] + reflection * before
      product += forward * renewed
      energy += forward * forward + renewed * renewed
      renewed = before + reflection * signal[n]
      before = backward[n]
      signal[n] = forward
      backward[n] = renewed
    }
  }
  return true
}
