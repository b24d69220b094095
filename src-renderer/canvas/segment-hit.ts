import type { Segment } from '#contracts/segment'

/** The segment that holds a time; its end belongs to what follows. */
export function segmentAt(segments: readonly Segment[], sec: number): Segment | null {
  return segments.find(segment => sec >= segment.startSec && sec < segment.endSec) ?? null
}

/** The same place in the clip, whatever its rank: two explanations may have it. */
export function isSameSegment(one: Segment, other: Segment | null): boolean {
  return one.startSec === other?.startSec && one.endSec === other.endSec
}

/** What is looped when nothing more is said: the segment that holds the time, else the one that counts most. */
export function loopedByKey(segments: readonly Segment[], sec: number): Segment | null {
  return segmentAt(segments, sec) ?? [...segments].sort((a, b) => a.rank - b.rank)[0] ?? null
}

/** By time, not by rank: the order in which one hears them. */
export function inTimeOrder(segments: readonly Segment[]): Segment[] {
  return [...segments].sort((a, b) => a.startSec - b.startSec)
}

/** A neighbour in time of where the cursor is; wraps around. Null only when there are none. */
export function neighbour(segments: readonly Segment[], sec: number, direction: 1 | -1): Segment | null {
  const ordered = inTimeOrder(segments)
  if (ordered.length === 0) return null
  const tolerance = 1e-4
  if (direction === 1) return ordered.find(segment => segment.startSec > sec + tolerance) ?? ordered[0]
  return [...ordered].reverse().find(segment => segment.startSec < sec - tolerance) ?? ordered[ordered.length - 1]
}
