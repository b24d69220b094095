import type { AgreementFigure, AgreementQuestion, PairAgreement } from '#contracts/agreement'
import type { MergeReport } from '#contracts/labels-file'
import { formatCount, formatNumber, formatPercent, formatPlural } from '../format'

/** Pages on what people say of an audit's clips. */
export const annotationParts = ['queues', 'agreement', 'labels'] as const

export const annotationsWords = {
  title: 'Annotations',
  parts: 'Parts of the annotations',
  queues: 'Queues',
  agreement: 'Agreement',
  labels: 'Labels',
} as const

export const questionTitles: Readonly<Record<AgreementQuestion, string>> = {
  emotion: 'Emotion',
  verdict: 'Verdict',
  arousal: 'Arousal',
  valence: 'Valence',
}

/** What each figure means, with where it comes from. */
export const figureWords = {
  agreed: {
    title: 'Same answer',
    tip: 'Part of all pairs of answers to one clip that are the same. Chance is not taken off.',
  },
  alpha: {
    title: 'Krippendorff’s α',
    tip: '1: all agree; 0: no better than chance. Over clips with two or more answers; nominal level. Krippendorff 2018, Content Analysis, 4th ed., ch. 12.',
  },
  alphaInterval: {
    title: 'Krippendorff’s α',
    tip: 'As for labels, but distances count by their square: interval level. Over clips with two or more answers. Krippendorff 2018, Content Analysis, 4th ed., ch. 12.',
  },
  fleiss: {
    title: 'Fleiss’ κ',
    tip: 'Agreement of all annotators beyond chance. Over the clips that everybody answered. Fleiss 1971, Psychological Bulletin 76(5).',
  },
  kappa: {
    title: 'Cohen’s κ',
    tip: 'Agreement of two beyond chance, over the clips that both answered. Cohen 1960, Educational and Psychological Measurement 20(1).',
  },
  distance: {
    title: 'Mean distance',
    tip: 'Of two answers to one clip; the whole dial, from −1 to 1, is 2.',
  },
} as const

const two = (value: number): string => formatNumber(value, 2)

export const agreementWords = {
  question: 'Question',
  withoutCovered: (clips: number): string =>
    `${formatPlural(clips, 'clip')} of your blind queues: left out of all figures and pairs until finished.`,
  annotators: 'Annotators',
  interval: (figure: AgreementFigure): string =>
    figure.low === null || figure.high === null ? '' : `95 %: ${two(figure.low)}…${two(figure.high)}`,
  clips: (clips: number): string => formatPlural(clips, 'clip'),
  value: (value: number | null): string => (value === null ? '–' : two(value)),
  share: (share: number | null): string => formatPercent(share, 0),
  intervalTip: (draws: number): string =>
    `Intervals: clips drawn anew ${formatCount(draws)} times. They say what other clips would give the same people.`,
  overlap: (overlapping: number, clips: number): string =>
    `${formatCount(overlapping)} of ${formatPlural(clips, 'annotated clip')} have two or more answers`,
  notes: 'What these figures can’t carry',
  pairs: 'Two by two',
  pair: ({ first, second }: Pick<PairAgreement, 'first' | 'second'>): string => `${first} and ${second}`,
  group: { annotators: 'Annotators', model: 'With the model', dataset: 'With the data set’s label' },
  agreedOf: ({ agreed, clips }: Pick<PairAgreement, 'agreed' | 'clips'>): string =>
    `${formatCount(agreed)} of ${formatCount(clips)} the same`,
  matrix: 'Who said what where',
  matrixWords: (first: string, second: string): string =>
    `Rows: ${first}. Columns: ${second}. Choose a cell for its clips.`,
  cell: (first: string, a: string, second: string, b: string, clips: number): string =>
    `${first} ${a}, ${second} ${b}: ${formatPlural(clips, 'clip')}`,
  answers: 'Answers',
  answersWords: 'How many clips each answered, and what they said.',
  byClip: 'Clip by clip',
  byClipWords: 'Clips with two or more answers, least agreement first.',
  clip: 'Clip',
  agreementColumn: 'Agreement',
  more: (left: number): string => `Show more (${formatCount(left)} left)`,
  save: 'Save the figures as CSV',
  saveClips: 'Save the clips as CSV',
  nobody: 'Nobody has annotated clips of this audit yet',
  nobodyAdvice: 'Make a queue for one or more annotators, or open a clip and press Shift+N.',
  noOverlap: 'No clip has two answers to this yet.',
  blind: (share: number): string => `${formatPercent(share, 0)} of the emotions were given blind`,
  open: (file: string): string => `Open ${file}`,
} as const

export const labelsWords = {
  send: 'Send labels',
  sendWords:
    'A file with answers, notes, tags, regions and every step that led to them. No audio. Whoever has the same clips can merge it.',
  whose: 'Of',
  all: 'Everybody',
  save: 'Save labels…',
  nothing: 'Nobody has annotated anything in this project yet.',
  merge: 'Merge labels',
  mergeWords:
    'Clips are told by their audio, then by their file. What is here already is passed over; of two answers of one person, neither made from the other, the newer stands and the other stays in the log.',
  foreignWords: (me: string | null): string =>
    `Also: CSV tables (file, annotator, emotion, arousal, valence, note, tags; of stretches tier, start, end, text), Praat’s TextGrids and Audacity’s labels, called as the clip; CREMA-D’s summaryTable.csv. Where a file does not say whose they are, ${me === null ? 'they go by its own or its program’s name' : `they are ${me}’s`}.`,
  choose: 'Choose labels files…',
  drop: 'or drop them here',
  field: 'Labels files',
  files: (count: number): string => `${formatCount(count)} files`,
  notJson: (name: string): string => `“${name}” is no labels file: it is not JSON.`,
  merged: (report: MergeReport): string =>
    `${formatPlural(report.labels, 'label')}: ${formatCount(report.added)} new, ${formatCount(report.updated)} newer than what was here, ${formatCount(report.known)} here already.`,
  newAnnotators: (names: readonly string[]): string =>
    `${names.length === 1 ? 'New annotator' : 'New annotators'}: ${names.join(', ')}.`,
  conflicts: 'Conflicts',
  conflictsWords: 'Two answers of one person, neither made from the other.',
  noConflicts: 'No conflicts.',
  annotator: 'Annotator',
  differs: 'Differs in',
  stands: 'Stands',
  standsWords: { file: 'the file’s', project: 'this project’s' },
  leftOut: 'Left out',
  labels: 'Labels',
  reason: 'Reason',
  reasons: {
    'unknown-clip': 'no such clip here',
    'other-audio': 'a clip of this name has other audio',
    'several-clips': 'several clips here have this audio',
    'several-names': 'several clips here are called so: write the file with its folder',
    'unknown-emotion': 'an emotion that no model of this project knows',
  },
  undoAdvice: 'A merge is a step: its annotator can undo it.',
} as const
