import { incompleteBeta } from './special-functions'

/** Probability of at least so many successes in n trials. @param share probability of one @default 0.5 */
export function binomialTail(successes: number, n: number, share = 0.5): number {
  if (successes <= 0) return 1
  if (successes > n) return 0
  return incompleteBeta(successes, n - successes + 1, share)
}
