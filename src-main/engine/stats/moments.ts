/** Null of nothing. */
export function mean(values: ArrayLike<number>): number | null {
  if (values.length === 0) return null
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum / values.length
}

/** Of a sample: divided by n - 1; null below two values. */
export function variance(values: ArrayLike<number>): number | null {
  if (values.length < 2) return null
  const centre = mean(values)!
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += (values[i] - centre) ** 2
  return squares / (values.length - 1)
}

/** Of a sample: divided by n - 1; null below two values. */
export function standardDeviation(values: ArrayLike<number>): number | null {
  const squared = variance(values)
  return squared === null ? null : Math.sqrt(squared)
}
