/**
 * How far two groups differ, freed of the unit.
 *
 * Conventions: positive where `a` is the higher; what is no finite number is left out; null where a group is too small
 * or nothing varies.
 * References: [hedges1985].
 */
import { finiteOf } from './finite'
import { mean, variance } from './moments'
import { logGamma } from './special-functions'

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
