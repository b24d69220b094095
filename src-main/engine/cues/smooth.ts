/**
 * openSMILE's moving averages over three rows (suffixes `sma3`, `sma3nz`), in float32.
 *
 * Conventions: `rows` values come out, also where fewer or more went in; beyond either end the outermost value repeats.
 */

/** (middle + before + after) / 3. */
export function smoothPlain(values: Float32Array, rows: number): Float32Array {
  const last = values.length - 1
  const smoothed = new Float32Array(last < 0 ? 0 : rows)
  for (let row = 0; row < smoothed.length; row++) {
    const sum = Math.fround(values[Math.min(row, last)] + values[Math.min(Math.max(row - 1, 0), last)])
    smoothed[row] = Math.fround(sum + values[Math.min(row + 1, last)]) / 3
  }
  return smoothed
}

/** Mean of the three that are not exactly 0; where the middle is 0 ("no value here"), 0. */
export function smoothNonZero(values: Float32Array, rows: number): Float32Array {
  const last = values.length - 1
  const smoothed = new Float32Array(last < 0 ? 0 : rows)
  for (let row = 0; row < smoothed.length; row++) {
    const middle = values[Math.min(row, last)]
    if (middle === 0) continue
    const before = values[Math.min(Math.max(row - 1, 0), last)]
    const after = values[Math.min(row + 1, last)]
    const count = 1 + (before === 0 ? 0 : 1) + (after === 0 ? 0 : 1)
    smoothed[row] = Math.fround(Math.fround(middle + before) + after) / count
  }
  return smoothed
}

/** The same where each row is computed as if the track ended there: its right neighbour is itself. */
export function smoothAsItEnds(values: Float32Array, rows: number): Float32Array {
  return Float32Array.from({ length: rows }, (_, row) => smoothNonZero(values.subarray(0, row + 1), row + 1)[row])
}

/**
 * The same for tracks of which openSMILE learned that the clip had ended when only `mergedFrames` frames were decided:
 * it fills rows mergedFrames - 1 and mergedFrames as if the track ended there, then goes on as usual.
 */
export function smoothMerged(values: Float32Array, rows: number, mergedFrames: number): Float32Array {
  const smoothed = smoothNonZero(values, rows)
  if (mergedFrames === 0) return smoothed
  const asIfEnded = smoothNonZero(values.subarray(0, mergedFrames), mergedFrames + 1)
  for (const row of [mergedFrames - 1, mergedFrames]) if (row < rows) smoothed[row] = asIfEnded[row]
  return smoothed
}
