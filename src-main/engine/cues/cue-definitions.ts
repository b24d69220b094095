import type { CueInfo, CueKey } from '#contracts/cue'
import { fromSemitones } from './llds/semitone'
import type { LldName } from './lld-names'

/** A cue: what people read about it, and the descriptor it is read from. */
export interface CueDefinition extends Omit<CueInfo, 'key'> {
  readonly lld: LldName
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
    definition: 'Sum of the auditory spectrum (26 mel bands, equal-loudness weights, power 0.33); depends on the rate.',
    source: 'eyben2016',
    lld: 'Loudness',
  },
  f0: {
    title: 'Pitch (F0)',
    unit: 'semitones',
    digits: 1,
    definition: 'Fundamental frequency of voiced frames in semitones above 27.5 Hz.',
    source: 'eyben2016',
    lld: 'F0semitoneFrom27.5Hz',
  },
  f0_hz: {
    title: 'Pitch (F0)',
    unit: 'Hz',
    digits: 0,
    definition: 'Fundamental frequency of voiced frames in hertz: the semitones, converted back.',
    source: 'eyben2016',
    lld: 'F0semitoneFrom27.5Hz',
    convert: fromSemitones,
  },
  hnr: {
    title: 'Harmonics-to-noise ratio',
    unit: 'dB',
    digits: 1,
    definition: 'Energy that repeats with the pitch period against the rest, from the autocorrelation; voiced frames.',
    source: 'boersma1993',
    lld: 'HNRdBACF',
  },
  slope_0_500: {
    title: 'Spectral slope 0-500 Hz',
    unit: 'dB/Hz',
    digits: 4,
    definition: 'Slope of the straight line through the power spectrum in dB from 0 to 500 Hz.',
    source: 'tamarit2008',
    lld: 'slope0-500',
  },
  slope_500_1500: {
    title: 'Spectral slope 500-1500 Hz',
    unit: 'dB/Hz',
    digits: 4,
    definition: 'Slope of the straight line through the power spectrum in dB from 500 to 1500 Hz.',
    source: 'tamarit2008',
    lld: 'slope500-1500',
  },
} as const satisfies Record<CueKey, CueDefinition>
