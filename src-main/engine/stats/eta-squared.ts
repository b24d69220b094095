import { finiteOf } from './finite'
import { mean } from './moments'

/**
 * Share of the variance that the groups explain, 0..1. Null below two groups with a value, where each group has but one,
 * or where nothing varies. What is no finite number is left out. References: [cohen1988].
 */
export function etaSquared(groups: readonly ArrayLike<number | null>[]): number | null {
  const filled = groups.map(finiteOf).filter(group => group.length > 0)
  const all = filled.flatMap(group => [...group])
  if (filled.length < 2 || all.length <= filled.length) return null
  const grand = mean(all)!
  const between = filled.reduce((sum, group) => sum + group.length * (mean(group)! - grand) ** 2, 0)
  const total = all.reduce((sum, value) => sum + (value - grand) ** 2, 0)
  return total > 0 ? Math.min(1, between / total) : null
}

/** Eta squared less what chance alone gives so many groups: negative values mean none. References: [kelley1935]. */
export function epsilonSquared(groups: readonly ArrayLike<number | null>[]): number | null {
  const eta = etaSquared(groups)
  if (eta === null) return null
  const sizes = groups.map(group => finiteOf(group).length).filter(size => size > 0)
  const n = sizes.reduce((sum, size) => sum + size, 0)
  return 1 - ((1 - eta) * (n - 1)) / (n - sizes.length)
}
