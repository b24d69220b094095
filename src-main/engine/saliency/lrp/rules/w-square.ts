import { squared, type LinearRule } from '#engine/saliency/lrp/rule'

/** w² [montavon2017]: by the squared weights, whatever the input holds. Without bias, so that relevance is conserved. */
export const wSquare: LinearRule = {
  name: 'w-square',
  flows: [{ share: 1, terms: [{ input: 'one', weight: squared }], bias: null, denominator: 'positive' }],
}
