import type { ComparedAudit, ComparedWindows, Comparison, GapRow } from '#contracts/comparison'
import type { Share } from '#contracts/experiments/baseline'
import { caveatLines, cueLines } from './cue-lines'
import { share } from './describe-baseline'
import { columns } from './text-table'

/** A comparison as lines for people. */
export function describeComparison(comparison: Comparison, windows: ComparedWindows | null): string[] {
  const { a, b, differs, isPaired, pairs, overall, byLabel, subgroups, changes, caveats } = comparison
  const head = ['', 'clips', 'A', 'B', 'B less A', ...(isPaired ? ['only A', 'only B', 'p (Holm)'] : [])]
  const cells = (outcomes: GapRow['outcomes'], p: number | null): string[] =>
    outcomes === null ? [] : [String(outcomes.onlyA), String(outcomes.onlyB), pText(p)]
  return [
    `A: ${describe(a)}`,
    `B: ${describe(b)}`,
    `they differ in: ${differs.join(', ') || 'nothing'}`,
    isPaired ? `${pairs.both} clips of both` : 'different clips: nothing is paired',
    '',
    ...columns([
      head,
      [
        'accuracy',
        clipsOf(overall),
        share(overall.a.accuracy),
        share(overall.b.accuracy),
        gap(overall.accuracyGap),
      ].concat(cells(overall.outcomes, overall.outcomes?.p ?? null)),
      ['UAR', clipsOf(overall), share(overall.a.uar), share(overall.b.uar), gap(overall.uarGap)].concat(
        isPaired ? ['', '', ''] : [],
      ),
      ...byLabel.map(row =>
        [`recall of ${row.label}`, clipsOf(row), share(row.a.recall), share(row.b.recall), gap(row.gap)].concat(
          cells(row.outcomes, row.adjusted),
        ),
      ),
      ...subgroups.map(row =>
        [
          `${row.by} ${row.name}${cautionMark(row)}`,
          ...[clipsOf(row), share(row.a.accuracy), share(row.b.accuracy), gap(row.accuracyGap)],
        ].concat(cells(row.outcomes, row.adjusted)),
      ),
    ]),
    '(95 % intervals over speakers and clips; p: McNemar’s exact test, over all not corrected)',
    ...(changes.length === 0
      ? []
      : [
          '',
          ...columns([['A says', 'B says', 'clips', 'A right', 'B right'], ...changes.slice(0, 10).map(changeCells)]),
        ]),
    ...(windows === null
      ? []
      : [
          '',
          `windows, where both say the same (${windows.agreed} clips): overlap ${share(windows.overlap)}, profiles correlate by ${decimal(windows.profile)}`,
          ...cueLines(windows.cues, true),
        ]),
    ...caveatLines(caveats),
  ]
}

function describe({ auditId, modelName, datasetName, method, clips }: ComparedAudit): string {
  return `audit ${auditId}, ${modelName} on ${datasetName}, ${method ?? 'predictions only'}, ${clips} clips`
}

function clipsOf({ a, b }: { a: { clips: number }; b: { clips: number } }): string {
  return a.clips === b.clips ? String(a.clips) : `${a.clips} / ${b.clips}`
}

function changeCells({ a, b, clips, aRight, bRight }: Comparison['changes'][number]): string[] {
  return [a, b, String(clips), String(aRight), String(bRight)]
}

/** In percentage points. */
function gap({ value, interval }: Share): string {
  const points = (one: number): string => `${one > 0 ? '+' : ''}${(100 * one).toFixed(1)}`
  if (value === null) return '-'
  return interval === null ? points(value) : `${points(value)} [${points(interval.low)}, ${points(interval.high)}]`
}

function decimal({ value, interval }: Share): string {
  if (value === null) return '-'
  return `${value.toFixed(2)}${interval === null ? '' : ` [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]`}`
}

const cautionMarks = {
  'few-clips': ' (few)',
  'one-speaker': ' (one speaker)',
  'few-speakers': ' (few speakers)',
} as const

/** Each group of speakers is one speaker, and needs no mark for it. */
function cautionMark({ by, caution }: Comparison['subgroups'][number]): string {
  return caution === null || (by === 'speaker' && caution !== 'few-clips') ? '' : cautionMarks[caution]
}

function pText(p: number | null): string {
  if (p === null) return '-'
  return p < 0.001 ? '<0.001' : p.toFixed(3)
}
