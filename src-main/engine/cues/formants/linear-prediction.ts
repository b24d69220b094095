/**
 * Linear prediction by the autocorrelation method: the Levinson-Durbin recursion, in float32 throughout (see
 * `resample-frame.ts` for why).
 *
 * `lags` [order + 1]; `coefficients` [order], overwritten: a1..a_order of A(z) = 1 + sum a_i z^-i. Returns false for a
 * silent frame.
 * References: [makhoul1975], [markel1976].
 */
export function linearPrediction(lags: Float32Array, coefficients: Float32Array): boolean {
  const order = coefficients.length
  coefficients.fill(0)
  if (lags[0] === 0) return false
  let error = lags[0]
  for (let i = 1; i <= order; i++) {
    let sum = lags[i]
    for (let j = 1; j < i; j++) sum = Math.fround(sum + Math.fround(coefficients[j - 1] * lags[i - j]))
    const reflection = Math.fround(-sum * Math.fround(1 / error))
    // Each coefficient takes in its mirror image: two at a time, both from the values before.
    for (let low = 0, high = i - 2; low <= high; low++, high--) {
      const lowBefore = coefficients[low]
      const highBefore = coefficients[high]
      coefficients[low] = lowBefore + Math.fround(reflection * highBefore)
      coefficients[high] = highBefore + Math.fround(reflection * lowBefore)
    }
    coefficients[i - 1] = reflection
    error = Math.fround(error * Math.fround(1 - Math.fround(reflection * reflection)))
  }
  return true
}
