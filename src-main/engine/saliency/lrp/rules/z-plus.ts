import { negative, positive, type LinearRule } from '#engine/saliency/lrp/rule'

/** z+ [montavon2017], for inputs of any sign: only contributions that raise the output (α1β0). */
export const zPlus: LinearRule = {
  name: 'z-plus',
  flows: [
    {
      share: 1,
      terms: [
        { input: 'a+', weight: positive },
        { input: 'a-', weight: negative },
      ],
      bias: positive,
      denominator: 'positive',
    },
  ],
}
