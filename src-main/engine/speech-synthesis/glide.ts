import type { Seconds } from '#engine/base/units'

interface Timed {
  readonly startSec: Seconds
  readonly endSec: Seconds
}

/** Longest reach of a transition before and after the border of two targets. */
export interface Reach {
  readonly beforeSec: Seconds
  readonly afterSec: Seconds
}

/** A parameter of the targets at one moment. */
export type Glide<T> = (value: (target: T) => number) => number

/** Targets never give up more than this share of their length to a transition. */
const MAX_SHARE = 0.45

/**
 * The value of a parameter at a time, gliding along half a cosine from one target to the next around their border.
 * Targets follow one another; where there is a gap, the border is its middle. Before the first and after the last
 * target their values hold.
 */
export function glide<T extends Timed>(
  targets: readonly T[],
  timeSec: Seconds,
  reach: Reach,
  value: (t: T) => number,
): number {
  let index = targets.findIndex((target, i) => timeSec < borderAfter(targets, i, target))
  if (index < 0) index = targets.length - 1
  const here = targets[index]
  const previous = targets[index - 1]
  const next = targets[index + 1]
  if (previous) {
    const border = borderAfter(targets, index - 1, previous)
    const share = shareAcross(timeSec - border, lengths(previous, here, reach))
    if (share < 1) return value(previous) + (value(here) - value(previous)) * share
  }
  if (next) {
    const border = borderAfter(targets, index, here)
    const share = shareAcross(timeSec - border, lengths(here, next, reach))
    return value(here) + (value(next) - value(here)) * share
  }
  return value(here)
}

function borderAfter<T extends Timed>(targets: readonly T[], index: number, target: T): Seconds {
  const next = targets[index + 1]
  return next ? (target.endSec + next.startSec) / 2 : Infinity
}

function lengths(left: Timed, right: Timed, reach: Reach): Reach {
  return {
    beforeSec: Math.min(reach.beforeSec, MAX_SHARE * (left.endSec - left.startSec)),
    afterSec: Math.min(reach.afterSec, MAX_SHARE * (right.endSec - right.startSec)),
  }
}

function shareAcross(offsetSec: Seconds, { beforeSec, afterSec }: Reach): number {
  const progress = (offsetSec + beforeSec) / (beforeSec + afterSec)
  return 0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, Math.max(0, progress)))
}
