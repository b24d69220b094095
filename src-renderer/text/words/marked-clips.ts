import { formatCount, formatPlural } from '../format'

/** What is said of clips of a list that are worked on together. */
export const markedWords = {
  bar: 'Selected clips',
  count: (clips: number): string => `${formatPlural(clips, 'clip')} selected`,
  as: 'as',
  tag: 'Tag',
  tagHint: (key: string): string => (key === '' ? 'Tag' : `Tag (${key})`),
  add: 'Add',
  remove: 'Take away',
  verdict: 'Verdict',
  noVerdict: 'No verdict',
  queue: 'Make a queue…',
  clear: 'Select none',
  tooMany: (most: number): string => `At most ${formatCount(most)} clips are selected at once`,
  tooManyAdvice: 'Narrow the list first.',
  firstOf: (most: number, total: number): string =>
    `The first ${formatCount(most)} of ${formatCount(total)} clips are selected`,
  tagged: (clips: number, tag: string): string => `${formatPlural(clips, 'clip')} tagged “${tag}”`,
  untagged: (clips: number, tag: string): string => `“${tag}” taken from ${formatPlural(clips, 'clip')}`,
  judged: (clips: number, verdict: string): string => `${formatPlural(clips, 'clip')}: ${verdict.toLowerCase()}`,
  unjudged: (clips: number): string => `Verdict taken from ${formatPlural(clips, 'clip')}`,
  /** Beside the clips that changed. */
  others: (same: number, covered: number, undo: string): string =>
    [
      same === 0 ? '' : `${formatPlural(same, 'clip')} had it so before.`,
      covered === 0
        ? ''
        : `${formatPlural(covered, 'clip')} left out: in your blind queue, where the model’s answer is not known yet.`,
      undo === '' ? '' : `${undo} takes all of it back.`,
    ]
      .filter(Boolean)
      .join(' '),
} as const
