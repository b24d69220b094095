import type { ModelBaselineResult, ScoreRow, Share } from '#contracts/experiments/baseline'
import { caveatLines } from './cue-lines'
import { columns, wholePercent } from './text-table'

/** The result as lines for people. */
export function describeBaseline(result: ModelBaselineResult): string[] {
  const { labels, overall, confusion, recall, datasets, speakers, sexes, unscored, refused, caveats } = result
  const row = ({ name, clips, speakers: people, correct, accuracy, uar }: ScoreRow): string[] => [
    ...[name, String(clips), String(people), String(correct), share(accuracy), share(uar)],
  ]
  return [
    'shares with 95 % bootstrap intervals over speakers and clips; UAR: unweighted average recall',
    '',
    ...columns([
      ['', 'clips', 'speakers', 'correct', 'accuracy', 'UAR'],
      ...[overall, ...datasets, ...sexes, ...speakers].map(row),
    ]),
    '',
    ...columns([
      ['label', 'clips', 'recall', 'said', 'precision'],
      ...recall.map(({ label, clips, recall: found, predicted, precision }) => [
        ...[label, String(clips), share(found), String(predicted), precision === null ? '-' : wholePercent(precision)],
      ]),
    ]),
    '',
    ...columns([['', ...labels], ...confusion.map((counts, i) => [labels[i], ...counts.map(String)])]),
    '(rows: expected, columns: predicted)',
    ...Object.entries(unscored).map(([emotion, n]) => `not scored, the model has no such label: ${emotion} (${n})`),
    ...(refused > 0 ? [`${refused} clips were refused.`] : []),
    ...caveatLines(caveats),
  ]
}

export function share({ value, interval }: Share): string {
  if (value === null) return '-'
  return interval === null
    ? wholePercent(value)
    : `${wholePercent(value)} [${wholePercent(interval.low)}, ${wholePercent(interval.high)}]`
}
