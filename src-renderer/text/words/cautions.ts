import type { SizeCaution } from '#contracts/experiments/baseline'

/** What is to be known of a group before its figures are believed, next to them. */
export const cautionWords: Readonly<Record<SizeCaution, { readonly mark: string; readonly line: string }>> = {
  'few-clips': { mark: 'few clips', line: 'Fewer than ten clips: a hint where to listen, no result.' },
  'one-speaker': { mark: 'one speaker', line: 'One speaker: the interval says nothing of other speakers.' },
  'few-speakers': { mark: 'two speakers', line: 'Two speakers: the interval is rough.' },
}

/** The gravest first. */
export const sizeCautions = Object.keys(cautionWords) as SizeCaution[]

export const eachOneSpeaker = 'Each group is one speaker: its interval says nothing of other speakers.'
