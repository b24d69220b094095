import { asIs, negative, positive, type LinearRule } from '#engine/saliency/lrp/rule'

/** zB [montavon2017], for a first layer whose input lies between `low` and `high`. The bias cancels out. */
export const zBox: LinearRule = {
  name: 'z-box',
  flows: [
    {
      share: 1,
      terms: [
        { input: 'a', weight: asIs },
        { input: 'low', weight: positive, sign: -1 },
        { input: 'high', weight: negative, sign: -1 },
      ],
      bias: null,
      denominator: 'signed',
    },
  ],
}
