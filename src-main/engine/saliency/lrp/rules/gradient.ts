import { asIs, type LinearRule } from '#engine/saliency/lrp/rule'

/** No rule: the derivative. */
export const gradient: LinearRule = {
  name: 'gradient',
  flows: [{ share: 1, terms: [{ input: 'one', weight: asIs }], bias: null, denominator: 'none' }],
}
