import type { CueKey } from '#contracts/cue'
import { expertCues, type ExpertCue, type ExpertCueInfo } from '#contracts/expert-table'

/** Where an expert's cue is read off: higher readings mean more of it, or (sign -1) less. */
export interface CueReading {
  readonly cue: CueKey
  readonly statistic: 'mean' | 'sd'
  readonly sign: 1 | -1
}

export interface ExpertCueDefinition extends Omit<ExpertCueInfo, 'key' | 'isMeasured'> {
  /** Several readings of one cue are averaged, so that it counts once. Empty: not measured. */
  readonly readings: readonly CueReading[]
}

const reading = (cue: CueKey, statistic: 'mean' | 'sd' = 'mean', sign: 1 | -1 = 1): CueReading => ({
  cue,
  statistic,
  sign,
})

/**
 * What experts speak of, in terms of what is measured. Jitter, shimmer and HNR are never scored: they move with loudness and
 * pitch more than with the emotion [brockmann2011]. Alpha ratio and Hammarberg index say the same thing and count once;
 * the ratio here is high frequencies over low ones, so it rises with vocal effort.
 */
export const expertCueDefinitions: Readonly<Record<ExpertCue, ExpertCueDefinition>> = {
  loudness: {
    title: 'Loudness',
    scoredFrom: 'B',
    readings: [reading('loudness')],
    higher: 'louder',
    lower: 'softer',
  },
  loudness_variability: {
    title: 'Loudness variability',
    scoredFrom: 'A',
    readings: [reading('loudness', 'sd')],
    higher: 'more varied in loudness',
    lower: 'more even in loudness',
  },
  f0: {
    title: 'Pitch (F0)',
    scoredFrom: 'B',
    readings: [reading('f0')],
    higher: 'higher in pitch',
    lower: 'lower in pitch',
  },
  f0_variability: {
    title: 'Pitch variability',
    scoredFrom: 'A',
    readings: [reading('f0', 'sd')],
    higher: 'more varied in pitch',
    lower: 'more monotonous in pitch',
  },
  high_frequency_energy: {
    title: 'High-frequency energy',
    scoredFrom: 'B',
    readings: [reading('alpha_ratio'), reading('hammarberg', 'mean', -1)],
    higher: 'brighter',
    lower: 'duller',
  },
  spectral_flux: {
    title: 'Spectral flux',
    scoredFrom: 'B',
    readings: [reading('spectral_flux')],
    higher: 'faster changing in sound',
    lower: 'slower changing in sound',
  },
  jitter: {
    title: 'Jitter',
    scoredFrom: null,
    readings: [reading('jitter')],
    higher: 'less regular in pitch period',
    lower: 'more regular in pitch period',
  },
  shimmer: {
    title: 'Shimmer',
    scoredFrom: null,
    readings: [reading('shimmer')],
    higher: 'less regular in amplitude',
    lower: 'more regular in amplitude',
  },
  hnr: {
    title: 'Harmonics-to-noise ratio',
    scoredFrom: null,
    readings: [reading('hnr')],
    higher: 'clearer',
    lower: 'noisier',
  },
  speech_rate: { title: 'Speech rate', scoredFrom: null, readings: [], higher: 'faster', lower: 'slower' },
}

/** What the window needs to know of each. */
export const expertCueInfos: readonly ExpertCueInfo[] = expertCues.map(key => {
  const { title, scoredFrom, readings, higher, lower } = expertCueDefinitions[key]
  return { key, title, scoredFrom, isMeasured: readings.length > 0, higher, lower }
})
