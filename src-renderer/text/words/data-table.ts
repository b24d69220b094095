export const dataTableWords = {
  all: (columns: number) => `All ${columns} columns`,
  save: (table: string) => `Save ${table} as CSV`,
  speakers: (count: number) => `${count} ${count === 1 ? 'speaker' : 'speakers'}`,
  n: (count: string) => `n ${count}`,
  note: 'Means over clips, below them 95 % intervals (speakers resampled, then clips), and n where it is not the row’s.',
  delta: '* differs from 0 beyond chance, all cells taken together (q < 0.05).',
  shade: 'Darker: higher within its column.',
} as const

export const contrastWords = {
  all: 'All cues',
  title: 'Wrong against correct predictions',
  predicted: 'Predicted',
  cue: 'Cue',
  wrong: 'Wrong',
  correct: 'Correct',
  effect: 'Effect g',
  effectTip: 'Hedges’ g: difference in standard deviations, wrong less correct',
  p: 'p',
  q: 'q',
  qTip: 'p with all cells taken together (Benjamini-Hochberg)',
  few: 'Too few misclassified clips to compare.',
  note: 'Bold: beyond chance, all cells taken together (q < 0.05).',
} as const
