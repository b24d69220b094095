import { ones, type LinearRule } from '#engine/saliency/lrp/rule'

/** Flat [lapuschkin2019]: evenly over the cells of the image that the output sees, whatever they hold. */
export const flat: LinearRule = {
  name: 'flat',
  flows: [{ share: 1, terms: [{ input: 'one', weight: ones }], bias: null, denominator: 'positive' }],
}
