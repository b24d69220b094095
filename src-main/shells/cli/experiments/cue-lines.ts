import type { DataTable } from '#contracts/plausibility'
import { columnTitle } from '#engine/report/column-title'
import { columns } from './text-table'

/** The figures that fit a terminal, in this order; the rest is in `--json` and in the report. */
const shown = [
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
]

/** A line a cue, a column a row of the table: people compare along a line. */
export function cueLines(table: DataTable, isDifference: boolean): string[] {
  const places = shown.map(column => table.columns.indexOf(column)).filter(place => place >= 0)
  const head = ['', ...table.rows.map(({ key, clips }) => `${key.join(' > ')} (${clips})`)]
  const lines = places.map(place => {
    const { title, unit, digits } = columnTitle(table.columns[place])
    const cells = table.rows.map(({ cells: all }) => {
      const { mean, sd, q } = all[place]
      if (mean === null) return '-'
      if (!isDifference) return `${mean.toFixed(digits)}${sd === null ? '' : ` (${sd.toFixed(digits)})`}`
      return `${mean > 0 ? '+' : ''}${mean.toFixed(digits)}${q !== null && q < 0.05 ? ' *' : ''}`
    })
    return [unit === '' ? title : `${title}, ${unit}`, ...cells]
  })
  return columns([head, ...lines])
}

export function caveatLines(caveats: readonly string[]): string[] {
  return caveats.map(caveat => `note: ${caveat}`)
}
