/**
 * Intervals of a figure over clips of several speakers: speakers are drawn with replacement, then each one's clips, so that
 * an interval tells what other speakers would give, not only other clips of these.
 *
 * Conventions: a group is the places (indices) of one speaker's clips; a draw holds places too, as many times as they were
 * drawn. With one group only its clips vary, and the interval says nothing of other speakers. The same seed gives the same
 * draws on every machine. Draws in which the figure does not exist are left out.
 * References: [davison1997] (two stages), [efron1987] (BCa).
 */
import { finiteOf } from './finite'
import type { Interval } from './interval'
import { mean } from './moments'
import { quantileOfSorted } from './quantile'
import { createRandom } from './random'
import { normalCdf, normalQuantile } from './special-functions'

export type Groups = readonly (readonly number[])[]
export type Statistic = (places: ArrayLike<number>) => number | null

export interface BootstrapOptions {
  /** @default 2000 */
  readonly draws?: number
  /** @default 0.95 */
  readonly level?: number
  /** @default 1 */
  readonly seed?: number
  /** BCa corrects bias and skew by leaving out one group (of one group: one clip) at a time. @default percentile */
  readonly method?: 'percentile' | 'bca'
}

/** Null below two clips, and where the figure exists in less than half of the draws. */
export function bootstrapInterval(
  groups: Groups,
  statistic: Statistic,
  options: BootstrapOptions = {},
): Interval | null {
  const { draws = 2000, level = 0.95, seed = 1, method = 'percentile' } = options
  const values = new Float64Array(draws).fill(NaN)
  let draw = 0
  for (const places of hierarchicalDraws(groups, draws, seed)) values[draw++] = statistic(places) ?? NaN
  const tails: [number, number] = [(1 - level) / 2, (1 + level) / 2]
  return intervalOf(values, method === 'bca' ? correctedTails(groups, statistic, values, tails) : tails)
}

/** The quantiles at two shares of values drawn; null where less than half of the draws gave one. */
export function intervalOf(drawn: ArrayLike<number>, shares: readonly [number, number] | null): Interval | null {
  const sorted = finiteOf(drawn).sort()
  if (shares === null || sorted.length === 0 || sorted.length < drawn.length / 2) return null
  return { low: quantileOfSorted(sorted, shares[0])!, high: quantileOfSorted(sorted, shares[1])! }
}

/** Each draw in turn, in one buffer that the next draw overwrites; none below two clips. */
export function* hierarchicalDraws(groups: Groups, draws: number, seed: number): Generator<Uint32Array> {
  const filled = groups.filter(group => group.length > 0).map(group => Uint32Array.from(group))
  if (filled.reduce((sum, group) => sum + group.length, 0) < 2) return
  const random = createRandom(seed)
  const buffer = new Uint32Array(filled.length * Math.max(...filled.map(group => group.length)))
  for (let draw = 0; draw < draws; draw++) {
    let count = 0
    for (let pick = 0; pick < filled.length; pick++) {
      const group = filled[random.integer(filled.length)]
      for (let i = 0; i < group.length; i++) buffer[count++] = group[random.integer(group.length)]
    }
    yield buffer.subarray(0, count)
  }
}

/** The shares at which BCa reads the draws' distribution; null where bias or skew cannot be estimated. */
function correctedTails(
  groups: Groups,
  statistic: Statistic,
  drawn: Float64Array,
  tails: readonly [number, number],
): [number, number] | null {
  const estimate = statistic(groups.flat())
  const values = finiteOf(drawn)
  if (estimate === null || values.length === 0) return null
  const below = values.filter(value => value < estimate).length + values.filter(value => value <= estimate).length
  const share = below / (2 * values.length)
  if (share <= 0 || share >= 1) return null
  const bias = normalQuantile(share)
  const skew = acceleration(groups, statistic)
  if (skew === null) return null
  const corrected = (tail: number): number => {
    const z = bias + normalQuantile(tail)
    return normalCdf(bias + z / (1 - skew * z))
  }
  return [corrected(tails[0]), corrected(tails[1])]
}

function acceleration(groups: Groups, statistic: Statistic): number | null {
  const units = groups.length > 1 ? groups : groups[0].map(place => [place])
  const left = units.map((_, out) => statistic(units.filter((_, i) => i !== out).flat()))
  if (left.includes(null)) return null
  const middle = mean(left as number[])!
  const [squares, cubes] = [2, 3].map(power => left.reduce<number>((sum, value) => sum + (middle - value!) ** power, 0))
  return squares > 0 ? cubes / (6 * squares ** 1.5) : null
}
