import type { Comparison, Subgroup } from '#contracts/comparison'
import { formatCount, formatDifference, formatNumber, formatPercent, formatPlural } from '../format'

const side = { a: 'A', b: 'B' } as const
export type Side = keyof typeof side

export const compareWords = {
  title: 'Compare',
  intro: 'What two audits say of the same clips, and where they look',
  loading: 'Comparing…',
  loadingLong: (sec: number) => `Comparing… ${sec} s. Large audits take a while.`,
  save: 'Save as CSV',
  choose: 'The two audits',
  swap: 'Swap A and B',
  audit: (one: Side) => `Audit ${side[one]}`,
  project: 'Project of B',
  thisProject: 'this project',
  windowsOf: (one: Side) => `Windows of ${side[one]}`,
  letter: (one: Side) => side[one],
  option: (id: number, name: string, methods: string) => `${id}: ${name} · ${methods}`,
  both: 'Both together',
  onlyOne: 'There is one audit, with one method',
  onlyOneAdvice: 'Make another with another model, method or settings; then both can be held against each other.',
  newAudit: 'New audit',
  sameAdvice: 'These are the same windows of the same audit: choose another audit or another method.',
  clips: 'clips',
} as const

const points = (share: number): string => formatDifference(100 * share, 1)
const range = (low: number, high: number): string => `95 %: ${points(low)} to ${points(high)}`
const plain = (share: number): string => formatNumber(100 * share, 1)

/** What differs between the two, for a line: "another model, another method". */
const differences: Readonly<Record<Comparison['differs'][number], string>> = {
  model: 'model',
  dataset: 'data set',
  method: 'method',
  settings: 'settings',
  'label-map': 'label map',
}

/** The whole comparison in one sentence; where the interval holds 0, it says that nothing is clear. */
export function headline({ overall: { a, b, accuracyGap, outcomes } }: Pick<Comparison, 'overall'>): string {
  const { value, interval } = accuracyGap
  if (value === null) return 'Nothing can be scored: there is no gap to tell.'
  const rates = `${formatPercent(a.accuracy.value)} against ${formatPercent(b.accuracy.value)}`
  if (outcomes !== null && outcomes.onlyA + outcomes.onlyB === 0)
    return `A and B are right on the same clips: ${formatPercent(a.accuracy.value)} of ${formatPlural(a.clips, 'clip')}.`
  if (interval === null) return `A is right on ${rates} for B: ${points(value)} points.`
  if (interval.low <= 0 && interval.high >= 0)
    return `No clear difference: A is right on ${rates} for B, ${points(value)} points (${range(interval.low, interval.high)}).`
  // The better one's lead, so that nobody has to think in negative numbers.
  const lead =
    value > 0 ? { of: 'B', by: value, ...interval } : { of: 'A', by: -value, low: -interval.high, high: -interval.low }
  const [shown, other] = value > 0 ? [b, a] : [a, b]
  return `${lead.of} is right more often: ${formatPercent(shown.accuracy.value)} against ${formatPercent(other.accuracy.value)}, a lead of ${plain(lead.by)} points (95 %: ${plain(lead.low)} to ${plain(lead.high)}).`
}

export const headlineWords = {
  title: 'Which is right more often?',
  differs: (things: Comparison['differs']) =>
    things.length === 0
      ? 'They differ in nothing.'
      : `They differ in: ${things.map(thing => differences[thing]).join(', ')}.`,
  uar: 'Average recall',
  uarTip:
    'Unweighted average recall (UAR): the mean of the recalls of all labels, so that rare labels count as much as frequent ones.',
  accuracy: 'Right',
  gap: 'B less A',
  of: (clips: number, speakers: number) => `${formatPlural(clips, 'clip')} of ${formatPlural(speakers, 'speaker')}`,
  tested: (onlyA: number, onlyB: number, p: string | null) =>
    `Of ${formatPlural(onlyA + onlyB, 'clip')} that only one gets right, A has ${formatCount(onlyA)} and B ${formatCount(onlyB)}${p === null ? '' : ` (${p})`}.`,
  testTip:
    'McNemar’s exact test: how often chance alone would split these clips so unevenly. It takes clips as independent; where few speakers spoke many clips, trust the interval, which resamples speakers.',
  mcnemar: 'McNemar’s exact test',
  caveats: 'What to keep in mind',
} as const

export const cellWords = {
  title: 'Right and wrong, clip by clip',
  caption: 'Clips by whether A and B are right',
  right: (one: Side) => `${side[one]} right`,
  wrong: (one: Side) => `${side[one]} wrong`,
  share: (share: number | null) => formatPercent(share),
  open: (count: number, what: string) => `${formatPlural(count, 'clip')}: ${what}. Opens the list of A`,
  hint: 'A number opens these clips in the list of A.',
  listB: 'in B',
  openB: (count: number, what: string) => `in B: ${formatPlural(count, 'clip')}, ${what}. Opens the list of B`,
  elsewhere: 'The two audits are in different projects: clips can’t be listed by what the other says.',
} as const

export const matrixWords = {
  title: 'Confusion matrices',
  shows: 'What cells show',
  counts: 'Counts',
  rates: 'Rates',
  of: (one: Side, model: string) => `${side[one]} · ${model}`,
  difference: 'B less A',
  differenceTip: 'Of the clips of each expected label, how many more B gives each label, in percentage points.',
  differenceLabel: 'Difference of the confusion matrices, B less A, in percentage points: rows are expected labels',
  expected: 'Expected',
  predicted: 'Predicted',
  cell: (expected: string, predicted: string, gap: number | null) =>
    `Expected ${expected}, predicted ${predicted}: ${gap === null ? 'no clips' : `${points(gap)} points`}`,
  opens: (one: Side) => `Opens the list of ${side[one]}.`,
  gapText: (gap: number | null) =>
    gap === null || Math.abs(gap) < 5e-4 ? '·' : formatDifference(100 * gap, Math.abs(gap) >= 0.0995 ? 0 : 1),
  csv: { expected: 'expected', predicted: 'predicted', clips: 'clips', share: 'share of expected', gap: 'B less A' },
} as const

export const gapWords = {
  byLabel: 'By label',
  byLabelWords:
    'Recall of each label: how many of its clips are named so. p is McNemar’s exact test, corrected for all labels (Holm).',
  byLabelApart: 'Recall of each label: how many of its clips are named so.',
  subgroups: 'Subgroups',
  subgroupsWords:
    'How often each is right, group by group. p is corrected for all groups that are large enough to be tested (Holm).',
  subgroupsApart: 'How often each is right, group by group.',
  kind: 'Groups by',
  kinds: { dataset: 'Data set', sex: 'Sex', intensity: 'Intensity', speaker: 'Speaker' } satisfies Record<
    Subgroup['by'],
    string
  >,
  measure: 'Figure',
  accuracy: 'Accuracy',
  uar: 'Average recall',
  gap: 'B less A',
  points: (share: number) => points(share),
  /** On the axis, in points. */
  tick: (share: number) => formatDifference(100 * share, Number.isInteger(Math.round(1e6 * share) / 1e4) ? 0 : 1),
  reference: 'No difference',
  a: 'A',
  b: 'B',
  p: 'p, corrected',
  noP: '–',
  none: 'All clips are of one data set, sex, intensity and speaker.',
} as const

export const changeWords = {
  title: 'What changes',
  words: (changed: number, of: number) =>
    `${formatPlural(changed, 'clip')} of ${formatCount(of)} get another label (${formatPercent(of === 0 ? null : changed / of, 0)}).`,
  none: 'Both say the same of every clip.',
  aSays: 'A says',
  bSays: 'B says',
  clips: 'Clips',
  aRight: 'A right',
  bRight: 'B right',
  all: (count: number) => `Show all ${formatCount(count)}`,
  open: (a: string, b: string, clips: number) => `${formatPlural(clips, 'clip')} that A calls ${a} and B ${b}`,
  openRight: (a: string, b: string, one: Side, clips: number) =>
    `${formatPlural(clips, 'clip')} that A calls ${a} and B ${b}, ${side[one]} right. Opens the list of ${side[one]}.`,
} as const

export const windowWords = {
  title: 'Where they look',
  loading: 'Comparing windows…',
  loadingLong: (sec: number) => `Comparing windows… ${sec} s`,
  of: (agreed: number, clips: number) =>
    `Over ${formatPlural(agreed, 'clip')} of which both say the same, of ${formatCount(clips)} that both explained.`,
  overlap: 'Overlap of the windows',
  overlapTip:
    'Time in windows of both, as a part of the time in windows of either (intersection over union). 1: the same.',
  profile: 'Relevance over time',
  profileTip: 'Spearman’s rank correlation of the relevance of each moment; 1: the same order, 0: none.',
  profileNone: 'not comparable: the two cut time differently',
  verdicts: 'Verdicts',
  verdictsWords: (changed: number, of: number) =>
    `${formatCount(changed)} of ${formatPlural(of, 'clip')} get another verdict.`,
  verdictCaption: 'Clips by verdict: rows as in A, columns as in B',
  corner: 'A ↓  B →',
  openVerdict: (one: Side, verdict: string) => `${verdict} in ${side[one]}: opens its list`,
  cues: 'Cues in the windows, B less A',
  cuesTable: 'Mean differences of cues',
  cuesWords: 'What the voice does more where B looks than where A looks, clip by clip.',
  value: (value: number | null, interval: { low: number; high: number } | null) =>
    value === null
      ? '–'
      : `${formatNumber(value, 2)}${interval === null ? '' : ` (${formatNumber(interval.low, 2)} to ${formatNumber(interval.high, 2)})`}`,
  noneAgreed: 'There is no clip of which both say the same.',
  key: 'Clips',
  all: 'all',
} as const

export const otherWords = {
  title: 'What other audits say',
  aside: (count: number) => formatPlural(count, 'audit'),
  open: (audit: string) => `Open this clip in ${audit}`,
  name: (id: number, model: string) => `Audit ${id}, ${model}`,
  says: (label: string, confidence: number) => `${label}, ${formatPercent(confidence, 0)}`,
  right: 'right',
  wrong: 'wrong',
  keyHint: 'opens it in the next audit, at the same moment',
} as const
