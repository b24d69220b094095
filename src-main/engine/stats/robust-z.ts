/**
 * How far a value lies from the middle of a population, in units that outliers do not stretch.
 *
 * Conventions: z = (value - median) / (1.4826 * median absolute deviation); the factor makes the unit a standard deviation
 * where the population is normal. Where more than half of the population is one value that deviation is 0, and 1.2533 times
 * the mean absolute deviation stands in for it. A population that does not vary at all has no unit.
 * References: [iglewicz1993].
 */
import { finiteOf } from './finite'
import { mean } from './moments'
import { quantileOfSorted } from './quantile'

const PER_MEDIAN_DEVIATION = 1.482602218505602
const PER_MEAN_DEVIATION = Math.sqrt(Math.PI / 2)

export interface RobustScale {
  readonly centre: number
  /** Null: the population does not vary. */
  readonly spread: number | null
}

/** Null of nothing. What is no finite number is left out. */
export function robustScale(population: ArrayLike<number | null>): RobustScale | null {
  const values = finiteOf(population).sort()
  const centre = quantileOfSorted(values, 0.5)
  if (centre === null) return null
  const deviations = values.map(value => Math.abs(value - centre)).sort()
  const spread = PER_MEDIAN_DEVIATION * quantileOfSorted(deviations, 0.5)! || PER_MEAN_DEVIATION * mean(deviations)!
  return { centre, spread: spread > 0 ? spread : null }
}
