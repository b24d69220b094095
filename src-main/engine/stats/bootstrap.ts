/**
 * Intervals of a figure over clips of several speakers: speakers are drawn with replacement, then each one's clips, so that
 * an interval tells what other speakers would give, not only other clips of these.
 *
 * Conventions: a group is the places (indices) of one speaker's clips; a draw holds places too, as many times as they were
 * drawn. With one group only its clips vary, and the interval says nothing of other speakers. The same seed gives the same
 * draws on every machine. Draws in which the figure does not exist are left out.
 * References: [davison1997].
 */
import { finiteOf } from './finite'
import type { Interval } from './interval'
import { quantileOfSorted } from './quantile'
import { createRandom } from './random'

export type Groups = readonly (readonly number[])[]

/** The quantiles at two shares of values drawn; null where less than half of the draws gave one. */
export function intervalOf(drawn: ArrayLike<number>, shares: readonly [number, number]): Interval | null {
  const sorted = finiteOf(drawn).sort()
  if (sorted.length === 0 || sorted.length < drawn.length / 2) return null
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
