import { negative, positive, type LinearRule } from '#engine/saliency/lrp/rule'

/** αβ [bach2015]: contributions that raise the output get α, those that lower it −β of the relevance; α − β = 1. */
export function alphaBeta(alpha: number, beta: number): LinearRule {
  return {
    name: `alpha-beta ${alpha} ${beta}`,
    flows: [
      {
        share: alpha,
        terms: [
          { input: 'a+', weight: positive },
          { input: 'a-', weight: negative },
        ],
        bias: positive,
        denominator: 'positive',
      },
      {
        share: -beta,
        terms: [
          { input: 'a+', weight: negative },
          { input: 'a-', weight: positive },
        ],
        bias: negative,
        denominator: 'negative',
      },
    ],
  }
}
