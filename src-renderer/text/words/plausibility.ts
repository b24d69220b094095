import type { FailureCheck, Verdict } from '#contracts/plausibility'

export const plausibilityCardWords = {
  absent: 'There are no windows of this clip to be judged by.',
  scope: 'About the audit’s own windows and the label predicted, whatever is shown beside.',
  best: (contrast: string) => `It fits better than any other label (${contrast}).`,
  other: (label: string, contrast: string) => `${label} would fit better (${contrast}).`,
  each: 'Agreement with each label',
  loading: 'Weighing the evidence…',
} as const

export const cueFindingWords = {
  caption: 'Cues in the windows beside what is usual, in standard deviations',
  cue: 'Cue',
  expected: 'Expected',
  place: 'Place',
  outcome: 'Outcome',
  higher: 'higher',
  lower: 'lower',
  note: 'Arrows: what the table expects; bars: beside what is usual. ✓ fits, ✕ contradicts, – neither, or nothing to go by. Pale: shown, not scored: its evidence is weak or disputed, or the cue itself too unsteady.',
} as const

export const verdictWords: Readonly<Record<Verdict, { readonly title: string; readonly words: string }>> = {
  plausible: {
    title: 'Plausible',
    words: 'The cues where the model looked agree with what is known of the emotion it named as well as usual.',
  },
  implausible: {
    title: 'Implausible',
    words: 'Nearly all correct predictions of this label agree better with what is known of the emotion.',
  },
  'not-measurable': {
    title: 'Not measurable',
    words: 'Too little voice where the model looked, or too few clips to compare with.',
  },
  'no-expectation': {
    title: 'No expectation',
    words: 'The table has no settled expectation of this emotion: nothing is held against it.',
  },
}

export const checkStateWords: Readonly<Record<FailureCheck['state'], string>> = {
  ok: 'Nothing found',
  warn: 'Look closer',
  unknown: 'Not known',
}
