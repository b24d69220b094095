import type { ErrorCode } from '#contracts/error'
import type { ModelBaselineResult, ScoreRow, Share } from '#contracts/experiments/baseline'
import { groupBy } from '#engine/plausibility/group-by'
import type { ReportCell, ReportColumn, ReportSection, ReportTable } from '../document'
import { confusionPlot } from '../figures/confusion-plot'
import { intervalPlot } from '../figures/interval-plot'
import { countOf, shareWithInterval, warnings } from '../words'

/**
 * How often the model is right: overall, by label, by data set, speaker and sex.
 *
 * @param reasons of the refused clips: codes of their errors
 */
export function performanceSection(result: ModelBaselineResult, reasons: readonly ErrorCode[]): ReportSection {
  const { labels, overall, confusion, recall, datasets, speakers, sexes, unscored, refused, caveats } = result
  const left = Object.entries(unscored).map(([emotion, n]) => `${emotion} (${n})`)
  const intro =
    overall.clips === 0
      ? 'Nothing can be scored.'
      : `The model is right on ${overall.correct} of ${countOf(overall.clips, 'clip')} of ${countOf(overall.speakers, 'speaker')}: accuracy ${shareWithInterval(overall.accuracy)}, unweighted average recall ${shareWithInterval(overall.uar)}.`
  const limits = [
    ...(left.length === 0 ? [] : [`Not scored, because no label of the model stands for them: ${left.join(', ')}.`]),
    ...(refused === 0
      ? []
      : [
          `${countOf(refused, 'clip')} ${refused === 1 ? 'was' : 'were'} refused and not predicted${reasonsOf(reasons)}.`,
        ]),
  ]
  const occurring = recall.filter(({ clips }) => clips > 0)
  return {
    title: '1 Baseline: how often the model is right',
    blocks: [
      { kind: 'text', text: [intro, ...limits].join(' ') },
      ...warnings(caveats),
      {
        kind: 'figure',
        id: 'confusion',
        caption:
          'Confusion matrix: rows are the labels of the clips, columns what the model says. Shade: share of the row; below it the count.',
        ...confusionPlot('Confusion matrix', labels, confusion),
      },
      {
        kind: 'figure',
        id: 'recall',
        caption: 'Recall of each label with its 95 % interval; at the right the number of clips.',
        ...intervalPlot({
          title: 'Recall by label',
          measure: 'recall',
          series: ['recall'],
          domain: [0, 1],
          groups: occurring.map(({ label, clips, recall: { value, interval } }) => ({
            name: label,
            points: [
              { series: 0, estimate: value!, low: interval?.low ?? null, high: interval?.high ?? null, n: clips },
            ],
          })),
        }),
      },
      {
        kind: 'table',
        id: 'recall-by-label',
        caption: 'Recall and precision by label',
        columns: ['label', 'clips', 'recall', 'low', 'high', 'times said', 'precision'].map(title => ({ title })),
        rows: recall.map(({ label, clips, recall: share, predicted, precision }) => [
          ...[label, clips, ...bounds(share), predicted, precision],
        ]),
        note: '95 % bootstrap intervals that resample speakers, then clips; Wilson’s where all or none are right.',
      },
      scoresTable('scores-by-data-set', 'Scores by data set', 'data set', datasets),
      scoresTable('scores-by-sex', 'Scores by sex of the speaker', 'sex', sexes),
      {
        ...scoresTable('scores-by-speaker', 'Scores by speaker', 'speaker', speakers),
        isFileOnly: speakers.length > 24,
      },
      {
        kind: 'table',
        ...{ id: 'confusion-counts', caption: 'Confusion matrix, counts', isFileOnly: true },
        columns: [{ title: 'labelled' }, ...labels.map(label => ({ title: label }))],
        rows: confusion.map((row, i) => [labels[i], ...row]),
      },
    ],
  }
}

/** ` (too-short: 2, not-audio: 1)` */
function reasonsOf(reasons: readonly ErrorCode[]): string {
  const counts = [...groupBy(reasons, reason => reason)].map(([reason, same]) => `${reason}: ${same.length}`)
  return counts.length === 0 ? '' : ` (${counts.join(', ')})`
}

const scoreColumns: readonly ReportColumn[] = [
  ...['clips', 'speakers', 'correct', 'accuracy', 'low', 'high', 'UAR', 'UAR low', 'UAR high'].map(title => ({
    title,
  })),
]

export function scoresTable(id: string, caption: string, head: string, rows: readonly ScoreRow[]): ReportTable {
  return {
    kind: 'table',
    ...{ id, caption, columns: [{ title: head }, ...scoreColumns] },
    rows: rows.map(({ name, clips, speakers, correct, accuracy, uar }) => [
      ...[name, clips, speakers, correct, ...bounds(accuracy), ...bounds(uar)],
    ]),
    note: 'UAR: unweighted average recall. 95 % bootstrap intervals that resample speakers, then clips; within one speaker they say nothing of others.',
  }
}

function bounds({ value, interval }: Share): ReportCell[] {
  return [value, interval?.low ?? null, interval?.high ?? null]
}
