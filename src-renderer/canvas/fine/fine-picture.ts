/** Levels of a tile as pixels: one column a frame, one row a pixel of the pane. */
import { colorTable, levelOf } from '../color-maps'
import type { ColorMapName } from '../color-maps'
import type { Pixels } from '../matrix-image'
import { hzOnAxis } from './frequency-axis'
import type { FrequencyAxis } from './frequency-axis'

/** Which bins a row shows: the highest of `first..last`, or a mix of two where it lies between them. */
export interface RowBins {
  readonly first: Int32Array
  readonly last: Int32Array
  /** Of bin `first + 1`, 0..1; used where first === last. */
  readonly share: Float32Array
}

/** Row 0 is the top. */
export function rowBins(axis: FrequencyAxis, rows: number, bins: number, sampleRateHz: number): RowBins {
  const perHz = (2 * (bins - 1)) / sampleRateHz
  const [first, last, share] = [new Int32Array(rows), new Int32Array(rows), new Float32Array(rows)]
  for (let row = 0; row < rows; row++) {
    const [top, middle, bottom] = [0, 0.5, 1].map(part => hzOnAxis(axis, 1 - (row + part) / rows) * perHz)
    // Its lower border is a row's own, its upper one the next row's.
    const [low, high] = [Math.ceil(bottom), Math.ceil(top) - 1]
    const isBetween = high <= low
    first[row] = Math.max(0, Math.min(bins - 1, isBetween ? Math.floor(middle) : low))
    last[row] = isBetween ? first[row] : Math.min(bins - 1, high)
    share[row] = isBetween && first[row] < bins - 1 ? Math.max(0, middle - first[row]) : 0
  }
  return { first, last, share }
}

/** A peak must not vanish where many bins share a row: the highest of them counts. */
export function rowLevel(levels: Float32Array, at: number, { first, last, share }: RowBins, row: number): number {
  if (first[row] === last[row]) {
    const below = levels[at + first[row]]
    return share[row] === 0 ? below : below + share[row] * (levels[at + first[row] + 1] - below)
  }
  let most = -Infinity
  for (let bin = first[row]; bin <= last[row]; bin++) most = Math.max(most, levels[at + bin])
  return most
}

/** `levels` is Float32 [frames x bins]. */
export function finePixels(
  levels: Float32Array,
  bins: number,
  rows: RowBins,
  { map, floorDb, ceilingDb }: { map: ColorMapName; floorDb: number; ceilingDb: number },
): Pixels {
  const [width, height, table] = [levels.length / bins, rows.first.length, colorTable(map)]
  const rgba = new Uint8ClampedArray(width * height * 4)
  for (let row = 0; row < height; row++) {
    for (let frame = 0; frame < width; frame++) {
      const level = 3 * levelOf(rowLevel(levels, frame * bins, rows, row), floorDb, ceilingDb)
      const at = 4 * (row * width + frame)
      rgba[at] = table[level]
      rgba[at + 1] = table[level + 1]
      rgba[at + 2] = table[level + 2]
      rgba[at + 3] = 255
    }
  }
  return { width, height, rgba }
}
