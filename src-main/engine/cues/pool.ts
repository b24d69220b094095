import type { CueStatistics } from '#contracts/cue'
import type { Seconds } from '#engine/base/units'
import type { MeasurableCue } from './cue-definitions'
import type { CueTrack, CueTracks } from './cue-tracks'
import { percentile } from './percentile'
import type { Region } from './region'
import { rowRanges } from './row-ranges'

/** Null: not measurable there. A `CueVector` of the contract, where no other cues were asked for. */
export type PooledCues = Partial<Record<MeasurableCue, CueStatistics | null>>

/**
 * Sums up each cue over the frames whose middle lies in one of the regions (start inclusive, end exclusive; a frame in two
 * regions counts once), or over all frames.
 *
 * Conventions: rows without a value (no voice) are left out; a cue without any is null. `sd` divides by the number of
 * frames; percentiles interpolate linearly at p * (frames - 1); `range` is p80 - p20, as in eGeMAPS: octave errors
 * of the pitch would decide the distance between the extremes.
 */
export function poolCues({ hopSec, tracks }: CueTracks, regions: readonly Region[] | 'all'): PooledCues {
  const vector: PooledCues = {}
  for (const track of tracks) vector[track.key] = statistics(valuesWithin(track, hopSec, regions))
  return vector
}

function valuesWithin(
  { values, middleSec }: CueTrack,
  hopSec: Seconds,
  regions: readonly Region[] | 'all',
): Float64Array {
  const measured = rowsWithin(values.length, hopSec, middleSec, regions).filter(row => !Number.isNaN(values[row]))
  return Float64Array.from(measured, row => values[row])
}

/** Rows whose middle lies in one of the regions, rising. */
export function rowsWithin(
  rows: number,
  hopSec: Seconds,
  middleSec: Seconds,
  regions: readonly Region[] | 'all',
): number[] {
  return rowRanges(rows, hopSec, middleSec, regions).flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, i) => from + i),
  )
}

function statistics(values: Float64Array): CueStatistics | null {
  if (values.length === 0) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  const sorted = values.toSorted()
  const [p20, p50, p80] = [0.2, 0.5, 0.8].map(p => percentile(sorted, p))
  return { mean, sd: Math.sqrt(variance), p20, p50, p80, range: p80 - p20, frames: values.length }
}
