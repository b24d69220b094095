/**
 * Rules of layer-wise relevance propagation for linear layers, as records that linear-step.ts interprets.
 *
 * A rule is a sum of flows. A flow hands `share` times the output's relevance R back to the input a through terms
 * (input part x weight part):
 *
 *   z = sum of sign * W'(a') + b',   s = share * R / stab(z),   R_in = sum of sign * a' ⊙ W'ᵀ s
 *
 * stab moves z away from zero by EPSILON; a zero goes to +EPSILON. The bias is part of the denominator and its share of
 * the relevance is absorbed.
 *
 * References: [bach2015], [montavon2019], [kohlbrenner2020]
 */
export const EPSILON = 1e-6

/** What is done to each value of the weights or the bias. `key` names it. */
export interface ParameterPart {
  readonly key: string
  readonly of: (value: number) => number
}

/** The input itself, its positive or negative part, ones, or the lowest and highest value it can take. */
export type InputPart = 'a' | 'a+' | 'a-' | 'one' | 'low' | 'high'

export interface Term {
  readonly input: InputPart
  readonly weight: ParameterPart
  /** @default 1 */
  readonly sign?: -1
}

export interface Flow {
  readonly share: number
  readonly terms: readonly Term[]
  /** null: the bias stays out of the denominator. */
  readonly bias: ParameterPart | null
  /** Sign of z where it is known: saves a comparison. 'none': R is handed back undivided (a gradient). */
  readonly denominator: 'signed' | 'positive' | 'negative' | 'none'
}

export interface LinearRule {
  readonly name: string
  readonly flows: readonly Flow[]
}

export const asIs: ParameterPart = { key: 'w', of: w => w }
export const positive: ParameterPart = { key: 'w+', of: w => Math.max(w, 0) }
export const negative: ParameterPart = { key: 'w-', of: w => Math.min(w, 0) }
export const squared: ParameterPart = { key: 'w²', of: w => w * w }
export const ones: ParameterPart = { key: 'one', of: () => 1 }
