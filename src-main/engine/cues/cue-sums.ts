import type { Seconds } from '#engine/base/units'
import type { CueTrack, CueTracks } from './cue-tracks'
import type { Region } from './region'
import { rowRanges, type RowRange } from './row-ranges'

/** Mean and standard deviation of every cue over the same regions, in the tracks' order; NaN where it has no value there. */
export interface RegionFigures {
  /** [cues] */
  readonly mean: readonly number[]
  /** [cues] */
  readonly sd: readonly number[]
}

/** Of a track, its values and where they lie. */
type Values = Pick<CueTrack, 'values' | 'middleSec'>
type Summable = Pick<CueTracks, 'hopSec'> & { readonly tracks: readonly Values[] }

/** Sums over the first so many rows; a range's sum is a difference of two. Float64 [rows + 1] each */
interface TrackSums {
  readonly rows: number
  readonly middleSec: Seconds
  /** What the values are counted from: sums of squares of large values would lose the digits in which they differ. */
  readonly origin: number
  readonly count: Float64Array
  readonly sum: Float64Array
  readonly squares: Float64Array
}

/**
 * What `poolCues` says of mean and standard deviation, for hundreds of sets of regions of one clip: the sums are made once,
 * then a region costs the same however long it is.
 */
export function createCueSums({ hopSec, tracks }: Summable): (regions: readonly Region[]) => RegionFigures {
  const all = tracks.map(trackSums)
  return regions => {
    const [mean, sd]: number[][] = [[], []]
    let before: TrackSums | null = null
    let ranges: readonly RowRange[] = []
    for (const sums of all) {
      // Tracks of the same frames, which mostly follow each other, have the same rows in a region.
      if (before?.rows !== sums.rows || before.middleSec !== sums.middleSec)
        ranges = rowRanges(sums.rows, hopSec, sums.middleSec, regions)
      before = sums
      addFigures(sums, ranges, mean, sd)
    }
    return { mean, sd }
  }
}

function trackSums({ values, middleSec }: Values): TrackSums {
  const rows = values.length
  const [count, sum, squares] = [new Float64Array(rows + 1), new Float64Array(rows + 1), new Float64Array(rows + 1)]
  const origin = meanOf(values)
  for (let row = 0; row < rows; row++) {
    const isMeasured = !Number.isNaN(values[row])
    const offset = isMeasured ? values[row] - origin : 0
    count[row + 1] = count[row] + Number(isMeasured)
    sum[row + 1] = sum[row] + offset
    squares[row + 1] = squares[row] + offset * offset
  }
  return { rows, middleSec, origin, count, sum, squares }
}

function addFigures(
  { origin, count, sum, squares }: TrackSums,
  ranges: readonly RowRange[],
  mean: number[],
  sd: number[],
): void {
  let n = 0
  let total = 0
  let totalSquares = 0
  for (const { from, to } of ranges) {
    n += count[to] - count[from]
    total += sum[to] - sum[from]
    totalSquares += squares[to] - squares[from]
  }
  const offset = total / n
  mean.push(origin + offset)
  // A single value does not vary; rounding would say it did.
  sd.push(n === 1 ? 0 : Math.sqrt(Math.max(0, totalSquares / n - offset * offset)))
}

function meanOf(values: Float32Array): number {
  let [n, sum] = [0, 0]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    sum += value
    n++
  }
  return sum / n
}
