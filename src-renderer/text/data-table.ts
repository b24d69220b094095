import type { ColumnInfo } from '#contracts/clip-query'
import type { DataTable, TableCell } from '#contracts/plausibility'
import { csvText } from './csv'
import type { Cell } from './csv'
import { cueHead } from './columns'
import { formatNumber, formatPlural } from './format'

/** The cues that the method speaks of; the rest on demand. */
export const mainColumns: readonly string[] = [
  'loudness.mean',
  'loudness.sd',
  'loudness.cv',
  'f0.mean',
  'f0.sd',
  'jitter.mean',
  'shimmer.mean',
  'hnr.mean',
  'alpha_ratio.mean',
  'spectral_flux.mean',
]

export interface CueColumn {
  readonly id: string
  readonly title: string
  readonly words: string
  readonly unit: string
  readonly digits: number
}

/** `loudness.sd` -> "Loudness sd", with unit and digits as in tables of clips. */
export function cueColumn(id: string, infos: ReadonlyMap<string, ColumnInfo>): CueColumn {
  const [cue, statistic] = id.split('.')
  const known = infos.get(`salient.${cue}.${statistic}`) ?? infos.get(`salient.${cue}.mean`)
  const name = known ? known.title.split(/,|:/)[0] : cue.replaceAll('_', ' ')
  const kinds: Readonly<Record<string, string>> = { sd: ' sd', cv: ' sd / mean' }
  const words: Readonly<Record<string, string>> = { sd: ', variability', cv: ', variability relative to its mean' }
  return {
    id,
    title: cueHead(cue, name) + (kinds[statistic] ?? ''),
    words: name + (words[statistic] ?? ''),
    unit: statistic === 'cv' ? '' : (known?.unit ?? ''),
    digits: Math.max(statistic === 'cv' ? 2 : 0, known?.digits ?? 2),
  }
}

/** "0.79, 95 % interval 0.61…0.98, over 225 clips of 6 speakers; q = 0.004" */
export function cellWords({ mean, interval, n, speakers, p, q }: TableCell, digits: number): string {
  if (mean === null) return n === 0 ? 'no clip has a value' : 'not known'
  const range = interval
    ? `, 95 % interval ${formatNumber(interval.low, digits)}…${formatNumber(interval.high, digits)}`
    : ''
  const chance =
    p === null ? '' : `; p = ${p.toPrecision(2)}${q === null ? '' : `, q = ${q.toPrecision(2)} (Benjamini-Hochberg)`}`
  return `${formatNumber(mean, digits)}${range}, over ${formatPlural(n, 'clip')} of ${formatPlural(speakers, 'speaker')}${chance}`
}

/** 0..1 of each row in each column: where its mean stands between the lowest and the highest; null: none. */
export function standings(table: DataTable): (number | null)[][] {
  const columns = table.columns.map((_, j) => {
    const means = table.rows.map(row => row.cells[j]?.mean ?? null)
    const known = means.filter(one => one !== null)
    const [min, max] = [Math.min(...known), Math.max(...known)]
    return means.map(mean => (mean === null || known.length < 2 || max === min ? null : (mean - min) / (max - min)))
  })
  return table.rows.map((_, i) => columns.map(column => column[i]))
}

/** One line a cell, as statistics programs like it. */
export function dataTableCsv(table: DataTable, keyTitles: readonly string[]): string {
  const titles = [...keyTitles, 'cue', 'n', 'speakers', 'mean', 'sd', 'low', 'high', 'p', 'q']
  const rows = table.rows.flatMap(({ key, cells }) =>
    cells.map(({ column, n, speakers, mean, sd, interval, p, q }): Cell[] => [
      ...keyTitles.map((_, i) => key[i]),
      ...[column, n, speakers, mean, sd, interval?.low, interval?.high, p, q],
    ]),
  )
  return csvText(titles, rows)
}
