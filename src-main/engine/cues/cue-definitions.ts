import type { CueInfo, CueKey } from '#contracts/cue'
import { fromSemitones } from './llds/semitone'
import type { DescriptorName } from './lld-names'

/** A cue: what people read about it, and the descriptor it is read from. */
export interface CueDefinition extends Omit<CueInfo, 'key'> {
  readonly descriptor: DescriptorName
  /** From the smoothed descriptor to the cue's unit. @default the same number */
  readonly convert?: (value: number) => number
}

/**
 * Every cue the engine can measure. A key the contract does not list yet may already stand here; one that it lists must.
 */
export const cueDefinitions = {
  loudness: {
    title: 'Loudness',
    unit: '',
    digits: 3,
    definition:
      'Mean over 26 bands of the auditory spectrum (equal-loudness weights, power 0.33), at 16 kHz; no calibrated unit.',
    source: 'eyben2016',
    descriptor: 'Loudness',
  },
  f0: {
    title: 'Pitch (F0)',
    unit: 'semitones',
    digits: 1,
    definition: 'Fundamental frequency of voiced frames in semitones above 27.5 Hz.',
    source: 'eyben2016',
    descriptor: 'F0semitoneFrom27.5Hz',
  },
  f0_hz: {
    title: 'Pitch (F0)',
    unit: 'Hz',
    digits: 0,
    definition: 'Fundamental frequency of voiced frames in hertz: the semitones, converted back.',
    source: 'eyben2016',
    descriptor: 'F0semitoneFrom27.5Hz',
    convert: fromSemitones,
  },
  hnr: {
    title: 'Harmonics-to-noise ratio',
    unit: 'dB',
    digits: 1,
    definition:
      'Energy that repeats with the pitch period against the rest, from the autocorrelation; voiced frames. Some 5 dB below what Praat gives: the window is not corrected for.',
    source: 'boersma1993',
    descriptor: 'HNRdBACF',
  },
  slope_0_500: {
    title: 'Spectral slope 0-500 Hz',
    unit: 'dB/Hz',
    digits: 4,
    definition: 'Slope of the straight line through the power spectrum in dB from 0 to 500 Hz.',
    source: 'tamarit2008',
    descriptor: 'slope0-500',
  },
  slope_500_1500: {
    title: 'Spectral slope 500-1500 Hz',
    unit: 'dB/Hz',
    digits: 4,
    definition: 'Slope of the straight line through the power spectrum in dB from 500 to 1500 Hz.',
    source: 'tamarit2008',
    descriptor: 'slope500-1500',
  },
  jitter: {
    title: 'Jitter',
    unit: '',
    digits: 4,
    definition: 'Mean difference of successive pitch periods over the mean period; depends on the rate; voiced frames.',
    source: 'titze1993',
    descriptor: 'jitterLocal',
  },
  shimmer: {
    title: 'Shimmer',
    unit: 'dB',
    digits: 2,
    definition:
      'Mean difference of the peak-to-peak amplitudes of successive periods over their mean, as 20 log10(1 + x).',
    source: 'titze1993',
    descriptor: 'shimmerLocaldB',
  },
  alpha_ratio: {
    title: 'Alpha ratio',
    unit: 'dB',
    digits: 1,
    definition: 'Power from 1 to 5 kHz against power below 1 kHz.',
    source: 'sundberg2006',
    descriptor: 'alphaRatio',
  },
  hammarberg: {
    title: 'Hammarberg index',
    unit: 'dB',
    digits: 1,
    definition: 'The strongest component below 2 kHz against the strongest from 2 to 5 kHz.',
    source: 'hammarberg1980',
    descriptor: 'hammarbergIndex',
  },
  spectral_flux: {
    title: 'Spectral flux',
    unit: '',
    digits: 3,
    definition: 'Change of the magnitude spectrum below 5 kHz from one frame to the next; depends on level and rate.',
    source: 'eyben2016',
    descriptor: 'spectralFlux',
  },
  mfcc1: mfccDefinition(1),
  mfcc2: mfccDefinition(2),
  mfcc3: mfccDefinition(3),
  mfcc4: mfccDefinition(4),
  f1: formantDefinition(1),
  f2: formantDefinition(2),
  f3: formantDefinition(3),
  f1_egemaps: compatibleFormantDefinition(1),
  f2_egemaps: compatibleFormantDefinition(2),
  f3_egemaps: compatibleFormantDefinition(3),
  harmonicity: {
    title: 'Harmonics-to-noise ratio (window-corrected)',
    unit: 'dB',
    digits: 1,
    definition:
      'Energy that repeats with the pitch period against the rest, freed of the effect of the analysis window.',
    source: 'boersma1993',
    descriptor: 'harmonicityDb',
  },
  h1_h2: {
    title: 'H1-H2',
    unit: 'dB',
    digits: 1,
    definition:
      'Level of the first harmonic above that of the second: more is breathier, less is tenser; voiced frames.',
    source: 'hanson1997',
    descriptor: 'trueH1MinusH2Db',
  },
} as const satisfies Record<CueKey, CueDefinition> & Record<string, CueDefinition>

/** Keys of every cue the engine can measure: those of the contract, and those it may list later. */
export type MeasurableCue = keyof typeof cueDefinitions

function mfccDefinition(order: 1 | 2 | 3 | 4): CueDefinition {
  return {
    title: `MFCC ${order}`,
    unit: '',
    digits: 1,
    definition: 'Mel-frequency cepstral coefficient: the shape of the log spectrum over 26 mel bands, liftered.',
    source: 'davis1980',
    descriptor: `mfcc${order}`,
  }
}

function compatibleFormantDefinition(number: 1 | 2 | 3): CueDefinition {
  return {
    title: `Formant ${number} (eGeMAPS)`,
    unit: 'Hz',
    digits: 0,
    definition: 'Resonance as published eGeMAPS features have it, for comparison with them; off the true formant.',
    source: 'eyben2016',
    descriptor: `F${number}frequency`,
  }
}

function formantDefinition(number: 1 | 2 | 3): CueDefinition {
  return {
    title: `Formant ${number}`,
    unit: 'Hz',
    digits: 0,
    definition:
      'Resonance of the vocal tract by linear prediction (Burg, as Praat), where it stands out; voiced frames.',
    source: 'markel1976',
    descriptor: `formant${number}`,
  }
}
