import type { SaliencyMethod } from '#contracts/settings'

/** One setting of a method, as the form shows it. `key` is the contract's. */
export type MethodField = { readonly key: string; readonly words: string; readonly unit?: string } & (
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly step?: number }
  | { readonly kind: 'choice'; readonly options: readonly (readonly [value: string | boolean, words: string])[] }
  /** One of the model's layers. */
  | { readonly kind: 'layer' }
)

const replacement: MethodField = {
  key: 'value',
  words: 'Replaced by',
  kind: 'choice',
  options: [
    ['mean', 'mean of the band in training'],
    ['floor', 'digital silence'],
    ['0', '0 of the model’s input'],
    ['noise', 'noise like the band’s own'],
    ['blur', 'the clip, blurred'],
  ],
}
const layer: MethodField = { key: 'layer', words: 'Layer', kind: 'layer' }
const relevance: readonly MethodField[] = [
  {
    key: 'composite',
    words: 'Rules',
    kind: 'choice',
    options: [
      ['epsilon-plus-flat', 'epsilon, plus, flat'],
      ['epsilon-alpha2-beta1-flat', 'epsilon, alpha 2 beta 1, flat'],
      ['epsilon-plus', 'epsilon, plus'],
      ['epsilon-alpha2-beta1', 'epsilon, alpha 2 beta 1'],
      ['epsilon-gamma-box', 'epsilon, gamma, box'],
      ['epsilon-plus-w-square', 'epsilon, plus, w²'],
      ['epsilon', 'epsilon'],
      ['excitation-backprop', 'excitation backprop'],
    ],
  },
  {
    key: 'start',
    words: 'Starts from',
    kind: 'choice',
    options: [
      ['logit', 'the logit'],
      ['one', '1'],
    ],
  },
  {
    key: 'residual',
    words: 'Where branches meet',
    kind: 'choice',
    options: [
      ['norm', 'each gets its share'],
      ['both', 'each gets all of it'],
    ],
  },
]

/** The settings of each method that the form offers; the rest keep their defaults. */
export const methodFields: Readonly<Partial<Record<SaliencyMethod, readonly MethodField[]>>> = {
  occlusion: [
    { key: 'patchMels', words: 'Patch height', unit: 'mel bands', kind: 'number', min: 1, max: 512 },
    { key: 'patchFrames', words: 'Patch width', unit: 'frames', kind: 'number', min: 1, max: 3000 },
    { key: 'strideMels', words: 'Stride', unit: 'mel bands', kind: 'number', min: 1, max: 512 },
    { key: 'strideFrames', words: 'Stride', unit: 'frames', kind: 'number', min: 1, max: 3000 },
    replacement,
    {
      key: 'score',
      words: 'Measured',
      kind: 'choice',
      options: [
        ['probability', 'probability'],
        ['logit', 'logit'],
      ],
    },
  ],
  crp: [
    layer,
    { key: 'channels', words: 'Concepts', kind: 'number', min: 1, max: 512 },
    ...relevance,
    {
      key: 'isParallelExcluded',
      words: 'What bypasses the layer',
      kind: 'choice',
      options: [
        [true, 'does not count'],
        [false, 'counts too'],
      ],
    },
  ],
  lrp: relevance,
  'integrated-gradients': [
    { key: 'steps', words: 'Points on the way', kind: 'number', min: 2, max: 1024 },
    { ...replacement, words: 'Begins at' },
  ],
  'smooth-grad': [
    { key: 'samples', words: 'Noisy copies', kind: 'number', min: 1, max: 512 },
    { key: 'noise', words: 'Noise', unit: 'of the range', kind: 'number', min: 0, max: 1, step: 0.01 },
  ],
  'grad-cam': [layer],
  rise: [
    { key: 'masks', words: 'Masks', kind: 'number', min: 1, max: 20_000 },
    { key: 'keep', words: 'Kept', unit: 'of each mask', kind: 'number', min: 0.05, max: 0.95, step: 0.05 },
    replacement,
  ],
}
