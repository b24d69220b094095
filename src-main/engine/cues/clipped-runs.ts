import type { Hertz, Seconds } from '#engine/base/units'
import type { Region } from './region'

/** Samples in a row at full scale. */
export interface ClippedRun {
  readonly startSec: Seconds
  readonly endSec: Seconds
}

/** The highest value of 16-bit samples; float files go on to 1. */
const fullScale = 32767 / 32768
const fewestInARow = 3

/** Three or more samples in a row at or beyond full scale. Samples as decoded: resampling rounds the corners off. */
export function findClippedRuns(samples: Float32Array, sampleRateHz: Hertz): ClippedRun[] {
  const runs: ClippedRun[] = []
  for (let start = 0; start < samples.length; start++) {
    if (Math.abs(samples[start]) < fullScale) continue
    let end = start + 1
    while (end < samples.length && Math.abs(samples[end]) >= fullScale) end++
    if (end - start >= fewestInARow) runs.push({ startSec: start / sampleRateHz, endSec: end / sampleRateHz })
    start = end
  }
  return runs
}

/** Share of the regions' time that lies in runs, 0..1; regions that overlap count for themselves. */
export function clippedShare(
  runs: readonly ClippedRun[],
  durationSec: Seconds,
  regions: readonly Region[] | 'all',
): number {
  const parts = regions === 'all' ? [{ startSec: 0, endSec: durationSec }] : regions
  let clippedSec = 0
  let lengthSec = 0
  for (const { startSec, endSec } of parts) {
    lengthSec += endSec - startSec
    for (const run of runs) {
      clippedSec += Math.max(0, Math.min(endSec, run.endSec) - Math.max(startSec, run.startSec))
    }
  }
  return lengthSec > 0 ? clippedSec / lengthSec : 0
}
