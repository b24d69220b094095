/** Softmax in double precision; subtracting the maximum keeps it finite and changes nothing. */
export function softmax(logits: ArrayLike<number>): Float64Array {
  const values = new Float64Array(logits.length)
  let max = -Infinity
  for (let i = 0; i < values.length; i++) max = Math.max(max, logits[i])
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] = Math.exp(logits[i] - max)
  for (let i = 0; i < values.length; i++) values[i] /= sum
  return values
}
