import type { CrossDatasetResult } from '#contracts/experiments/cross-dataset'
import type { DataTable } from '#contracts/plausibility'
import type { ReportSection } from '../document'
import { intervalPlot } from '../figures/interval-plot'
import { seriesColors } from '../figures/svg'
import { warnings } from '../words'
import { allCells, differencesInShort, paperTable } from './cue-tables'
import { scoresTable } from './performance'

/** One model on several data sets, side by side. */
export function datasetsSection(result: CrossDatasetResult): ReportSection {
  const { datasets, recall, gaps, cues, deltas, plausibility, caveats } = result
  const heads = ['data set', 'emotion']
  const shown = datasets.slice(0, seriesColors.length)
  const labels = [...new Set(recall.map(({ label }) => label))]
  return {
    title: '6 Across data sets',
    blocks: [
      ...warnings(caveats),
      ...(shown.length < 2
        ? []
        : [
            {
              kind: 'figure' as const,
              id: 'data-sets-recall',
              caption:
                'Recall of each label on each data set with its 95 % interval; at the right the number of clips.',
              ...intervalPlot({
                title: 'Recall by data set',
                measure: 'recall',
                series: shown.map(({ name }) => name),
                domain: [0, 1],
                groups: labels.map(label => ({
                  name: label,
                  points: shown.flatMap(({ name }, series) => {
                    const found = recall.find(row => row.dataset === name && row.label === label)
                    if (found === undefined || found.recall === null) return []
                    const { low = null, high = null } = found.interval ?? {}
                    return [{ series, estimate: found.recall, low, high, n: found.clips }]
                  }),
                })),
              }),
            },
          ]),
      scoresTable('data-sets', 'The same model on each data set', 'data set', datasets),
      ...(gaps.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              id: 'data-set-gaps',
              caption: `Gaps: each data set less ${gaps[0].reference}`,
              columns: ['data set', 'of', 'clips', `clips of ${gaps[0].reference}`, 'difference', 'low', 'high'].map(
                title => ({ title }),
              ),
              rows: gaps.map(({ dataset, label, clips, referenceClips, difference, interval }) => [
                ...[dataset, label === null ? 'accuracy' : `recall of ${label}`, clips, referenceClips],
                ...[difference, interval?.low ?? null, interval?.high ?? null],
              ]),
              note: '95 % bootstrap intervals: the speakers of both data sets are resampled, then their clips. An interval that holds 0 leaves open which is better.',
            },
          ]),
      ...(plausibility.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              id: 'data-sets-plausibility',
              caption: 'Plausibility on each data set',
              columns: [
                ...['data set', 'clips', 'speakers', 'measured', 'mean alignment', 'low', 'high', 'implausible share'],
              ].map(title => ({ title })),
              rows: plausibility.map(row => [
                ...[row.dataset, row.clips, row.speakers, row.measured, row.meanAlignment],
                ...[row.alignmentInterval?.low ?? null, row.alignmentInterval?.high ?? null, row.implausibleShare],
              ]),
            },
          ]),
      ...(cues.rows.length === 0
        ? []
        : [
            ...datasets
              .slice(0, SETS_SHOWN)
              .flatMap(({ name }, i) => [
                paperTable(
                  `data-set-${i + 1}-cues`,
                  `${name}: cues in salient windows of correct predictions, by emotion`,
                  ofDataset(cues, name),
                ),
                differencesInShort(
                  `data-set-${i + 1}-differences`,
                  `${name}: what these windows have more than random speech windows`,
                  ofDataset(deltas, name),
                ),
              ]),
            allCells('data-sets-cues-all', 'Every cue', heads, cues),
            allCells('data-sets-differences-all', 'Every difference', heads, deltas),
          ]),
    ],
  }
}

/** The rest is in the files. */
const SETS_SHOWN = 4

function ofDataset(table: DataTable, name: string): DataTable {
  const rows = table.rows.filter(({ key }) => key[0] === name)
  return { ...table, rows: rows.map(row => ({ ...row, key: row.key.slice(1) })) }
}
