import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from '#engine/stats/benjamini-hochberg'
import { cohensD, hedgesG } from '#engine/stats/effect-size'
import { epsilonSquared, etaSquared } from '#engine/stats/eta-squared'
import { cohensKappa, fleissKappa } from '#engine/stats/kappa'
import { alphaOfSums, alphaOfVotes, intervalSums } from '#engine/stats/krippendorff-alpha'
import { mean, variance } from '#engine/stats/moments'
import { median, quantileOfSorted } from '#engine/stats/quantile'
import { robustScale } from '#engine/stats/robust-z'
import { spearmanTest } from '#engine/stats/spearman-test'
import { statisticsGoldens as goldens } from '../../helpers/statistics-goldens'

describe('engine/stats - effect sizes', () => {
  it.each(goldens.effect)('d and g are those of SciPy’s parts (d = $d)', ({ a, b, d, g }) => {
    expect(cohensD(a, b)).toBeCloseTo(d, 10)
    expect(hedgesG(a, b)).toBeCloseTo(g, 10)
  })

  it('leaves out what is missing, and has none of too few or of constants', () => {
    const { a, b, d } = goldens.effect[0]
    expect(cohensD([...a, NaN, null, Infinity], b)).toBeCloseTo(d, 10)
    for (const effect of [cohensD, hedgesG]) {
      expect(effect([], [1, 2])).toBeNull()
      expect(effect([1], [1, 2])).toBeNull()
      expect(effect([3, 3], [1, 1])).toBeNull()
    }
  })

  it('eta squared is what SciPy’s F says; epsilon squared is near 0 where groups do not differ', () => {
    const { groups, eta } = goldens.etaSquared
    expect(etaSquared(groups)).toBeCloseTo(eta, 10)
    expect(etaSquared([...groups, [], [NaN]])).toBeCloseTo(eta, 10)
    expect(
      epsilonSquared([
        [1, 2, 3, 4],
        [4, 3, 2, 1],
      ]),
    ).toBeLessThan(0)
    expect(etaSquared([[1, 2]])).toBeNull()
    expect(etaSquared([[1], [2]])).toBeNull()
    expect(etaSquared([[1, 1], [1]])).toBeNull()
    expect(epsilonSquared([])).toBeNull()
  })

  it.each(goldens.spearman)('rank correlation $rho with its p is SciPy’s', ({ a, b, rho, p }) => {
    const found = spearmanTest(a, b)!
    expect(found.rho).toBeCloseTo(rho, 12)
    expect(found.p).toBeCloseTo(p, 9)
    expect(spearmanTest([...a, NaN], [...b, 3])).toEqual(found)
  })

  it('rank correlation of a constant, or of too few, is none', () => {
    expect(spearmanTest([1, 1, 1], [1, 2, 3])).toBeNull()
    expect(spearmanTest([1], [1])).toBeNull()
    expect(spearmanTest([], [])).toBeNull()
    expect(spearmanTest([1, 2], [1, 2])).toEqual({ rho: 1, p: null, n: 2 })
    expect(spearmanTest([1, 2, 3], [1, 2, 3])!.p).toBe(0)
  })
})

describe('engine/stats - robust z', () => {
  it('median and spread are SciPy’s', () => {
    const { values, centre, spread } = goldens.robust
    const scale = robustScale([...values, NaN])!
    expect(scale.centre).toBeCloseTo(centre, 12)
    expect(scale.spread).toBeCloseTo(spread, 10)
  })

  it('where most are one value the mean deviation stands in', () => {
    const scale = robustScale([1, 1, 1, 1, 6])!
    expect(scale).toEqual({ centre: 1, spread: Math.sqrt(Math.PI / 2) })
  })

  it('there is no scale of nothing, and no spread where nothing varies', () => {
    expect(robustScale([])).toBeNull()
    expect(robustScale([2, 2, 2])).toEqual({ centre: 2, spread: null })
  })
})

describe('engine/stats - many tests, many raters', () => {
  it('adjusts p-values as statsmodels does, and passes over missing ones', () => {
    const { p, q } = goldens.benjaminiHochberg
    const found = benjaminiHochberg([null, ...p])
    expect(found[0]).toBeNull()
    for (const [i, value] of q.entries()) expect(found[i + 1]).toBeCloseTo(value, 12)
    expect(benjaminiHochberg([])).toEqual([])
    expect(benjaminiHochberg([NaN, null])).toEqual([null, null])
  })

  it('kappas are scikit-learn’s and statsmodels’', () => {
    const { counts, cohen, votes, fleiss } = goldens.kappa
    expect(cohensKappa(counts)).toBeCloseTo(cohen, 12)
    expect(fleissKappa(votes)).toBeCloseTo(fleiss, 12)
  })

  it('there is no kappa of nothing, of one label, of one rater, nor of rows with unequal raters', () => {
    expect(cohensKappa([])).toBeNull()
    expect(
      cohensKappa([
        [5, 0],
        [0, 0],
      ]),
    ).toBeNull()
    expect(fleissKappa([])).toBeNull()
    expect(fleissKappa([[1, 0]])).toBeNull()
    expect(
      fleissKappa([
        [2, 0],
        [3, 0],
      ]),
    ).toBeNull()
    expect(
      fleissKappa([
        [2, 0],
        [2, 0],
      ]),
    ).toBeNull()
  })

  it('Krippendorff’s alpha is that of his package, missing ratings and all', () => {
    const { ratings, nominal, interval } = goldens.alpha
    const given = ratings.map(row => row.filter(value => value !== null))
    const labels = [...new Set(given.flat())]
    const votes = given.map(row => labels.map(label => row.filter(value => value === label).length))
    expect(alphaOfVotes(votes)).toBeCloseTo(nominal, 12)
    const sums = given.filter(row => row.length >= 2).map(row => intervalSums(row, given[0][0]))
    const total = (key: keyof (typeof sums)[number]): number => sums.reduce((sum, one) => sum + one[key], 0)
    expect(
      alphaOfSums({
        ...{ ratings: total('ratings'), sum: total('sum') },
        ...{ squares: total('squares'), within: total('within') },
      }),
    ).toBeCloseTo(interval, 12)
  })

  it('there is no alpha of nothing, of one rater, nor where nothing varies; 1 where all agree', () => {
    expect(alphaOfVotes([])).toBeNull()
    expect(
      alphaOfVotes([
        [1, 0],
        [0, 1],
      ]),
    ).toBeNull()
    expect(
      alphaOfVotes([
        [2, 0],
        [0, 2],
      ]),
    ).toBe(1)
    expect(alphaOfSums({ ratings: 4, sum: 0, squares: 0, within: 0 })).toBeNull()
  })

  it('small statistics of nothing are null', () => {
    expect([mean([]), variance([1]), median([]), quantileOfSorted([], 0.5)]).toEqual([null, null, null, null])
    expect(median([3, 1, 2, 10])).toBe(2.5)
  })
})
