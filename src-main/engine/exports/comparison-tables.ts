import type { Comparison, GapRow } from '#contracts/comparison'
import type { Share } from '#contracts/experiments/baseline'
import { significant, type CsvColumn } from './csv'
import { tabulate, type Table } from './table'

interface ScoreLine {
  readonly group: string
  readonly name: string
  readonly row: Omit<GapRow, 'uarGap'>
  readonly adjusted: number | null
}

const text = <Row>(title: string, cell: (row: Row) => string): CsvColumn<Row> => ({ title, cell, isText: true })
const number = <Row>(title: string, cell: (row: Row) => number | null): CsvColumn<Row> => ({
  ...{ title, cell },
  format: significant(7),
})
const share = <Row>(title: string, of: (row: Row) => Share): CsvColumn<Row>[] => [
  number(title, row => of(row).value),
  number(`${title} low`, row => of(row).interval?.low ?? null),
  number(`${title} high`, row => of(row).interval?.high ?? null),
]

const scoreColumns: readonly CsvColumn<ScoreLine>[] = [
  text('group', ({ group }) => group),
  text('name', ({ name }) => name),
  number('clips A', ({ row }) => row.a.clips),
  number('clips B', ({ row }) => row.b.clips),
  number('speakers', ({ row }) => Math.min(row.a.speakers, row.b.speakers)),
  ...share<ScoreLine>('accuracy A', ({ row }) => row.a.accuracy),
  ...share<ScoreLine>('accuracy B', ({ row }) => row.b.accuracy),
  ...share<ScoreLine>('gap', ({ row }) => row.accuracyGap),
  number('both right', ({ row }) => row.outcomes?.bothRight ?? null),
  number('only A', ({ row }) => row.outcomes?.onlyA ?? null),
  number('only B', ({ row }) => row.outcomes?.onlyB ?? null),
  number('both wrong', ({ row }) => row.outcomes?.bothWrong ?? null),
  number('McNemar p', ({ row }) => row.outcomes?.p ?? null),
  number('p adjusted (Holm)', ({ adjusted }) => adjusted),
]

/** A comparison as tables: scores (of a label: recall), what changed, and both confusion matrices. */
export function comparisonTables({ overall, byLabel, subgroups, changes, labels, confusion }: Comparison): Table[] {
  const side = (of: Comparison['byLabel'][number]['a'], whole: GapRow['a']): GapRow['a'] => ({
    ...{ clips: of.clips, speakers: whole.speakers, accuracy: of.recall, uar: of.recall },
  })
  const lines: ScoreLine[] = [
    { group: 'all', name: '', row: overall, adjusted: null },
    ...byLabel.map(({ label, a, b, gap, outcomes, adjusted }) => ({
      ...{ group: 'label', name: label, adjusted },
      row: { a: side(a, overall.a), b: side(b, overall.b), accuracyGap: gap, outcomes },
    })),
    ...subgroups.map(({ by, name, adjusted, ...row }) => ({ group: by, name, row, adjusted })),
  ]
  type Change = (typeof changes)[number]
  type Count = { audit: 'A' | 'B'; expected: string; predicted: string; clips: number }
  const counts = (['a', 'b'] as const).flatMap(audit =>
    labels.flatMap(({ name: expected }, i) =>
      labels.map(({ name: predicted }, j): Count => ({
        ...{ audit: audit === 'a' ? 'A' : 'B', expected, predicted },
        clips: confusion[audit][i][j],
      })),
    ),
  )
  return [
    tabulate('scores', scoreColumns, lines),
    tabulate<Change>(
      'changes',
      [
        ...[text<Change>('A says', ({ a }) => a), text<Change>('B says', ({ b }) => b)],
        number('clips', ({ clips }) => clips),
        number('A right', ({ aRight }) => aRight),
        number('B right', ({ bRight }) => bRight),
      ],
      changes,
    ),
    tabulate<Count>(
      'confusion',
      [
        text('audit', ({ audit }) => audit),
        text('expected', ({ expected }) => expected),
        text('predicted', ({ predicted }) => predicted),
        number('clips', ({ clips }) => clips),
      ],
      counts,
    ),
  ]
}
