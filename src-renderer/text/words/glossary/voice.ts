import type { GlossaryEntry } from './entry'

/** What the voice does, and whether that fits. */
export const voiceTerms = {
  f0: {
    title: 'Pitch (F0)',
    group: 'cue',
    words:
      'The rate at which the voice repeats, in semitones above 27.5 Hz or in Hz, where there is voice. Found by sub-harmonic summation.',
    source: ['Hermes 1988', 'hermes1988'],
  },
  loudness: {
    title: 'Loudness',
    group: 'cue',
    words:
      'The sum of an auditory spectrum, each band raised to the power 0.33: closer to what is heard than energy in dB. It depends on the level of the recording.',
    source: ['Eyben et al. 2016', 'eyben2016'],
  },
  jitter: {
    title: 'Jitter',
    group: 'cue',
    words:
      'How much successive pitch periods differ in length, as a share of the period. It rises when the voice gets softer or lower, so compare it at like loudness; noise and short stretches spoil it.',
    source: ['Brockmann et al. 2011', 'brockmann2011'],
  },
  shimmer: {
    title: 'Shimmer',
    group: 'cue',
    words:
      'How much successive pitch periods differ in peak amplitude, in dB. It depends on loudness and noise as jitter does.',
    source: ['Brockmann et al. 2011', 'brockmann2011'],
  },
  hnr: {
    title: 'HNR',
    group: 'cue',
    words:
      'Harmonics-to-noise ratio in dB: energy that repeats with the pitch against energy that does not. Breath, roughness and room noise all lower it.',
    source: ['Boersma 1993', 'boersma1993'],
  },
  'spectral-slope': {
    title: 'Spectral slope',
    group: 'cue',
    words:
      'How fast energy falls towards higher frequencies, from 0 to 500 Hz or from 500 to 1500 Hz, in dB per Hz. A pressed, loud voice falls more slowly.',
    source: ['Tamarit et al. 2008', 'tamarit2008'],
  },
  'alpha-ratio': {
    title: 'Alpha ratio',
    group: 'cue',
    words: 'Energy from 1 to 5 kHz against energy below 1 kHz, in dB. Higher sounds brighter.',
    source: ['Sundberg and Nordenberg 2006', 'sundberg2006'],
  },
  hammarberg: {
    title: 'Hammarberg index',
    group: 'cue',
    words: 'The strongest component below 2 kHz against the strongest from 2 to 5 kHz, in dB. Lower sounds brighter.',
    source: ['Hammarberg et al. 1980', 'hammarberg1980'],
  },
  'spectral-flux': {
    title: 'Spectral flux',
    group: 'cue',
    words: 'How much the spectrum changes from one frame to the next.',
    source: ['Eyben et al. 2016', 'eyben2016'],
  },
  formants: {
    title: 'Formants',
    group: 'cue',
    words:
      'Resonances of the vocal tract, in Hz, by linear prediction. They say which vowel it is more than how it is said.',
    source: ['Markel and Gray 1976', 'markel1976'],
  },
  'h1-h2': {
    title: 'H1–H2',
    group: 'cue',
    words: 'The first harmonic above the second, in dB. More is breathier.',
    source: ['Hanson 1997', 'hanson1997'],
  },
  voiced: {
    title: 'Voiced',
    group: 'cue',
    words:
      'Stretches in which the vocal folds vibrate. Pitch, jitter, shimmer, HNR and formants exist only there; with too little of it they are not measurable, never 0.',
  },
  'delta-f': {
    title: 'Delta f (Δf)',
    group: 'fit',
    words:
      'A cue in the salient windows less its mean in random windows of the same lengths and voicing in the same speech. It says what is special where the model looked, not what speech is like.',
  },
  z: {
    title: 'z',
    group: 'fit',
    words: 'A difference, counted in how much such values differ anyway. Beyond about 2 it is rare.',
  },
  'expert-table': {
    title: 'Expert table',
    group: 'fit',
    words:
      'For an emotion and a cue: what studies expect, higher, lower or mixed, and how sure that is. Each cell names its sources, and a lab can make its own table.',
    source: ['Juslin and Laukka 2003', 'juslin2003'],
  },
  plausibility: {
    title: 'Plausibility',
    group: 'fit',
    words:
      'Of the correct clips with the same label, the share that fit the expert table no better than this one. At 5 % or less the prediction is called implausible: worth a look, not an error by itself.',
  },
  alignment: {
    title: 'Alignment',
    group: 'fit',
    words:
      'How far the cues where the model looked go the way that the table expects: 1 all with it, −1 all against it.',
  },
  'base-rate': {
    title: 'Base rate',
    group: 'fit',
    words: 'How many correct clips of the label agree with the table at all. Where it is low, the table says little.',
  },
  'label-quality': {
    title: 'Label quality',
    group: 'fit',
    words:
      'The model’s probability of the given label above that of the likeliest other one. Low values point at labels to check, unless the model was trained on these clips.',
    source: ['Northcutt et al. 2021', 'northcutt2021'],
  },
  auc: {
    title: 'AUC',
    group: 'fit',
    words:
      'Area under the ROC curve: how often a wrong prediction gets the worse figure than a right one. 0.5 is chance, 1 tells all apart.',
    source: ['Hanley and McNeil 1982', 'hanley1982'],
  },
} as const satisfies Record<string, GlossaryEntry>
