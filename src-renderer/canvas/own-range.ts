/** Lowest and highest level of a picture. */
export interface LevelRange {
  readonly floor: number
  readonly ceiling: number
}

const ranges = new WeakMap<Float32Array, LevelRange>()
/** Pauses and the odd silent bin must not use up the colours. */
const LOW_SHARE = 0.05

/** From the 5th percentile to the highest level of one picture. */
export function ownRange(data: Float32Array): LevelRange {
  const known = ranges.get(data)
  if (known) return known
  const sorted = data.slice().sort()
  const ceiling = sorted[sorted.length - 1] ?? 0
  const low = sorted[Math.floor(LOW_SHARE * sorted.length)] ?? -1
  const range = { floor: low < ceiling ? low : ceiling - 1, ceiling }
  ranges.set(data, range)
  return range
}
