/**
 * Linear prediction by the autocorrelation method and the Levinson-Durbin recursion, in float32 throughout (see
 * `resample-frame.ts` for why).
 *
 * `coefficients` [order], overwritten: a1..a_order of A(z) = 1 + sum a_i z^-i. Returns false for a silent frame.
 * References: [makhoul1975], [markel1976].
 */
export function linearPrediction(signal: Float32Array, coefficients: Float32Array): boolean {
  const order = coefficients.length
  const lags = Float32Array.from({ length: order + 1 }, (_, lag) => autocorrelation(signal, lag))
  coefficients.fill(0)
  if (lags[0] === 0) return false
  let error = lags[0]
  for (let i = 1; i <= order; i++) {
    let sum = lags[i]
    for (let j = 1; j < i; j++) sum = Math.fround(sum + Math.fround(coefficients[j - 1] * lags[i - j]))
    const reflection = Math.fround(-sum * Math.fround(1 / error))
    const before = coefficients.slice(0, i - 1)
    for (let j = 1; j < i; j++) coefficients[j - 1] = before[j - 1] + Math.fround(reflection * before[i - j - 1])
    coefficients[i - 1] = reflection
    error = Math.fround(error * Math.fround(1 - Math.fround(reflection * reflection)))
  }
  return true
}

function autocorrelation(signal: Float32Array, lag: number): number {
  let sum = 0
  for (let n = lag; n < signal.length; n++) sum = Math.fround(sum + Math.fround(signal[n] * signal[n - lag]))
  return sum
}
