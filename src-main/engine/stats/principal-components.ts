/**
 * Principal components [hotelling1933], exact: the eigenvectors of the covariance of all rows.
 *
 * Conventions: rows are read as often as needed, never held together; variances divide by rows - 1; the largest loading of
 * an axis is positive, so that a picture never flips.
 */
import { symmetricEigen } from './symmetric-eigen'

export interface PrincipalComponents {
  readonly size: number
  readonly count: number
  readonly rows: number
  /** Float64 [size] */
  readonly mean: Float64Array
  /** Float64 [count x size], row-major, orthonormal; the axis of largest variance first */
  readonly axes: Float64Array
  /** Along each axis. Float64 [count] */
  readonly variances: Float64Array
  readonly totalVariance: number
}

type Rows = () => Iterable<Float32Array>

/** @param keep axes at most */
export function principalComponents(rows: Rows, size: number, keep: number): PrincipalComponents {
  const mean = new Float64Array(size)
  let n = 0
  for (const row of rows()) {
    n++
    for (let i = 0; i < size; i++) mean[i] += row[i]
  }
  for (let i = 0; i < size; i++) mean[i] /= n
  const covariance = covarianceOf(rows, mean, Math.max(1, n - 1))
  const { values, vectors } = symmetricEigen(covariance, size)
  const count = Math.min(keep, size)
  let totalVariance = 0
  for (let i = 0; i < size; i++) totalVariance += covariance[i * size + i]
  const axes = vectors.slice(0, count * size)
  for (let axis = 0; axis < count; axis++) turnUp(axes.subarray(axis * size, (axis + 1) * size))
  // Rounding may leave an axis without variance a little below 0.
  const variances = values.slice(0, count).map(value => Math.max(0, value))
  return { size, count, rows: n, mean, axes, variances, totalVariance }
}

/** Where each row lies on the axes. Float32 [rows x count], row-major */
export function project({ size, count, rows: n, mean, axes }: PrincipalComponents, rows: Rows): Float32Array {
  const places = new Float32Array(n * count)
  const centred = new Float64Array(size)
  let at = 0
  for (const row of rows()) {
    for (let i = 0; i < size; i++) centred[i] = row[i] - mean[i]
    for (let axis = 0; axis < count; axis++) {
      let sum = 0
      for (let i = 0, a = axis * size; i < size; i++, a++) sum += centred[i] * axes[a]
      places[at++] = sum
    }
  }
  return places
}

/** Lower half. Float64 [size x size] */
function covarianceOf(rows: Rows, mean: Float64Array, divisor: number): Float64Array {
  const size = mean.length
  const sums = new Float64Array(size * size)
  const centred = new Float64Array(size)
  for (const row of rows()) {
    for (let i = 0; i < size; i++) centred[i] = row[i] - mean[i]
    for (let i = 0; i < size; i++) {
      const own = centred[i]
      for (let j = 0, at = i * size; j <= i; j++, at++) sums[at] += own * centred[j]
    }
  }
  return sums.map(sum => sum / divisor)
}

function turnUp(axis: Float64Array): void {
  let largest = 0
  for (let i = 1; i < axis.length; i++) if (Math.abs(axis[i]) > Math.abs(axis[largest])) largest = i
  if (axis[largest] < 0) for (let i = 0; i < axis.length; i++) axis[i] = -axis[i]
}
