import type { Population } from '#contracts/expert-table'
import { formatPlural } from '../format'

export const expertTablesWords = {
  title: 'Expert tables',
  intro: 'What the voice is expected to do in each emotion, and who says so.',
  undo: 'Undo',
  undoKeys: 'Ctrl Z',
  redo: 'Redo',
  redoKeys: 'Ctrl Y',
  file: 'Table as JSON',
  import: 'Import…',
  export: 'Export',
  save: 'Save…',
  tables: 'Tables',
  version: (version: number, cells: number) => `version ${version} · ${formatPlural(cells, 'cell')}`,
  table: 'Table',
  name: 'Title',
  reference: 'Directions are relative to',
  citation: 'Where it comes from',
  scored: 'scored: verdicts rest on it',
  shown: 'shown only',
  arrows: 'large arrow: clear, small: weak; A, B, C: how sure',
  add: 'Add an emotion',
  addFirst: 'Add an emotion…',
  chosen: 'What is chosen',
  choose: 'Choose a cell to see its source and to change it, or an emotion for its levels.',
  loading: 'Reading the tables…',
  none: 'There is no such table.',
} as const

export const expertMatrixWords = {
  title: 'What the table expects: rows are emotions, columns cues',
  emotion: 'Emotion',
  notMeasured: 'not measured',
  shownOnly: 'shown only',
  scoredFrom: (from: Population | string) => `scored from ${from}`,
  notSettled: 'not settled',
  mistake: 'has a mistake',
  nothing: (emotion: string, cue: string) => `${emotion}, ${cue}: nothing expected`,
} as const

export const cellEditorWords = {
  title: (emotion: string, cue: string) => `${emotion}, ${cue}`,
  nothing: 'Nothing is expected.',
  direction: 'Direction',
  directions: { none: 'None', lower: 'Lower', higher: 'Higher', mixed: 'Mixed' },
  strength: 'Strength',
  strengths: { clear: 'Clear', weak: 'Weak' },
  confidence: 'Confidence',
  confidences: 'A: several sources agree. B: one good source. C: recalled, or they conflict.',
  source: 'Source',
} as const

export const emotionEditorWords = {
  axes: {
    arousal: 'Arousal: −1 calm, 1 excited',
    valence: 'Valence: −1 unpleasant, 1 pleasant',
  },
  undecided: 'undecided',
  settled: 'Sources settle how it sounds',
  unsettled: 'Unless they do, its cells are shown but nothing is held against them.',
} as const

export const leaveTableWords = {
  title: 'Leave without saving?',
  description: 'The changes to this table are lost.',
  stay: 'Stay',
  leave: 'Leave',
} as const

export const saveTableWords = {
  title: 'Save the table',
  description: 'Older versions stay as they are.',
  as: 'Save as',
  version: (version: number, table: string) => `Version ${version} of ${table}`,
  copy: 'A new table',
  ours: (table: string) => `${table}, ours`,
  bundled: (table: string) => `“${table}” comes with the program and stays as it is: yours becomes a table of its own.`,
  name: 'Title',
  taken: 'There is a table of this name: it would become its next version.',
  changes: (count: number | null) => (count === null ? 'Changes' : formatPlural(count, 'change')),
  list: 'Changes',
  changed: 'changed',
  change: (before: string, after: string) => `${before} → ${after}`,
  levels: 'its levels',
  cancel: 'Cancel',
  save: 'Save',
} as const
