import type { LinearRule, ParameterPart } from '#engine/saliency/lrp/rule'

/** LRP-γ [montavon2019]: as ε, with positive weights and biases raised by γ. */
export function gamma(strength: number): LinearRule {
  const boosted: ParameterPart = { key: `w + ${strength}w+`, of: w => w + strength * Math.max(w, 0) }
  return {
    name: `gamma ${strength}`,
    flows: [{ share: 1, terms: [{ input: 'a', weight: boosted }], bias: boosted, denominator: 'signed' }],
  }
}
