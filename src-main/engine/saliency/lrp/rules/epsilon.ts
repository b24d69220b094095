import { asIs, type LinearRule } from '#engine/saliency/lrp/rule'

/** LRP-ε [bach2015]: every contribution a·w by its share of the output, which includes the bias. */
export const epsilon: LinearRule = {
  name: 'epsilon',
  flows: [{ share: 1, terms: [{ input: 'a', weight: asIs }], bias: asIs, denominator: 'signed' }],
}
