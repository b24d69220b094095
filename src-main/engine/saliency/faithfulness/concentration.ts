/** Gini coefficient of the magnitudes: 0 spread evenly, near 1 all in few bins; null for a map of zeros. */
export function sparseness(values: ArrayLike<number>): number | null {
  const sorted = Float64Array.from(values, Math.abs).sort()
  const sum = sorted.reduce((total, value) => total + value, 0)
  if (sum === 0) return null
  const n = sorted.length
  return sorted.reduce((total, value, i) => total + (2 * (i + 1) - n - 1) * value, 0) / (n * sum)
}

/** Entropy of the magnitudes' shares, in nats: low means few bins tell it all; null for a map of zeros. */
export function complexity(values: ArrayLike<number>): number | null {
  const magnitudes = Float64Array.from(values, Math.abs)
  const sum = magnitudes.reduce((total, value) => total + value, 0)
  if (sum === 0) return null
  return magnitudes.reduce((total, value) => (value > 0 ? total - (value / sum) * Math.log(value / sum) : total), 0)
}
