import type { Region } from '#engine/cues/region'

/** What the stretches cover together, in order of time. */
export function withoutOverlap(stretches: readonly Region[]): Region[] {
  const merged: Region[] = []
  for (const { startSec, endSec } of stretches.toSorted((a, b) => a.startSec - b.startSec)) {
    const last = merged[merged.length - 1]
    if (last !== undefined && startSec < last.endSec)
      merged[merged.length - 1] = { startSec: last.startSec, endSec: Math.max(last.endSec, endSec) }
    else merged.push({ startSec, endSec })
  }
  return merged
}
