import { formatCount, formatPlural } from '../format'

export const projectWords = {
  expertTables: 'Expert tables',
  compare: 'Compare audits',
  addDataset: 'Add data set…',
  newAudit: 'New audit',
  audits: 'Audits',
  noAudits: 'No audits yet',
  noAuditsNoData:
    'Add a data set first (or drop its folder here); an audit then runs a model over it and explains every decision.',
  noAuditsAdvice: 'An audit runs a model over a data set and explains every decision.',
  datasets: 'Data sets',
  size: (bytes: string) => `${bytes} on disk`,
  lookingThrough: (bytes: string) => `Looking through ${bytes} before it is opened…`,
} as const

export const auditLineWords = {
  on: (dataset: string) => `on ${dataset}`,
  clips: (treated: number, total: number) =>
    treated < total ? `${formatCount(treated)} of ${formatPlural(total, 'clip')}` : formatPlural(total, 'clip'),
  refused: (count: number) => `${formatCount(count)} refused`,
  progress: 'Progress',
  correct: 'correct',
  scored: (correct: number, scored: number) => `${formatCount(correct)} of ${formatPlural(scored, 'scored clip')}`,
  states: { running: 'Running', paused: 'Paused', done: 'Done', cancelled: 'Cancelled', failed: 'Failed' },
  menu: (title: string) => `More about ${title}`,
  resume: 'Resume',
  resumeOf: (title: string) => `Resume ${title}`,
  rename: 'Rename…',
  delete: 'Delete…',
  renameTitle: 'Rename audit',
  renameWhat: 'Leave it empty to call it by its model and data set again.',
  deleteTitle: (title: string) => `Delete ${title}?`,
  deleteWhat: (results: number) =>
    `What it computed goes for good: ${formatPlural(results, 'result')}, its experiments and its annotation queues. What people said of the clips stays, and so do results that another audit shares. Running it again gives the same results.`,
  keep: 'Keep it',
  deleteAction: 'Delete audit',
} as const

export const datasetWords = {
  missing: 'folder not there',
  clips: (count: number) => formatPlural(count, 'clip'),
  speakers: (count: number) => formatPlural(count, 'speaker'),
  emotions: 'Emotions',
  newAudit: 'New audit',
  check: 'Look over its audio',
  checkAgain: 'Go on looking',
  details: 'Details',
  locate: 'Locate…',
  locateTitle: (name: string) => `Where is ${name} now?`,
  locateWhat: (folder: string) =>
    `It was at ${folder}. Choose the folder at its new place: files that are found must be the recordings they were, and audits, results and annotations go on with them.`,
  locateLabel: 'Folder',
  locateAction: 'Read it from there',
  located: (name: string) => `${name} is read from its new folder`,
  allThere: (found: number) => `All ${formatPlural(found, 'clip')} are there.`,
  someMissing: (found: number, missing: number) =>
    `${formatCount(found)} of ${formatPlural(found + missing, 'clip')} are there; the others were not found.`,
} as const

export const preflightWords = {
  running: (done: number, total: number) => `Looking over: ${formatCount(done)} of ${formatPlural(total, 'file')}`,
  none: 'Audio not looked over yet',
  partly: (done: number, total: number) => `${formatCount(done)} of ${formatPlural(total, 'file')} looked over`,
  clean: 'Every file is sound',
  stop: 'Stop',
  title: (dataset: string) => `${dataset}: looked over`,
  what: 'Every file read and decoded once. Nothing in the folder is changed; what is odd is left to you.',
  audio: (sec: number) =>
    `${sec < 3600 ? formatPlural(Math.round(sec / 60), 'minute') : `${(sec / 3600).toFixed(1)} hours`} of audio`,
  rates: 'Sample rates',
  allSound: 'Nothing odd was found.',
  export: 'Save as CSV',
  more: (count: number) => `and ${formatCount(count)} more: save the list to see all`,
  columns: ['finding', 'file', 'what'],
} as const

/** What can be odd about clips, as a heading and as a short count. Notes without words of their own go by their code. */
export const preflightKinds: Readonly<
  Record<string, { readonly title: string; readonly count: (n: number) => string }>
> = {
  unreadable: { title: 'Can’t be read', count: n => `${formatCount(n)} unreadable` },
  silence: { title: 'Silent', count: n => `${formatCount(n)} silent` },
  'too-short': { title: 'Very short', count: n => `${formatCount(n)} very short` },
  'label-conflict': { title: 'One recording under two emotions', count: n => formatPlural(n, 'label conflict') },
  duplicate: { title: 'The same recording twice', count: n => formatPlural(n, 'duplicate') },
  clipped: { title: 'Clipped', count: n => `${formatCount(n)} clipped` },
  'odd-rate': { title: 'Another sample rate than most', count: n => `${formatCount(n)} at another rate` },
  downmixed: { title: 'Several channels, mixed to one', count: n => `${formatCount(n)} not mono` },
  'dc-offset': { title: 'Offset from zero', count: n => `${formatCount(n)} with an offset` },
  'passed-over': { title: 'Passed over', count: n => `${formatCount(n)} passed over` },
}

export const addDatasetWords = {
  title: 'Add data set',
  what: 'The folder is looked through first; nothing in it is changed or copied.',
  label: 'Folder or CSV manifest',
  example: '/home/me/corpora/ravdess',
  hint: 'Several corpora in one folder, at any depth, are fine. Files named in no known way need a CSV manifest with the columns file and emotion: its folder is audited with it.',
  cancel: 'Cancel',
  look: 'Look through it',
  looking: 'Looking through it…',
  add: (clips: number) => `Add ${formatPlural(clips, 'clip')}`,
  adding: 'Adding…',
} as const

export const labelMapWords = {
  emotion: 'Emotion in the data',
  clips: 'Clips',
  label: 'Label of the model',
  labelFor: (emotion: string) => `Label for ${emotion}`,
  unmapped: 'unmapped: predicted, not scored',
  unmappedNote: (clips: number, emotions: string) =>
    `${formatPlural(clips, 'clip')} (${emotions}) will be predicted and explained, but not scored.`,
  unused: (labels: string) => `Not in the data: ${labels}.`,
} as const

export const newAuditWords = {
  title: 'New audit',
  dataset: 'Data set',
  datasetOption: (name: string, clips: number) => `${name} (${formatPlural(clips, 'clip')})`,
  model: 'Model',
  addModel: 'Add a model…',
  noDatasets: 'This project has no data set whose folder is there.',
  mapTitle: 'What counts as correct',
  mapLead: 'Each emotion of the data is held against one label of the model.',
  methodTitle: 'How decisions are explained',
  methodLead: 'For every clip, with segments and cues. Any other can be looked at later, clip by clip.',
  noMethodLead: 'Without a method the model only predicts: no segments and no cues.',
  settings: 'Settings',
  segments: (methods: string, count: number, sec: number, rate: string) =>
    `${methods}; ${count} segments of ${sec} s, cues at ${rate}`,
  ownRate: 'the file’s own rate',
  kHz16: '16 kHz',
  limit: 'Only the first clips, for a quick look',
  allClips: 'all',
  provider: 'Runs on',
  cancel: 'Cancel',
  start: 'Start audit',
} as const
