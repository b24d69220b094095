import { binomialTail } from './binomial'

/**
 * Whether one of two judges of the same clips is right more often: the exact test, two-sided. Only clips that one got
 * right and the other wrong count; null where there are none. Clips count as independent. References: [mcnemar1947].
 */
export function mcNemar(onlyFirstRight: number, onlySecondRight: number): number | null {
  const n = onlyFirstRight + onlySecondRight
  if (!(n > 0) || !(onlyFirstRight >= 0) || !(onlySecondRight >= 0)) return null
  return Math.min(1, 2 * binomialTail(Math.max(onlyFirstRight, onlySecondRight), n))
}
