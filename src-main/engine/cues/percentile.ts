/** Linear interpolation at p * (n - 1) of sorted values. `p`: 0..1; `sorted` holds at least one value. */
export function percentile(sorted: ArrayLike<number>, p: number): number {
  const position = p * (sorted.length - 1)
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (position - below) * (sorted[above] - sorted[below])
}
