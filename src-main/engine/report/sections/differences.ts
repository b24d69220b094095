import type { DataTable } from '#contracts/plausibility'
import { columnTitle } from '../column-title'
import type { ReportFigure, ReportSection } from '../document'
import { intervalPlot, type IntervalPoint } from '../figures/interval-plot'
import { countOf } from '../words'

const drawn = [
  'loudness.mean',
  'loudness.sd',
  'f0.mean',
  'f0.sd',
  'hnr.mean',
  'jitter.mean',
  'shimmer.mean',
  'alpha_ratio.mean',
]

/** What the salient windows have more than random ones, right and wrong predictions beside each other. */
export function differencesSection(correct: DataTable, wrong: DataTable): ReportSection {
  const cells = correct.rows.flatMap(row => row.cells).filter(({ q }) => q !== null)
  const beyond = cells.filter(({ q }) => q! < 0.05).length
  const labels = [...new Set([...correct.rows, ...wrong.rows].map(({ key }) => key.join(' ')))].sort()
  const text =
    cells.length === 0
      ? 'No cue could be held against random windows.'
      : `Salient windows are compared with as many random windows of speech of the same clip. Over correct predictions ${beyond} of ${countOf(cells.length, 'cell')} (cue and emotion) differ from 0 beyond chance (q < 0.05). The figures show where both kinds of predictions lie, by what the model said.`
  return {
    title: 'Beyond chance: salient windows against random speech windows',
    blocks: [{ kind: 'text', text }, ...drawn.flatMap(column => figureOf(column, labels, [correct, wrong]))],
  }
}

function figureOf(column: string, labels: readonly string[], tables: readonly DataTable[]): ReportFigure[] {
  const { title, unit } = columnTitle(column)
  const pointsOf = (label: string): IntervalPoint[] =>
    tables.flatMap((table, series) => {
      const cells = table.rows.find(({ key }) => key.join(' ') === label)?.cells
      const cell = cells?.find(found => found.column === column)
      if (cell === undefined || cell.mean === null) return []
      return [
        { series, estimate: cell.mean, low: cell.interval?.low ?? null, high: cell.interval?.high ?? null, n: cell.n },
      ]
    })
  const groups = labels.map(name => ({ name, points: pointsOf(name) })).filter(({ points }) => points.length > 0)
  if (groups.length === 0) return []
  const measure = `${title}: difference${unit === '' ? '' : ` in ${unit}`}`
  return [
    {
      kind: 'figure',
      id: `difference-${column.replaceAll(/[^a-z0-9]+/g, '-')}`,
      caption: `${title}: salient less random speech windows; mean, 95 % interval, at the right the number of clips.`,
      ...intervalPlot({ title: measure, measure, series: ['correct', 'wrong'], reference: 0, groups }),
    },
  ]
}
