import type { Share } from '#contracts/experiments/baseline'
import type { SliceRow } from '#contracts/table-view'
import { formatCount, formatPercent, formatPlural } from '../format'

export const clipTableWords = {
  table: 'Clips',
  picture: 'Picture',
  pictureOfMap: 'The model’s log-Mel spectrogram with the stored saliency map',
  pictureOfProfile:
    'The model’s log-Mel spectrogram; colour says how much each moment counted. Open the clip for its map.',
  pictureAlone: 'The model’s log-Mel spectrogram',
  waiting: 'waiting',
  refused: 'refused',
  noLabel: 'no label',
  unmapped: ' (unmapped)',
  unmappedTip: (emotion: string) => `${emotion}: not mapped onto a label of the model`,
  unlabelled: 'No label',
  outcome: 'Outcome',
  hoverOn: 'Pointing at a clip plays it: on',
  hoverOff: 'Pointing at a clip plays it: off',
  export: 'Save what the list shows',
  exportCsv: 'As CSV, the columns shown',
  exportParquet: 'As Parquet, the columns shown',
  search: 'Search in file names and notes',
  searchHint: 'File or note',
  searchNotes: 'Search in notes; names are hidden and not searched',
  searchNotesHint: 'Note',
  remove: (what: string) => `Remove filter: ${what}`,
  clearAll: 'Clear all',
  shown: (count: number) => `${formatCount(count)} shown`,
  actions: (file: string) => `What to do with ${file}`,
  open: 'Open',
  hear: 'Hear the salient part',
  hearAll: 'Hear the whole clip',
  copyName: 'Copy the file’s name',
  copyPath: 'Copy the file’s path',
  reveal: 'Show the file in its folder',
  copied: (file: string) => `Copied: ${file}`,
  pin: (slice: string) => `Pin to “${slice}”`,
  unpin: (slice: string) => `Take off “${slice}”`,
  pinned: (slices: readonly string[]) => `Pinned to ${slices.join(', ')}`,
} as const

export const filterWords = {
  filter: 'Filter',
  column: 'Column',
  counting: 'Counting…',
  noValue: 'No clip has a value.',
  from: 'From',
  to: 'to',
  clear: 'Clear',
  withoutValue: (count: number) => `${formatPlural(count, 'clip')} without a value`,
  listThem: 'list them',
  none: 'none',
  nothingLeft: 'No clip is left to choose from.',
  isCut: (count: number) => `There are more; these are the ${count} most frequent.`,
} as const

export const columnWords = {
  columns: 'Columns',
  find: 'Find a column',
  reset: 'Reset',
  all: 'All columns',
  nothing: 'No column is called that.',
} as const

export const viewWords = {
  views: 'Views',
  empty:
    'None yet. A view keeps the columns, the order and the filter that you see, for everybody who opens this project.',
  name: 'Name of this view',
  keep: 'Keep',
  replace: 'Replace',
  asSlice: 'Also as a slice',
  asSliceTip: 'A slice is held against the rest of the clips: how much better or worse the model is there.',
  slice: 'slice',
  forget: (name: string) => `Forget ${name}`,
  kept: (name: string) => `Kept as ${name}`,
  needsFilter: 'A slice needs a filter.',
} as const

export const playlistWords = {
  title: 'Clips of this filter',
  clips: (count: number) => formatPlural(count, 'clip'),
  annotated: 'annotated',
  refused: 'refused',
} as const

const points = (share: number | null): string =>
  share === null ? '–' : `${share >= 0 ? '+' : '−'}${Math.abs(100 * share).toFixed(1)}`
const chance = (p: number | null): string => (p === null ? '–' : p < 0.001 ? '< 0.001' : p.toPrecision(2))

export const sliceWords = {
  title: 'Slices against the rest',
  gapTip:
    'Accuracy of the slice less that of the rest of the scored clips, in percentage points, with a 95 % interval that resamples speakers, then clips. p counts how often these draws fall on the other side of none; it is adjusted over all slices kept here (Holm 1979), and q is the share of false calls among slices called (Benjamini and Hochberg 1995). Slices that were looked at and not kept are not counted.',
  gap: (share: number | null) => `${points(share)} pts`,
  interval: ({ value, interval }: Share) =>
    interval === null
      ? `${points(value)} points, no interval: too few clips`
      : `${points(value)} points, 95 % interval ${points(interval.low)} to ${points(interval.high)}`,
  facts: ({ scored, speakers, accuracy, uar, uarGap }: SliceRow) =>
    `${formatPlural(scored, 'scored clip')}, ${formatPlural(speakers, 'speaker')} · ${formatPercent(accuracy.value)} right · UAR ${formatPercent(uar.value)} (${points(uarGap.value)})`,
  chance: (p: number | null, pHolm: number | null, qBh: number | null) =>
    `p ${chance(p)}, adjusted ${chance(pHolm)}, q ${chance(qBh)}`,
  counting: 'Weighing the slices…',
  show: (name: string) => `List the clips of ${name}`,
  openPin: (file: string) => `Open ${file}`,
  pins: 'Exemplars',
} as const

/** Filters in force, as chips. */
export const chipWords = {
  pair: (expected: string, predicted: string) => `${expected} → ${predicted}`,
  expected: (label: string) => `expected ${label}`,
  predicted: (label: string) => `predicted ${label}`,
  speaker: (speaker: string) => `speaker ${speaker}`,
  text: (typed: string) => `“${typed}”`,
} as const

export const outcomeWords = {
  all: 'All',
  wrong: 'Wrong',
  correct: 'Correct',
  unmapped: 'Unmapped',
  refused: 'Refused',
} as const
