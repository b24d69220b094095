import type { z } from 'zod'
import type { explainSettingsSchema } from './settings'

/** Settings that reproduce somebody's published way of doing it, and what is odd about it. */
export interface Preset {
  readonly name: string
  /** What it reproduces. */
  readonly title: string
  readonly settings: Partial<z.input<typeof explainSettingsSchema>>
  /** What a reader has to know of it, and where we can't or don't follow. */
  readonly oddities: readonly string[]
}

/** What the released code of the method's authors does, as far as settings go; the concept is still to be chosen. */
export const paperPreset: Preset = {
  name: 'paper',
  title: "the method authors' released code",
  settings: {
    methods: ['occlusion', 'crp'],
    occlusion: { patchMels: 1, patchFrames: 10, strideMels: 1, strideFrames: 3, value: '0', score: 'logit' },
    crp: { composite: 'epsilon-plus-flat', start: 'logit', residual: 'both', isParallelExcluded: false },
    segments: { windowSec: 0.15, count: 5, grid: 'fixed', threshold: 'mean' },
    cues: { cueRate: 16000, scope: 'window' },
  },
  oddities: [
    'Occlusion replaces a patch by the input value 0. Where the front end gives dB below the clip’s maximum, 0 is the loudest level, not silence; where it is normalised, 0 is the band’s mean in training.',
    'Patches are one mel band high and 10 frames long whatever the hop: 0.15 s only at their hop of 15 ms.',
    'One hand-picked channel stands for all concepts (theirs: channel 35 of layer1.conv1); what bypasses its layer counts too.',
    'At sums of branches both branches get all the relevance, as their tool’s canonisation misses their own block: relevance is not conserved.',
    'The map is cut at its own mean, which depends on how much of the clip is silence; where the mean is below 0, values under 0 are left out here and counted there.',
    'Windows lie on a fixed grid: a salient stretch across a border is split.',
    'Cues are measured on each window cut out of its clip: 10 to 14 frames each, smoothed over the cut alone, voice found without what surrounds it. So are those of the random windows, which they don’t have; 50 draws at the most.',
    'Their front end (128 bands, dB below the clip’s maximum, first 2 s without silence) belongs to the model package and is not changed by the preset.',
  ],
}
