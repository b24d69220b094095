import { chiSquaredTail } from './special-functions'
import { binomialTail } from './binomial'

/**
 * Whether one of two judges of the same clips is right more often. Only clips that one got right and the other wrong
 * count; null where there are none. Exact below 25 of them, else chi squared with continuity correction.
 * References: [mcnemar1947].
 */
export function mcNemar(onlyFirstRight: number, onlySecondRight: number): number | null {
  const n = onlyFirstRight + onlySecondRight
  if (!(n > 0) || !(onlyFirstRight >= 0) || !(onlySecondRight >= 0)) return null
  if (n < 25) return Math.min(1, 2 * binomialTail(Math.max(onlyFirstRight, onlySecondRight), n))
  const difference = Math.max(0, Math.abs(onlyFirstRight - onlySecondRight) - 1)
  return chiSquaredTail((difference * difference) / n, 1)
}
