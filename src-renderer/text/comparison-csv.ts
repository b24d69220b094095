import type { Comparison, GapRow } from '#contracts/comparison'
import type { Share } from '#contracts/experiments/baseline'
import { csvText, type Cell } from './csv'
import { shownSpeaker } from './shown-name'

/** The scores of a comparison as a table: all clips, each label (recall), each subgroup; with n, intervals and p. */
export function comparisonCsv({ overall, byLabel, subgroups }: Comparison): string {
  const share = ({ value, interval }: Share): Cell[] => [value, interval?.low, interval?.high]
  const cells = (outcomes: GapRow['outcomes'], adjusted: number | null): Cell[] => [
    ...[outcomes?.bothRight, outcomes?.onlyA, outcomes?.onlyB, outcomes?.bothWrong, outcomes?.p, adjusted],
  ]
  const titles = ['group', 'name', 'figure', 'clips A', 'clips B']
  const shares = ['A', 'B', 'B less A'].flatMap(name => [name, `${name} low`, `${name} high`])
  const tests = ['both right', 'only A', 'only B', 'both wrong', 'McNemar p', 'p adjusted (Holm)']
  return csvText(
    [...titles, ...shares, ...tests],
    [
      [
        ...['all', '', 'accuracy', overall.a.clips, overall.b.clips],
        ...[overall.a.accuracy, overall.b.accuracy, overall.accuracyGap].flatMap(share),
        ...cells(overall.outcomes, null),
      ],
      [
        ...['all', '', 'UAR', overall.a.clips, overall.b.clips],
        ...[overall.a.uar, overall.b.uar, overall.uarGap].flatMap(share),
        ...cells(null, null),
      ],
      ...byLabel.map(({ label, a, b, gap, outcomes, adjusted }) => [
        ...['label', label, 'recall', a.clips, b.clips],
        ...[a.recall, b.recall, gap].flatMap(share),
        ...cells(outcomes, adjusted),
      ]),
      ...subgroups.map(({ by, name, a, b, accuracyGap, outcomes, adjusted }) => [
        ...[by, by === 'speaker' ? shownSpeaker(name) : name, 'accuracy', a.clips, b.clips],
        ...[a.accuracy, b.accuracy, accuracyGap].flatMap(share),
        ...cells(outcomes, adjusted),
      ]),
    ],
  )
}
