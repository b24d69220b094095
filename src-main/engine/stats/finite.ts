/** The values that are finite numbers, in order: whatever else stands there counts as missing. */
export function finiteOf(values: ArrayLike<number | null>): Float64Array {
  const kept = new Float64Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (value !== null && Number.isFinite(value)) kept[count++] = value
  }
  return kept.slice(0, count)
}

/** A number that may be shown or stored: null instead of NaN or infinity. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
