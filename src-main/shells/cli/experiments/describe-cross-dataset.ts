import type { CrossDatasetResult } from '#contracts/experiments/cross-dataset'
import { caveatLines, cueLines } from './cue-lines'
import { share } from './describe-baseline'
import { columns, interval, wholePercent } from './text-table'

/** The result as lines for people. */
export function describeCrossDataset(result: CrossDatasetResult): string[] {
  const { datasets, gaps, plausibility, deltas, caveats } = result
  const bounds = (found: { low: number; high: number } | null): { low: number | null; high: number | null } =>
    found ?? { low: null, high: null }
  return [
    'shares with 95 % bootstrap intervals over speakers and clips; UAR: unweighted average recall',
    '',
    ...columns([
      ['data set', 'clips', 'speakers', 'accuracy', 'UAR', 'alignment', 'implausible'],
      ...datasets.map(({ name, clips, speakers, accuracy, uar }) => {
        const fit = plausibility.find(({ dataset }) => dataset === name)
        const alignment = fit?.meanAlignment ?? null
        return [
          ...[name, String(clips), String(speakers), share(accuracy), share(uar)],
          alignment === null ? '-' : interval({ mean: alignment, ...bounds(fit!.alignmentInterval) }, true),
          fit?.implausibleShare == null ? '-' : wholePercent(fit.implausibleShare),
        ]
      }),
    ]),
    ...(gaps.length === 0 ? [] : ['', `less ${gaps[0].reference}: accuracy, and recall of each label`]),
    ...columns(
      gaps.map(({ dataset, label, clips, difference, interval: range }) => [
        ...[dataset, label ?? 'accuracy', `${clips} clips`],
        difference === null ? '-' : interval({ mean: difference, ...bounds(range) }, true),
      ]),
    ),
    ...(deltas.rows.length === 0
      ? []
      : ['', 'correct predictions: windows less random speech windows (*: q < 0.05)', ...cueLines(deltas, true)]),
    ...caveatLines(caveats),
  ]
}
