import { describe, expect, it } from 'vitest'
import { hierarchicalDraws, type Groups } from '#engine/stats/bootstrap'
import { mean, standardDeviation } from '#engine/stats/moments'
import { permutationTest, signFlipTest } from '#engine/stats/permutation-test'
import { bootstrapInterval } from '../../helpers/bootstrap-interval'
import { statisticsGoldens as goldens } from '../../helpers/statistics-goldens'

const meanAt =
  (values: readonly number[]) =>
  (places: ArrayLike<number>): number | null =>
    mean(Array.from(places, place => values[place]))

/** Places of each group in the groups laid end to end. */
function placesOf(groups: readonly (readonly number[])[]): Groups {
  let next = 0
  return groups.map(group => group.map(() => next++))
}

describe('engine/stats - bootstrap', () => {
  const { values, percentile, groups, twoStage } = goldens.bootstrap
  const draws = 20_000
  // What a percentile of so many draws may be off: a few of its own standard errors.
  const slack = (interval: readonly number[]): number => (0.05 * (interval[1] - interval[0])) / 2

  it('one value a speaker: SciPy’s percentile interval within Monte Carlo error', () => {
    const each = values.map((_, i) => [i])
    const { low, high } = bootstrapInterval(each, meanAt(values), { draws })!
    expect(Math.abs(low - percentile[0])).toBeLessThan(slack(percentile))
    expect(Math.abs(high - percentile[1])).toBeLessThan(slack(percentile))
  })

  it('speakers, then clips: NumPy’s two-stage interval within Monte Carlo error, wider than that of clips alone', () => {
    const pooled = groups.flat()
    const { low, high } = bootstrapInterval(placesOf(groups), meanAt(pooled), { draws })!
    expect(Math.abs(low - twoStage[0])).toBeLessThan(slack(twoStage))
    expect(Math.abs(high - twoStage[1])).toBeLessThan(slack(twoStage))
    const clipsOnly = bootstrapInterval([pooled.map((_, i) => i)], meanAt(pooled), { draws })!
    expect(clipsOnly.high - clipsOnly.low).toBeLessThan(0.7 * (high - low))
  })

  it('the same seed gives the same interval, another seed another', () => {
    const of = (seed: number): unknown =>
      bootstrapInterval(placesOf(groups), meanAt(groups.flat()), { draws: 500, seed })
    expect(of(7)).toEqual(of(7))
    expect(of(7)).not.toEqual(of(8))
  })

  it('one speaker: only clips vary; a draw has as many clips as its speakers have', () => {
    const [draw] = hierarchicalDraws([[4, 5, 6]], 1, 1)
    expect(draw).toHaveLength(3)
    expect([...draw].every(place => place >= 4 && place <= 6)).toBe(true)
    expect(bootstrapInterval([[0, 1, 2]], meanAt([1, 2, 3]))).not.toBeNull()
  })

  it('there is no interval of nothing, of one clip, nor where the figure hardly ever exists', () => {
    expect(bootstrapInterval([], meanAt([]))).toBeNull()
    expect(bootstrapInterval([[0]], meanAt([1]))).toBeNull()
    expect(bootstrapInterval([[], [0]], meanAt([1]))).toBeNull()
    expect(bootstrapInterval([[0, 1]], () => null)).toBeNull()
    expect(bootstrapInterval([[0, 1]], () => NaN)).toBeNull()
    expect(bootstrapInterval([[0], [1]], meanAt([2, 2]))).toEqual({ low: 2, high: 2 })
  })

  it('works for any figure', () => {
    const deviation = (places: ArrayLike<number>): number | null =>
      standardDeviation(Array.from(places, place => values[place]))
    const { low, high } = bootstrapInterval([values.map((_, i) => i)], deviation)!
    expect(low).toBeLessThan(standardDeviation(values)!)
    expect(high).toBeGreaterThan(standardDeviation(values)!)
  })
})

describe('engine/stats - permutation test', () => {
  it.each(goldens.permutation)('two groups: SciPy’s exact p = $p', ({ a, b, p }) => {
    expect(permutationTest(a, b)).toEqual({ p: expect.closeTo(p, 12), isExact: true })
  })

  it.each(goldens.signFlip)('signs: SciPy’s exact p = $p', ({ values, p }) => {
    expect(signFlipTest(values)).toEqual({ p: expect.closeTo(p, 12), isExact: true })
  })

  it('random arrangements come near the exact p, and are the same for a seed', () => {
    const { a, b, p } = goldens.permutation[2]
    const drawn = permutationTest(a, b, { maxExact: 1, draws: 40_000 })!
    expect(drawn.isExact).toBe(false)
    expect(Math.abs(drawn.p - p)).toBeLessThan(5 * Math.sqrt(p / 40_000))
    expect(permutationTest(a, b, { maxExact: 1, draws: 40_000 })).toEqual(drawn)
    const signs = goldens.signFlip[1]
    const flipped = signFlipTest(signs.values, { maxExact: 1, draws: 40_000 })!
    expect(Math.abs(flipped.p - signs.p)).toBeLessThan(5 * Math.sqrt(signs.p / 40_000))
  })

  it('more than 32 values get signs of their own, and p is never 0', () => {
    const lifted = Array.from({ length: 40 }, (_, i) => 1 + (i % 7) / 10)
    expect(signFlipTest(lifted, { draws: 999 })).toEqual({ p: 2 / 1000, isExact: false })
    const balanced = Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : -1))
    expect(signFlipTest(balanced)!.p).toBeGreaterThan(0.8)
  })

  it('there is nothing to rearrange in less than two values', () => {
    expect(signFlipTest([])).toBeNull()
    expect(signFlipTest([1, NaN])).toBeNull()
    expect(permutationTest([], [1, 2])).toBeNull()
    expect(permutationTest([1], [2])).toBeNull()
    expect(permutationTest([1, 1], [1, 1])!.p).toBe(1)
  })
})
