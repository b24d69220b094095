/** @param sorted rising @param share 0..1, interpolated linearly at `share * (n - 1)` as NumPy does; null of nothing */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null
  const at = share * (sorted.length - 1)
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (at - below) * (sorted[above] - sorted[below])
}

/** Null of nothing. */
export function median(values: ArrayLike<number>): number | null {
  return quantileOfSorted(Float64Array.from(values).sort(), 0.5)
}
