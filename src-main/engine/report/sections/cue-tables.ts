import type { ContrastCell, DataTable } from '#contracts/plausibility'
import type { ReportCell, ReportFigure, ReportTable } from '../document'
import { intervalPlot } from '../figures/interval-plot'

/** How a column of a data table is named and written. */
export interface CueTitle {
  readonly title: string
  readonly unit: string
  readonly digits: number
}

/** Means and standard deviations of the cues, a row for each emotion or pair of labels: the form of the paper's tables. */
export function meansTable(
  id: string,
  caption: string,
  heads: readonly string[],
  table: DataTable,
  titleOf: (column: string) => CueTitle,
): ReportTable {
  return {
    kind: 'table',
    id,
    caption,
    columns: [
      ...heads.map(title => ({ title })),
      { title: 'clips' },
      { title: 'speakers' },
      ...table.columns.flatMap(column => {
        const { title, unit, digits } = titleOf(column)
        const named = unit === '' ? title : `${title} (${unit})`
        return [
          { title: `${named} mean`, digits },
          { title: `${named} sd`, digits },
        ]
      }),
    ],
    rows: table.rows.map(({ key, clips, speakers, cells }) => [
      ...key,
      clips,
      speakers,
      ...cells.flatMap(({ mean, sd }): ReportCell[] => [mean, sd]),
    ]),
    note: 'Mean and standard deviation over clips of each clip’s value in its salient windows. A clip in which a cue can’t be measured does not count for it.',
  }
}

/** Every cell of a table of differences with its interval and chance. */
export function differencesTable(
  id: string,
  caption: string,
  heads: readonly string[],
  table: DataTable,
  titleOf: (column: string) => CueTitle,
): ReportTable {
  return {
    kind: 'table',
    id,
    caption,
    columns: [
      ...heads.map(title => ({ title })),
      { title: 'cue' },
      { title: 'unit' },
      { title: 'n' },
      { title: 'speakers' },
      { title: 'mean' },
      { title: 'low' },
      { title: 'high' },
      { title: 'p', digits: 4 },
      { title: 'q', digits: 4 },
    ],
    rows: table.rows.flatMap(({ key, cells }) =>
      cells.map(({ column, n, speakers, mean, interval, p, q }) => {
        const { title, unit } = titleOf(column)
        return [...key, title, unit, n, speakers, mean, interval?.low ?? null, interval?.high ?? null, p, q]
      }),
    ),
    note: 'low, high: 95 % bootstrap interval that resamples speakers, then clips. p: permutation of signs over clips; q: p with all cells of the table taken together (Benjamini-Hochberg).',
  }
}

/** A figure for each column: the rows’ means with their intervals about 0. */
export function differenceFigures(id: string, table: DataTable, titleOf: (column: string) => CueTitle): ReportFigure[] {
  return table.columns.map((column, k) => {
    const { title, unit } = titleOf(column)
    const measure = `salient windows less random speech windows${unit === '' ? '' : `, ${unit}`}`
    return {
      kind: 'figure',
      id: `${id}-${column.replaceAll(/[^a-z0-9]+/g, '-')}`,
      caption: `${title}: ${measure}; mean and 95 % interval.`,
      svg: intervalPlot({
        title,
        measure: `${title}: ${measure}`,
        series: [title],
        reference: 0,
        groups: table.rows.map(({ key, cells }) => {
          const { mean, interval, n } = cells[k]
          const point = { series: 0, estimate: mean ?? 0, low: interval?.low ?? null, high: interval?.high ?? null, n }
          return { name: key.join(' → '), points: mean === null ? [] : [point] }
        }),
      }),
    }
  })
}

export function contrastsTable(cells: readonly ContrastCell[], titleOf: (column: string) => CueTitle): ReportTable {
  return {
    kind: 'table',
    id: 'wrong-against-correct',
    caption: 'Wrong predictions of a label against correct ones',
    columns: [
      { title: 'predicted' },
      { title: 'cue' },
      { title: 'wrong' },
      { title: 'correct' },
      { title: 'effect (Hedges’ g)', digits: 2 },
      { title: 'p', digits: 4 },
      { title: 'q', digits: 4 },
    ],
    rows: cells.map(({ label, column, wrong, correct, effect, p, q }) => [
      label,
      titleOf(column).title,
      wrong,
      correct,
      effect,
      p,
      q,
    ]),
    note: 'Positive: more of the cue where the model is wrong. p: permutation of clips; q: Benjamini-Hochberg over the table.',
  }
}
