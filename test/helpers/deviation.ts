/** How far `values` are from `expected`, relative to the largest expected magnitude: worst and mean. */
export function deviation(values: ArrayLike<number>, expected: ArrayLike<number>): { worst: number; mean: number } {
  if (values.length !== expected.length) throw new Error(`${values.length} values, ${expected.length} expected`)
  let largest = 0
  let worst = 0
  let sum = 0
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(values[i] - expected[i])
    largest = Math.max(largest, Math.abs(expected[i]))
    worst = Math.max(worst, difference)
    sum += difference
    if (Number.isNaN(difference)) return { worst: NaN, mean: NaN }
  }
  return { worst: worst / largest, mean: sum / expected.length / largest }
}
