import type { Named } from './named'

/** Arithmetic mean; nothing: 0. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return values.length === 0 ? 0 : sum / values.length
}

/** Divided by the number of values; nothing: 0. */
export function standardDeviation(values: ArrayLike<number>): number {
  const middle = mean(values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i] - middle) ** 2
  return values.length === 0 ? 0 : Math.sqrt(sum / values.length)
}

/** `amean` and `stddevNorm`, the standard deviation over the mean (signed; over 1 where the mean is 0). */
export function moments(prefix: string, values: ArrayLike<number>): Named[] {
  const middle = mean(values)
  return [
    [`${prefix}_amean`, middle],
    [`${prefix}_stddevNorm`, standardDeviation(values) / (middle === 0 ? 1 : middle)],
  ]
}
