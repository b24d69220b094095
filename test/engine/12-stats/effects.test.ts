import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from '#engine/stats/benjamini-hochberg'
import { cliffsDelta, cohensD, hedgesG, pairedRankBiserial } from '#engine/stats/effect-size'
import { epsilonSquared, etaSquared } from '#engine/stats/eta-squared'
import { cohensKappa, fleissKappa } from '#engine/stats/kappa'
import { krippendorffAlpha } from '#engine/stats/krippendorff-alpha'
import { mean, variance } from '#engine/stats/moments'
import { median, quantileOfSorted } from '#engine/stats/quantile'
import { robustScale, robustZ } from '#engine/stats/robust-z'
import { spearmanTest } from '#engine/stats/spearman-test'
import { statisticsGoldens as goldens } from '../../helpers/statistics-goldens'

describe('engine/stats - effect sizes', () => {
  it.each(goldens.effect)('d, g and delta are those of SciPy’s parts (d = $d)', ({ a, b, d, g, cliff }) => {
    expect(cohensD(a, b)).toBeCloseTo(d, 10)
    expect(hedgesG(a, b)).toBeCloseTo(g, 10)
    expect(cliffsDelta(a, b)).toBeCloseTo(cliff, 12)
  })

  it('leaves out what is missing, and has none of too few or of constants', () => {
    const { a, b, d } = goldens.effect[0]
    expect(cohensD([...a, NaN, null, Infinity], b)).toBeCloseTo(d, 10)
    for (const effect of [cohensD, hedgesG]) {
      expect(effect([], [1, 2])).toBeNull()
      expect(effect([1], [1, 2])).toBeNull()
      expect(effect([3, 3], [1, 1])).toBeNull()
    }
    expect(cliffsDelta([], [1])).toBeNull()
    expect(cliffsDelta([1], [1])).toBe(0)
    expect(cliffsDelta([2], [1])).toBe(1)
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

  it('paired rank-biserial correlation leaves out differences of 0', () => {
    const { differences, r } = goldens.pairedRankBiserial
    expect(pairedRankBiserial(differences)).toBeCloseTo(r, 12)
    expect(pairedRankBiserial([0, 0, null])).toBeNull()
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
    expect(robustZ(centre + 2 * spread, scale)).toBeCloseTo(2, 10)
  })

  it('where most are one value the mean deviation stands in', () => {
    const scale = robustScale([1, 1, 1, 1, 6])!
    expect(scale).toEqual({ centre: 1, spread: Math.sqrt(Math.PI / 2) })
  })

  it('is null without a value, a population, or a population that varies', () => {
    expect(robustScale([])).toBeNull()
    expect(robustZ(1, null)).toBeNull()
    expect(robustZ(1, robustScale([2, 2, 2]))).toBeNull()
    expect(robustZ(null, robustScale([1, 2]))).toBeNull()
    expect(robustZ(NaN, robustScale([1, 2]))).toBeNull()
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
    expect(krippendorffAlpha(ratings, 'nominal')).toBeCloseTo(nominal, 12)
    expect(krippendorffAlpha(ratings, 'interval')).toBeCloseTo(interval, 12)
    expect(krippendorffAlpha([], 'nominal')).toBeNull()
    expect(
      krippendorffAlpha(
        [
          [1, null],
          [NaN, 2],
        ],
        'nominal',
      ),
    ).toBeNull()
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        'interval',
      ),
    ).toBeNull()
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [2, 2],
        ],
        'nominal',
      ),
    ).toBe(1)
  })

  it('small statistics of nothing are null', () => {
    expect([mean([]), variance([1]), median([]), quantileOfSorted([], 0.5)]).toEqual([null, null, null, null])
    expect(median([3, 1, 2, 10])).toBe(2.5)
  })
})
