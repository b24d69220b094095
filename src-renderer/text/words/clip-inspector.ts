import { formatCount, formatPercent } from '../format'

export const inspectorWords = {
  title: 'About this clip',
  tabs: 'Parts of the inspector',
  why: 'Why',
  cues: 'Cues',
  trust: 'Trust',
  facts: 'Facts',
} as const

export const whyWords = {
  probabilities: 'Probabilities',
  concepts: 'Concepts',
  segments: 'Salient segments',
  covered: (share: number) => `${formatPercent(share, 0)} of the support`,
  whose: 'Whose segments',
  without: 'What without them?',
  both: 'Both together',
  bothMethods: 'Both methods together',
  fits: 'Does it fit what is known?',
} as const

export const cuesTabWords = {
  section: 'Acoustic cues',
  title: 'What the voice does there',
  salient: 'salient',
  random: (isSpeech: boolean) => `${isSpeech ? 'random speech' : 'random places'} ± 2 sd`,
  full: 'full clip',
  nothingDrawn: 'There was too little to draw random windows from.',
  drawn: (draws: number, isSpeech: boolean, voiced: number) =>
    `${formatCount(draws)} times, as many windows were drawn ${isSpeech ? 'from the clip’s speech' : 'from anywhere in the clip: it holds too little speech'}; ${formatPercent(voiced, 0)} of the draws are as voiced as the salient ones.`,
  ofBoth: 'Of the segments of both methods together.',
  note: 'The full clip contains its pauses, so it is the weaker comparison. Of twenty cues, one passes p < 0.05 by chance.',
  none: 'There are no salient segments to measure.',
  measuring: 'Measuring…',
} as const

export const factsWords = {
  planted: 'Planted in the demo',
  plantedWords: (planted: string | null) =>
    planted ? `Made to go wrong: ${planted}.` : 'Nothing: this clip is as it should be.',
  spoken: (emotion: string) => `Spoken as ${emotion}.`,
  file: 'File',
  notes: 'Notes',
  provider: 'What ran the model',
} as const

export const trustWords = {
  title: 'Can this map be trusted?',
  whose: (method: string, target: string) => `${method}, ${target}`,
  part: (target: string) => `Judged is the whole map of ${target}, not the part that is shown.`,
  working: 'Taking the map apart and putting it together…',
  waited: (sec: number) => `${sec} s`,
  none: 'There is no map to judge.',
  both: 'Occlusion and concept relevance',
  bothWords: 'Two methods that know nothing of each other: what both point at stands on firmer ground.',
  rank: 'Rank correlation over time',
  flat: 'one is flat',
  overlap: 'Windows in common, of all their time',
  noWindows: 'no windows',
} as const

export const judgementWords = {
  orders: { map: 'This map', energy: 'Loudest first', random: 'Random' },
  columns: {
    deletion: { title: 'away', hint: 'Mean score as it is taken away, most relevant first: low is good' },
    insertion: { title: 'back', hint: 'Mean score as it comes back, most relevant first: high is good' },
    aopc: { title: 'fall', hint: 'Mean fall of the score, most relevant first: high is good (AOPC)' },
    abpc: { title: 'apart', hint: 'Between least and most relevant first: high is good (ABPC)' },
  },
  tones: { good: 'Good:', doubt: 'Doubt:', plain: 'Note:' },
  away: 'Taken away',
  gone: 'of the picture gone',
  awayWords: (target: string) => `Probability of ${target} as the most relevant goes first.`,
  back: 'Put back',
  returned: 'of the picture back',
  backWords: (target: string) => `Probability of ${target} as the most relevant comes back first.`,
  most: 'most relevant first',
  least: 'least first',
  loudest: 'loudest first, mean',
  random: 'random, mean',
  caption: 'Areas of the removal curves by order',
  correlation: (value: string) =>
    `Over random sets of places, the map’s sum and the fall it causes correlate by ${value}.`,
} as const

export const probabilityWords = {
  explain: (label: string) => `Explain ${label}`,
  expected: 'expected',
} as const

export const segmentWords = {
  when: (startSec: number, endSec: number) => `${startSec.toFixed(2)}–${endSec.toFixed(2)} s`,
  loop: (rank: number) => `Loop segment ${rank}`,
  none: 'No part of this clip speaks for the label: there are no salient segments.',
} as const

export const clipFactWords = {
  emotion: 'Emotion',
  coded: (emotion: string, code: string) => `${emotion} (${code})`,
  speaker: 'Speaker',
  speakerOf: (speaker: string, sex: string | null) => (sex ? `${speaker}, ${sex}` : speaker),
  intensity: 'Intensity',
  sentence: 'Sentence',
  repetition: 'Repetition',
  audio: 'Audio',
  audioOf: (rate: string, channels: number) => `${rate}, ${channels === 1 ? 'mono' : `${channels} channels`}`,
  samples: 'Samples',
  sha256: 'SHA-256',
} as const

/** What a place of the picture holds. */
export const binWords = {
  frequency: (hz: number) => `${Math.round(hz)} Hz`,
  level: (level: string, unit: string) => `${level} ${unit}`,
  saliency: (saliency: string) => `saliency ${saliency}`,
} as const
