/** Softmax in double precision; subtracting the maximum keeps it finite and changes nothing. */
export function softmax(logits: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(logits)
  const max = values.reduce((a, b) => Math.max(a, b), -Infinity)
  const exponentials = values.map(value => Math.exp(value - max))
  const sum = exponentials.reduce((total, value) => total + value, 0)
  return exponentials.map(value => value / sum)
}
