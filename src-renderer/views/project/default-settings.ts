import type { ExplainSettings } from '#contracts/settings'

/** What the engine takes when nothing is said; test/renderer holds it against the contract's own defaults. */
export const defaultSettings: Pick<ExplainSettings, 'methods' | 'occlusion' | 'segments' | 'cues' | 'provider'> = {
  methods: ['occlusion'],
  occlusion: { patchMels: 8, patchFrames: 15, strideMels: 4, strideFrames: 8, value: 'mean', score: 'probability' },
  segments: { windowSec: 0.15, count: 5 },
  cues: { cueRate: 16000 },
  provider: 'cpu',
}
