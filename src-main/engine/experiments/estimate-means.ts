import type { Estimate } from '#contracts/experiments/faithfulness'
import { hierarchicalDraws, intervalOf } from '#engine/stats/bootstrap'
import { finiteOf } from '#engine/stats/finite'
import { mean, standardDeviation } from '#engine/stats/moments'

/** Values drawn for one interval at the most: with more clips fewer draws do. */
const MAX_DRAWN = 1e6

/**
 * Means over clips with 95 % bootstrap percentile intervals, of several figures of the same clips: each draw of clips serves
 * all of them, which is what makes it cheap.
 *
 * @param columns a value a clip, NaN where there is none
 * @returns null for a column without any value; no interval below two values
 */
export function estimateMeans(columns: readonly Float64Array[], seed: number): (Estimate | null)[] {
  const clips = columns[0]?.length ?? 0
  const draws = clips < 2 ? 0 : Math.round(Math.max(200, Math.min(2000, MAX_DRAWN / clips)))
  const drawn = columns.map(() => new Float64Array(draws))
  let draw = 0
  for (const places of hierarchicalDraws([[...columns[0].keys()]], draws, seed)) {
    columns.forEach((column, i) => (drawn[i][draw] = meanAt(column, places)))
    draw++
  }
  return columns.map((column, i) => {
    const values = finiteOf(column)
    if (values.length === 0) return null
    const interval = values.length < 2 ? null : intervalOf(drawn[i], [0.025, 0.975])
    return {
      clips: values.length,
      mean: mean(values)!,
      sd: standardDeviation(values),
      low: interval?.low ?? null,
      high: interval?.high ?? null,
    }
  })
}

/** Over the places that have a value; NaN where none has. */
function meanAt(column: Float64Array, places: Uint32Array): number {
  let [sum, count] = [0, 0]
  for (let i = 0; i < places.length; i++) {
    const value = column[places[i]]
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  return sum / count
}
