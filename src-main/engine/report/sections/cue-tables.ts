import type { ContrastCell, DataTable, TableCell } from '#contracts/plausibility'
import { columnTitle } from '../column-title'
import type { ReportCell, ReportColumn, ReportTable } from '../document'
import { plainNumber } from '../words'

/** What the paper's tables have, and what goes with it; the rest is in the files. */
export const shownColumns: readonly string[] = [
  'loudness.mean',
  'loudness.sd',
  'loudness.cv',
  'f0.mean',
  'f0.sd',
  'hnr.mean',
  'jitter.mean',
  'shimmer.mean',
  'slope_0_500.mean',
  'slope_500_1500.mean',
  'alpha_ratio.mean',
  'spectral_flux.mean',
]

/** Names of the words in a row's key. */
export type Heads = readonly string[]

const NARROW = '\u00a0'

/** Mean ± standard deviation over clips, a row a cue, a column for each emotion or pair of labels: as the paper's tables. */
export function paperTable(id: string, caption: string, table: DataTable): ReportTable {
  const cellOf = ({ mean, sd }: TableCell, digits: number): ReportCell =>
    mean === null
      ? null
      : `${plainNumber(mean, digits)}${sd === null ? '' : `${NARROW}±${NARROW}${plainNumber(sd, digits)}`}`
  return {
    ...byCue(id, caption, table, cellOf),
    note: 'Mean ± standard deviation over clips of each clip’s value in its salient windows; variability is the standard deviation over the windows’ frames. A clip in which a cue can’t be measured does not count for it: its n is in the file of all cues. Clips: those with a value, from the rarest cue to the commonest.',
  }
}

/** Mean difference with its interval, marked where it is beyond chance. */
export function differencesInShort(id: string, caption: string, table: DataTable): ReportTable {
  const cellOf = ({ mean, interval, q }: TableCell, digits: number): ReportCell => {
    if (mean === null) return null
    const mark = q !== null && q < 0.05 ? `${NARROW}*` : ''
    const bounds =
      interval === null ? '' : ` [${plainNumber(interval.low, digits)},${NARROW}${plainNumber(interval.high, digits)}]`
    return `${plainNumber(mean, digits)}${mark}${bounds}`
  }
  return {
    ...byCue(id, caption, table, cellOf),
    note: 'In brackets the 95 % bootstrap interval that resamples speakers, then clips. *: q < 0.05, permutation of signs over clips, Benjamini-Hochberg over all cues and columns. The one says what other speakers would give, the other that these clips’ windows differ from chance: they need not agree. Clips: those with a value in their salient and in their random windows, from the rarest cue to the commonest.',
  }
}

function byCue(
  id: string,
  caption: string,
  { columns, rows }: DataTable,
  cellOf: (cell: TableCell, digits: number) => ReportCell,
): ReportTable {
  const places = shownColumns.map(column => columns.indexOf(column)).filter(place => place >= 0)
  return {
    kind: 'table',
    ...{ id, caption },
    columns: [{ title: 'cue' }, ...rows.map(({ key }) => ({ title: key.join(' → ') }))],
    rows: [
      ['clips', ...rows.map(({ cells }) => countsOf(places.map(place => cells[place].n)))],
      ['speakers', ...rows.map(({ cells }) => countsOf(places.map(place => cells[place].speakers)))],
      ...places.map(place => [
        namedWithUnit(columns[place]),
        ...rows.map(({ cells }) => cellOf(cells[place], columnTitle(columns[place]).digits)),
      ]),
    ],
  }
}

/** `20`, or `12 to 20` where they differ; cells without a value don't count. */
function countsOf(counts: readonly number[]): string {
  const known = counts.filter(n => n > 0)
  if (known.length === 0) return '0'
  const [least, most] = [Math.min(...known), Math.max(...known)]
  return least === most ? String(most) : `${least} to ${most}`
}

/** Every cell of a table, a row each: for a file. */
export function allCells(id: string, caption: string, heads: Heads, { rows }: DataTable): ReportTable {
  return {
    kind: 'table',
    ...{ id, caption, isFileOnly: true },
    columns: [
      ...[...heads, 'cue', 'unit', 'n', 'speakers', 'mean', 'sd', 'low', 'high', 'p', 'q'].map(title => ({ title })),
    ],
    rows: rows.flatMap(({ key, cells }) =>
      cells.map(({ column, n, speakers, mean, sd, interval, p, q }): ReportCell[] => {
        const { title, unit } = columnTitle(column)
        return [...key, title, unit, n, speakers, mean, sd, interval?.low ?? null, interval?.high ?? null, p, q]
      }),
    ),
  }
}

const CLEAREST = 15

/** Wrong predictions against correct ones of the same label: the clearest differences, and all of them as a file. */
export function contrastTables(cells: readonly ContrastCell[]): ReportTable[] {
  const columns: ReportColumn[] = [
    { title: 'predicted' },
    { title: 'cue' },
    { title: 'wrong' },
    { title: 'correct' },
    { title: 'effect (Hedges’ g)', digits: 2 },
    { title: 'p', digits: 4 },
    { title: 'q', digits: 4 },
  ]
  const row = ({ label, column, wrong, correct, effect, p, q }: ContrastCell): ReportCell[] => [
    ...[label, columnTitle(column).title, wrong, correct, effect, p, q],
  ]
  const beyondChance = cells.filter(({ effect, q }) => effect !== null && q !== null && q < 0.05)
  const clearest = [...beyondChance].sort((a, b) => Math.abs(b.effect!) - Math.abs(a.effect!)).slice(0, CLEAREST)
  return [
    {
      kind: 'table',
      id: 'wrong-against-correct-clearest',
      caption: `Wrong predictions of a label against correct ones: the ${clearest.length} clearest of ${beyondChance.length} differences beyond chance (q < 0.05, of ${cells.length} looked at)`,
      columns,
      rows: clearest.map(row),
      note: 'Positive: more of the cue where the model is wrong. p: permutation of clips; q: Benjamini-Hochberg over all of them. Clips count as independent: where one speaker makes most errors, a difference may be that voice’s.',
    },
    {
      kind: 'table',
      ...{ id: 'wrong-against-correct', isFileOnly: true, columns },
      caption: 'Wrong predictions of a label against correct ones, every cue',
      rows: cells.map(row),
    },
  ]
}

function namedWithUnit(column: string): string {
  const { title, unit } = columnTitle(column)
  return unit === '' ? title : `${title} (${unit})`
}
