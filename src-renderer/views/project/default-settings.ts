import type { ExplainSettings } from '#contracts/settings'

const relevance = { composite: 'epsilon-plus-flat', start: 'logit', residual: 'norm' } as const

/** What the engine takes when nothing is said; test/renderer holds it against the contract's own defaults. */
export const defaultSettings: ExplainSettings = {
  methods: ['occlusion'],
  occlusion: { patchMels: 8, patchFrames: 15, strideMels: 4, strideFrames: 8, value: 'mean', score: 'probability' },
  crp: { ...relevance, layer: '', channels: 10, isParallelExcluded: true },
  lrp: { ...relevance },
  gradient: {},
  'gradient-x-input': {},
  'integrated-gradients': { steps: 128, value: 'mean' },
  'smooth-grad': { samples: 32, noise: 0.15, seed: 1 },
  'grad-cam': { layer: '' },
  rise: { masks: 2000, grid: [8, 12], keep: 0.5, seed: 1, value: 'mean' },
  segments: { windowSec: 0.15, count: 5 },
  cues: { cueRate: 16000, provider: 'builtin' },
  baselines: { draws: 200, seed: 1, isVoicingMatched: true },
  provider: 'cpu',
}
