/** Points in a space of some dimensions. */
export interface Points {
  /** Float32 [count x size], row-major */
  readonly values: Float32Array
  readonly count: number
  readonly size: number
}

/** Some of the points, in this order. */
export function pick({ values, size }: Points, rows: ArrayLike<number>): Points {
  const picked = new Float32Array(rows.length * size)
  for (let i = 0; i < rows.length; i++) picked.set(values.subarray(rows[i] * size, (rows[i] + 1) * size), i * size)
  return { values: picked, count: rows.length, size }
}

/** Squared Euclidean distance of a point of `a` to one of `b`, which have the same dimensions. */
export function squaredDistance(a: Points, i: number, b: Points, j: number): number {
  let sum = 0
  for (let k = 0, at = i * a.size, to = j * b.size; k < a.size; k++, at++, to++)
    sum += (a.values[at] - b.values[to]) ** 2
  return sum
}
