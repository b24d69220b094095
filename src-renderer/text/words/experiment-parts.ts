import { formatCount, formatPlural } from '../format'

export const experimentProgressWords = {
  states: { running: 'Running', paused: 'Paused', cancelled: 'Cancelled', failed: 'Failed', done: 'Done' },
  count: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)}`,
  left: (wait: string) => ` · ${wait} left`,
  pause: 'Pause',
  resume: 'Go on',
  cancel: 'Cancel',
} as const

export const faithfulnessDialogWords = {
  title: 'Test the maps',
  description:
    'For each clip and method, what the map points at is taken away and put back; the map is made again under noise and with re-drawn weights.',
  methods: 'Methods',
  clips: 'Clips',
  sample: (clips: number) => `${formatCount(clips)}, each label with its part`,
  all: (clips: number) => `All ${formatCount(clips)}`,
  cancel: 'Cancel',
  start: 'Start',
} as const

export const faithfulnessWords = {
  title: 'Can the maps be trusted?',
  first: 'Test the maps…',
  again: 'Test again…',
  intro: 'Takes away and puts back what the maps point at, over a sample of clips, beside random order and loudness.',
  which: 'Which test',
  run: (methods: string, clips: number | 'all') =>
    `${methods}, ${clips === 'all' ? 'all clips' : formatPlural(clips, 'clip')}`,
  progress: 'Progress of the test',
  caption: 'Tests of the maps, means over clips with 95 % intervals',
  good: { '-1': 'low is good', '0': 'near 0 is good', '1': 'high is good' },
  note: (clips: number) =>
    `Means over ${formatPlural(clips, 'clip')}, each label with its part; below, 95 % intervals. Green: better than random order beyond doubt; red: not.`,
} as const
