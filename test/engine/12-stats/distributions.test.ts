import { describe, expect, it } from 'vitest'
import { binomialTail } from '#engine/stats/binomial'
import { mcNemar } from '#engine/stats/mcnemar'
import { normalCdf, normalQuantile, studentTwoSided } from '#engine/stats/special-functions'
import { wilsonInterval } from '#engine/stats/wilson'
import { statisticsGoldens as goldens } from '../../helpers/statistics-goldens'

const relative = (found: number, truth: number): number =>
  truth === 0 ? Math.abs(found) : Math.abs(found - truth) / Math.abs(truth)

describe('engine/stats - distributions', () => {
  it.each(goldens.normal)('the normal distribution below $z is SciPy’s, and back', ({ z, p }) => {
    expect(Math.abs(normalCdf(z) - p)).toBeLessThan(1e-15 + 1e-11 * p)
    if (Math.abs(z) < 6) expect(normalQuantile(p)).toBeCloseTo(z, 8)
  })

  it.each(goldens.student)('Student’s t of $t with $degrees degrees is SciPy’s', ({ t, degrees, p }) => {
    expect(relative(studentTwoSided(t, degrees), p)).toBeLessThan(1e-9)
  })

  it('sums the binomial distribution', () => {
    expect(binomialTail(3, 4)).toBeCloseTo(5 / 16, 12)
    expect(binomialTail(0, 4)).toBe(1)
    expect(binomialTail(5, 4)).toBe(0)
    expect(binomialTail(1, 3, 0.1)).toBeCloseTo(1 - 0.9 ** 3, 12)
  })
})

describe('engine/stats - shares', () => {
  it.each(goldens.wilson)(
    '$successes of $n at $level: statsmodels’ Wilson interval',
    ({ successes, n, level, interval }) => {
      const { low, high } = wilsonInterval(successes, n, level)!
      expect(low).toBeCloseTo(interval[0], 9)
      expect(high).toBeCloseTo(interval[1], 9)
    },
  )

  it('has no interval of no cases, nor of more successes than cases', () => {
    expect(wilsonInterval(0, 0)).toBeNull()
    expect(wilsonInterval(3, 2)).toBeNull()
    expect(wilsonInterval(NaN, 2)).toBeNull()
  })

  it.each(goldens.mcnemar)('$first against $second: statsmodels’ McNemar test', ({ first, second, p }) => {
    expect(mcNemar(first, second)).toBeCloseTo(p, 9)
  })

  it('tests nothing where no clip tells two judges apart', () => {
    expect(mcNemar(0, 0)).toBeNull()
    expect(mcNemar(NaN, 3)).toBeNull()
    expect(mcNemar(15, 15)).toBe(1)
  })
})
