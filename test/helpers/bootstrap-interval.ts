import { hierarchicalDraws, intervalOf, type Groups } from '#engine/stats/bootstrap'
import type { Interval } from '#engine/stats/interval'

/** The 95 % interval of one figure, as the engine puts it together for many at a time. */
export function bootstrapInterval(
  groups: Groups,
  figure: (places: ArrayLike<number>) => number | null,
  { draws = 2000, seed = 1 } = {},
): Interval | null {
  const drawn = Array.from(hierarchicalDraws(groups, draws, seed), places => figure(places) ?? NaN)
  return intervalOf(drawn, [0.025, 0.975])
}
