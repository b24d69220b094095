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
  coefficients.fill(0)
  backward.set(signal)
  for (let m = 0; m < order; m++) {
    let product = 0
    let energy = 0
    for (let n = m + 1; n < signal.length; n++) {
      product += signal[n] * backward[n - 1]
      energy += signal[n] * signal[n] + backward[n - 1] * backward[n - 1]
    }
    if (energy === 0) return m > 0
    const reflection = (-2 * product) / energy
    for (let n = signal.length - 1; n > m; n--) {
      const forward = signal[n]
      const back = backward[n - 1]
      signal[n] = forward + reflection * back
      backward[n] = back + reflection * forward
    }
    for (let i = 0, j = m - 1; i <= j; i++, j--) {
      const low = coefficients[i]
      const high = coefficients[j]
      coefficients[i] = low + reflection * high
      coefficients[j] = high + reflection * low
    }
    coefficients[m] = reflection
  }
  return true
}
