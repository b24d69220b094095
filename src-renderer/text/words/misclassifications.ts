import type { Share } from '#contracts/experiments/baseline'
import { formatCount, formatDifference, formatPercent, formatPlural, formatShareRange } from '../format'

export const misclassificationWords = {
  title: 'Misclassifications',
  scores: 'Scores',
  clips: 'Clips',
  matrix: 'Confusion matrix',
  matrixShows: 'Confusion matrix shows',
  counts: 'Counts',
  rates: 'Row %',
  counting: 'counting…',
  ofNarrowed: (accuracy: number | null, scored: number, interval: Share['interval']) =>
    `${formatPercent(accuracy)}${interval === null ? '' : ` (${formatShareRange(interval)})`} of ${formatPlural(scored, 'clip')} right`,
  matrixHint: 'Rows are what was expected. Click a cell to list its clips.',
  largest: 'Largest confusions',
  ran: 'What ran the model',
  noneFits: 'No clip fits',
  noneFitsAdvice: 'No clip has all of these at once.',
  clearFilters: 'Clear all filters',
  noClips: 'No clips yet',
  noClipsAdvice: 'They appear here as the audit gets to them.',
  reading: 'Reading the audit…',
} as const

export const matrixWords = {
  grid: 'Confusion matrix: rows are expected labels, columns predicted ones',
  gridOf: (name: string) => `Confusion matrix of ${name}: rows are expected labels, columns predicted ones`,
  predicted: 'Predicted',
  expected: 'Expected',
  recall: 'recall',
  recallTip: 'Of the clips with this label, the share that the model gets right',
  cell: (expected: string, predicted: string, count: number, rate: number | null) =>
    `Expected ${expected}, predicted ${predicted}: ${formatPlural(count, 'clip')}` +
    (rate === null ? '' : `, ${formatPercent(rate)} of ${expected}`),
  takenFor: 'taken for',
  of: (rate: number | null, expected: string) => `${formatPercent(rate, 0)} of ${expected}`,
  none: 'No clip was taken for another label.',
} as const

export const headlineWords = {
  accuracy: 'Accuracy',
  uar: 'UAR',
  scored: 'Scored clips',
  scoredTip: 'Clips with a result whose emotion stands for a label of the model',
  unmapped: 'Unmapped',
  unmappedOf: (emotion: string, count: number) => `${emotion} ${formatCount(count)}`,
  interval: '95 %:',
  basis: (speakers: number) => `Intervals draw ${formatPlural(speakers, 'speaker')} anew, then their clips.`,
  intervalsLater: 'Intervals come once the audit is over or paused.',
  perSet: 'Scores per data set',
  set: 'Data set',
  n: 'n',
} as const

export const groupWords = {
  /** Of two groups. */
  gap: (one: string, other: string, accuracy: string, uar: string) =>
    `Gap, ${one} less ${other}: accuracy ${accuracy}, UAR ${uar}`,
  points: ({ value, interval }: Share) =>
    value === null
      ? '–'
      : `${formatDifference(100 * value, 1)} points${
          interval === null
            ? ''
            : ` (95 %: ${formatDifference(100 * interval.low, 1)} to ${formatDifference(100 * interval.high, 1)})`
        }`,
  n: (clips: number) => `n ${formatCount(clips)}`,
  uar: (share: string, range: string) => `UAR ${share}${range && ` (${range})`}`,
  list: (name: string) => `List the clips of ${name}`,
  none: 'none',
  hint: 'Colours are shares of each row, on one scale for all. Click a cell to list its clips.',
  lowestFirst: 'Lowest UAR first.',
  ofAll: 'Of all scored clips, whatever the list is narrowed to.',
  counting: 'Counting groups…',
  running: 'Groups are compared once the audit is over or paused.',
  all: (count: number) => `Show all ${formatCount(count)}`,
} as const

export const facetWords = {
  narrow: 'Narrow to',
  all: 'All clips',
  by: { dataset: 'By data set', speaker: 'By speaker', sex: 'By sex', intensity: 'By intensity' },
  which: 'Which',
  any: 'all',
  word: (word: string, count: number) => `${word} (${formatCount(count)})`,
  none: 'none',
} as const

export const briefWords = {
  title: 'Right for the right reasons?',
  all: 'All findings',
  weighing: 'Weighing the evidence…',
} as const

export const partialBannerWords = { details: 'Details', resume: 'Resume' } as const
