import type { Segment } from '#contracts/segment'
import { ranksOf } from '#engine/stats/ranks'

type Stretch = Pick<Segment, 'startSec' | 'endSec'>

/** Two methods' time profiles as one: the mean of their ranks, 0 to 1, so that neither decides by its scale. */
export function rankAverage(a: Float64Array, b: Float64Array): Float64Array {
  const highest = Math.max(1, a.length - 1)
  const [ranksA, ranksB] = [ranksOf(a), ranksOf(b)]
  return ranksA.map((rank, frame) => (rank + ranksB[frame]) / 2 / highest)
}

/** Intersection over union, in time, of two sets of windows; null where both are empty. Windows of a set don't overlap. */
export function timeOverlap(a: readonly Stretch[], b: readonly Stretch[]): number | null {
  const lengthOf = (stretches: readonly Stretch[]): number =>
    stretches.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0)
  let shared = 0
  for (const one of a)
    for (const other of b)
      shared += Math.max(0, Math.min(one.endSec, other.endSec) - Math.max(one.startSec, other.startSec))
  const union = lengthOf(a) + lengthOf(b) - shared
  return union > 0 ? shared / union : null
}
