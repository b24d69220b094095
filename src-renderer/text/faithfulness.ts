import type { Estimate, FaithfulnessMetric, FaithfulnessResult } from '#contracts/experiments/faithfulness'
import { formatNumber, formatPlural } from './format'
import { methodTexts } from './methods'

export interface MetricColumn {
  readonly metric: FaithfulnessMetric
  readonly title: string
  /** `-1` low is good, `1` high, `0` neither: near 0. */
  readonly good: -1 | 0 | 1
  readonly words: string
}

/** What the table shows, the most telling first. */
export const metricColumns: readonly MetricColumn[] = [
  { metric: 'deletion', title: 'Away', good: -1, words: 'Mean score as the most relevant goes first' },
  { metric: 'insertion', title: 'Back', good: 1, words: 'Mean score as the most relevant comes back first' },
  { metric: 'correlation', title: 'Adds up', good: 1, words: 'Correlation of the map’s sum with the fall it causes' },
  { metric: 'maxSensitivity', title: 'Wavers', good: -1, words: 'Largest change of the map under faint noise' },
  {
    metric: 'redrawnSpearman',
    title: 'Re-drawn',
    good: 0,
    words: 'Rank correlation with the map of a model that knows nothing',
  },
]

export interface MetricCell {
  readonly metric: FaithfulnessMetric
  readonly mean: string
  readonly interval: string
  /** Better than random on average, its interval clear of none; null: nothing to compare with. */
  readonly beatsRandom: boolean | null
  readonly words: string
}

export interface MetricRow {
  readonly name: string
  readonly isControl: boolean
  /** One a column; null: not measurable. */
  readonly cells: readonly (MetricCell | null)[]
}

const two = (value: number): string => formatNumber(value, 2)

/** The methods, then what they are held against. */
export function metricRows(result: FaithfulnessResult): MetricRow[] {
  const methods = result.methods.map(({ method, metrics }) => ({
    name: methodTexts[method].title,
    isControl: false,
    cells: metricColumns.map(column => {
      const found = metrics.find(one => one.metric === column.metric)
      if (!found) return null
      const { overRandom } = found
      const beatsRandom = overRandom && isBeyondDoubt(overRandom, column.good)
      return { ...cell(found, column.metric), beatsRandom, words: cellWords(found, overRandom?.beats ?? null) }
    }),
  }))
  const names = { random: 'Random order', energy: 'Loudest first' }
  const controls = result.controls.map(({ control, metrics }) => ({
    name: names[control],
    isControl: true,
    cells: metricColumns.map(({ metric }) => {
      const found = metrics.find(one => one.metric === metric)
      return found ? { ...cell(found, metric), beatsRandom: null, words: cellWords(found, null) } : null
    }),
  }))
  return [...methods, ...controls]
}

function cell(
  { mean, low, high }: Estimate,
  metric: FaithfulnessMetric,
): { metric: FaithfulnessMetric; mean: string; interval: string } {
  return { metric, mean: two(mean), interval: intervalText(low, high) }
}

/** One clip has no interval. */
function intervalText(low: number | null, high: number | null): string {
  return low === null || high === null ? '' : `${two(low)}…${two(high)}`
}

function isBeyondDoubt({ low, high }: Estimate, good: -1 | 0 | 1): boolean {
  return good < 0 ? high !== null && high < 0 : low !== null && low > 0
}

function cellWords({ clips, mean, low, high }: Estimate, beats: number | null): string {
  const interval = intervalText(low, high)
  const over = beats === null ? '' : `; better than random order on ${Math.round(100 * beats)} % of the clips`
  return `${two(mean)}${interval && `, 95 % interval ${interval}`} over ${formatPlural(clips, 'clip')}${over}`
}
