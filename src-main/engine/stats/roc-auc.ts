/**
 * Area under the ROC curve: the probability that a positive scores above a negative, ties counting half.
 *
 * Conventions: pairs whose score is no finite number are left out; null where one class is missing.
 * References: [hanley1982], [delong1988], [sun2014] (in n log n by ranks).
 */
import type { Interval } from './interval'
import { mean, variance } from './moments'
import { ranksOf } from './ranks'
import { normalQuantile } from './special-functions'

export function rocAuc(scores: ArrayLike<number | null>, isPositive: ArrayLike<boolean>): number | null {
  const [positive, negative] = split(scores, isPositive)
  return positive.length === 0 || negative.length === 0 ? null : mean(placements(positive, negative))
}

/**
 * Clips taken as independent; where speakers matter, resample them (`bootstrap.ts`). Null where the classes are parted
 * without an overlap: the variance can't be estimated then.
 */
export function delongInterval(
  scores: ArrayLike<number | null>,
  isPositive: ArrayLike<boolean>,
  level = 0.95,
): Interval | null {
  const [positive, negative] = split(scores, isPositive)
  if (positive.length < 2 || negative.length < 2) return null
  const ofPositive = placements(positive, negative)
  const ofNegative = placements(negative, positive)
  const squared = variance(ofPositive)! / positive.length + variance(ofNegative)! / negative.length
  if (!(squared > 0)) return null
  const [area, half] = [mean(ofPositive)!, normalQuantile(0.5 + level / 2) * Math.sqrt(squared)]
  return { low: Math.max(0, area - half), high: Math.min(1, area + half) }
}

function split(scores: ArrayLike<number | null>, isPositive: ArrayLike<boolean>): [Float64Array, Float64Array] {
  const classes: [number[], number[]] = [[], []]
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]
    if (score !== null && Number.isFinite(score)) classes[isPositive[i] ? 0 : 1].push(score)
  }
  return [Float64Array.from(classes[0]), Float64Array.from(classes[1])]
}

/** For each of `own`, the share of `others` that lies below it: its rank among all less its rank among its own. */
function placements(own: Float64Array, others: Float64Array): Float64Array {
  const all = new Float64Array(own.length + others.length)
  all.set(own)
  all.set(others, own.length)
  const [among, within] = [ranksOf(all), ranksOf(own)]
  return own.map((_, i) => (among[i] - within[i]) / others.length)
}
