import type { AuditSummary } from '#contracts/audit'
import { wilsonInterval } from '#engine/stats/wilson'
import type { ReportSection } from '../document'
import { confusionPlot } from '../figures/confusion-plot'
import { intervalPlot } from '../figures/interval-plot'
import { countOf, percent } from '../words'

/** How often the model is right: overall, by label, by data set. */
export function performanceSection(summary: AuditSummary): ReportSection {
  const { labels, confusion, scored, correct, accuracy, uar, recall, refused, unmapped, datasets } = summary
  const support = confusion.map(row => row.reduce((sum, count) => sum + count, 0))
  const left = Object.entries(unmapped).map(([emotion, n]) => `${emotion} (${n})`)
  const intro =
    accuracy === null
      ? 'No clip of this data set has an emotion that maps onto a label of the model, so nothing can be scored.'
      : `The model is right on ${correct} of ${countOf(scored, 'clip')}: accuracy ${percent(accuracy)}, unweighted average recall ${uar === null ? 'not known' : percent(uar)}.`
  const limits = [
    ...(left.length === 0 ? [] : [`Not scored, because no label of the model stands for them: ${left.join(', ')}.`]),
    ...(refused.length === 0 ? [] : [`${countOf(refused.length, 'clip')} could not be read.`]),
  ]
  const recallRows = labels
    .map((label, i) => ({
      label,
      n: support[i],
      recall: recall[i],
      interval: wilsonInterval(confusion[i][i], support[i]),
    }))
    .filter(({ n }) => n > 0)
  return {
    title: 'Baseline: how often the model is right',
    blocks: [
      { kind: 'text', text: [intro, ...limits].join(' ') },
      {
        kind: 'figure',
        id: 'confusion',
        caption:
          'Confusion matrix: rows are the labels of the clips, columns what the model says. Shade: share of the row.',
        svg: confusionPlot('Confusion matrix', labels, confusion),
      },
      {
        kind: 'table',
        id: 'confusion-counts',
        caption: 'Confusion matrix, counts',
        columns: [{ title: 'labelled' }, ...labels.map(label => ({ title: label }))],
        rows: confusion.map((row, i) => [labels[i], ...row]),
      },
      {
        kind: 'figure',
        id: 'recall',
        caption: 'Recall of each label with its 95 % interval (Wilson).',
        svg: intervalPlot({
          title: 'Recall by label',
          measure: 'recall',
          series: ['recall'],
          domain: [0, 1],
          groups: recallRows.map(({ label, n, recall: value, interval }) => ({
            name: label,
            points:
              value === null
                ? []
                : [{ series: 0, estimate: value, low: interval?.low ?? null, high: interval?.high ?? null, n }],
          })),
        }),
      },
      {
        kind: 'table',
        id: 'recall-by-label',
        caption: 'Recall by label',
        columns: [{ title: 'label' }, { title: 'n' }, { title: 'recall' }, { title: 'low' }, { title: 'high' }],
        rows: recallRows.map(({ label, n, recall: value, interval }) => [
          label,
          n,
          value,
          interval?.low ?? null,
          interval?.high ?? null,
        ]),
        note: '95 % interval after Wilson: clips counted as independent.',
      },
      {
        kind: 'table',
        id: 'scores-by-data-set',
        caption: 'Scores by data set',
        columns: [
          { title: 'data set' },
          { title: 'scored' },
          { title: 'correct' },
          { title: 'accuracy' },
          { title: 'UAR' },
        ],
        rows: datasets.map(({ dataset, scored: n, correct: right, accuracy: share, uar: recallMean }) => [
          dataset,
          n,
          right,
          share,
          recallMean,
        ]),
      },
    ],
  }
}
