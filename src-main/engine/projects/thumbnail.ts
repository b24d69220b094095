import type { NamedArray } from '#contracts/arrays'
import { quantileOfSorted } from '#engine/stats/quantile'

/** Cells of a thumbnail: as many as 100 px show. */
export const thumbnailSize = { rows: 16, columns: 64 } as const

/** What of a picture's dynamic range is shown: below, recordings differ by their noise only. */
const FLOOR_SHARE = 0.2

/**
 * A clip small enough for a line of a table: its log-Mel spectrogram and what of it the decision rests on.
 * @param map of the method and label shown; null: it is not stored
 * @param profile that map's positive part over time, which is always stored; null: nothing was explained
 * @returns [2, rows, columns]: levels 0..1, and relevance -1..1 of its own greatest magnitude
 */
export function thumbnailOf(logMel: NamedArray, map: NamedArray | null, profile: Float32Array | null): NamedArray {
  const { rows, columns } = thumbnailSize
  const [mels, frames] = logMel.shape
  const levels = shrink(logMel.data, mels, frames)
  const [floor, ceiling] = [
    quantileOfSorted(levels.toSorted(), FLOOR_SHARE) ?? 0,
    levels.reduce((a, b) => Math.max(a, b), -Infinity),
  ]
  const data = new Float32Array(2 * rows * columns)
  levels.forEach((level, i) => (data[i] = ceiling > floor ? Math.max(0, (level - floor) / (ceiling - floor)) : 0))
  const relevance =
    map !== null
      ? shrink(map.data, map.shape[0], map.shape[1])
      : profile !== null && profile.length > 0
        ? overBands(shrinkRow(profile, columns))
        : new Float32Array(rows * columns)
  const limit = relevance.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  relevance.forEach((value, i) => (data[rows * columns + i] = limit > 0 ? value / limit : 0))
  return { shape: [2, rows, columns], data, meta: { from: map !== null ? 'map' : profile !== null ? 'profile' : null } }
}

/** Means over blocks; row 0 the lowest band. */
function shrink(data: Float32Array, mels: number, frames: number): Float32Array {
  const { rows, columns } = thumbnailSize
  const out = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const bands = span(row, rows, mels)
    for (let column = 0; column < columns; column++) {
      const [from, to] = span(column, columns, frames)
      let sum = 0
      for (let band = bands[0]; band < bands[1]; band++)
        for (let frame = from; frame < to; frame++) sum += data[band * frames + frame]
      out[row * columns + column] = sum / ((bands[1] - bands[0]) * (to - from))
    }
  }
  return out
}

function shrinkRow(values: Float32Array, columns: number): Float32Array {
  return Float32Array.from({ length: columns }, (_, column) => {
    const [from, to] = span(column, columns, values.length)
    return values.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from)
  })
}

/** Of fewer cells than wanted each is shown more than once. */
function span(place: number, places: number, cells: number): [from: number, to: number] {
  const from = Math.floor((place * cells) / places)
  return [from, Math.max(from + 1, Math.floor(((place + 1) * cells) / places))]
}

function overBands(row: Float32Array): Float32Array {
  const { rows, columns } = thumbnailSize
  return Float32Array.from({ length: rows * columns }, (_, i) => row[i % columns])
}
