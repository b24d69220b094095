import { spearman } from './ranks'
import { studentTwoSided } from './special-functions'

export interface RankCorrelation {
  readonly rho: number
  /** Two-sided, by Student's t; null below three pairs. */
  readonly p: number | null
  /** Pairs that count: those of two finite numbers. */
  readonly n: number
}

/** Null below two pairs, and where one side does not vary. References: [spearman1904]. */
export function spearmanTest(a: ArrayLike<number | null>, b: ArrayLike<number | null>): RankCorrelation | null {
  const pairs = Array.from({ length: Math.min(a.length, b.length) }, (_, i) => [a[i], b[i]]).filter(
    (pair): pair is [number, number] => pair.every(value => value !== null && Number.isFinite(value)),
  )
  const n = pairs.length
  const rho = spearman(
    pairs.map(([x]) => x),
    pairs.map(([, y]) => y),
  )
  if (rho === null) return null
  const t = rho * Math.sqrt((n - 2) / Math.max(0, (1 + rho) * (1 - rho)))
  return { rho, p: n < 3 ? null : Math.abs(rho) >= 1 ? 0 : studentTwoSided(t, n - 2), n }
}
