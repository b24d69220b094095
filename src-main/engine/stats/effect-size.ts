/**
 * How far two groups differ, freed of the unit.
 *
 * Conventions: positive where `a` is the higher; what is no finite number is left out; null where a group is too small
 * or nothing varies.
 * References: [hedges1985], [cliff1993], [kerby2014].
 */
import { finiteOf } from './finite'
import { mean, variance } from './moments'
import { logGamma } from './special-functions'
import { ranksOf } from './ranks'

/** Difference of the means in pooled standard deviations. */
export function cohensD(a: ArrayLike<number | null>, b: ArrayLike<number | null>): number | null {
  const [x, y] = [finiteOf(a), finiteOf(b)]
  if (x.length < 2 || y.length < 2) return null
  const pooled = ((x.length - 1) * variance(x)! + (y.length - 1) * variance(y)!) / (x.length + y.length - 2)
  return pooled > 0 ? (mean(x)! - mean(y)!) / Math.sqrt(pooled) : null
}

/** Cohen's d without its bias in small groups: by the exact factor, not its approximation. */
export function hedgesG(a: ArrayLike<number | null>, b: ArrayLike<number | null>): number | null {
  const d = cohensD(a, b)
  if (d === null) return null
  const degrees = finiteOf(a).length + finiteOf(b).length - 2
  return d * Math.exp(logGamma(degrees / 2) - logGamma((degrees - 1) / 2) - 0.5 * Math.log(degrees / 2))
}

/**
 * Probability that one of `a` is above one of `b`, less the reverse, -1..1. Of two independent groups this is the
 * rank-biserial correlation too.
 */
export function cliffsDelta(a: ArrayLike<number | null>, b: ArrayLike<number | null>): number | null {
  const [x, y] = [finiteOf(a), finiteOf(b)]
  if (x.length === 0 || y.length === 0) return null
  const all = new Float64Array(x.length + y.length)
  all.set(x)
  all.set(y, x.length)
  const rankSum = ranksOf(all)
    .subarray(0, x.length)
    .reduce((sum, rank) => sum + rank, 0)
  return (2 * (rankSum - (x.length * (x.length - 1)) / 2)) / (x.length * y.length) - 1
}

/** Rank-biserial correlation of pairs (Wilcoxon): positive ranks less negative ones over all; differences of 0 are left out. */
export function pairedRankBiserial(differences: ArrayLike<number | null>): number | null {
  const values = finiteOf(differences).filter(value => value !== 0)
  if (values.length === 0) return null
  const ranks = ranksOf(values.map(Math.abs))
  const signed = values.reduce((sum, value, i) => sum + Math.sign(value) * (ranks[i] + 1), 0)
  return signed / ((values.length * (values.length + 1)) / 2)
}
