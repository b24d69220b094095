import type { Chance } from '#contracts/cue'

/** Two figures that differ by no more than this part of them are one, computed in another order. */
const rounding = 1e-9

/**
 * The salient windows' figure against those of the draws; NaN: not measurable. Two-sided: a draw is at least as extreme if
 * it is at least as far from the mean of all draws, to either side. null where no draw has a value; without z and p where the
 * draws don't differ.
 *
 * `sd` divides by the number of draws less one. p counts the observed windows as one draw more, so it is never 0.
 */
export function chanceOf(salient: number, draws: Float64Array): Chance | null {
  let n = 0
  let total = 0
  for (let i = 0; i < draws.length; i++) {
    if (Number.isNaN(draws[i])) continue
    n++
    total += draws[i]
  }
  if (n === 0) return null
  const mean = total / n
  const least = Math.abs(salient - mean) - rounding * Math.max(Math.abs(salient), Math.abs(mean))
  let squares = 0
  let asExtreme = 0
  for (let i = 0; i < draws.length; i++) {
    if (Number.isNaN(draws[i])) continue
    const distance = Math.abs(draws[i] - mean)
    squares += distance * distance
    if (distance >= least) asExtreme++
  }
  const isFlat = Math.sqrt(squares / n) <= rounding * Math.abs(mean)
  const sd = isFlat ? 0 : Math.sqrt(squares / (n - 1))
  if (sd === 0 || Number.isNaN(salient)) return { draws: n, mean, sd, z: null, p: null }
  return { draws: n, mean, sd, z: (salient - mean) / sd, p: (1 + asExtreme) / (1 + n) }
}
