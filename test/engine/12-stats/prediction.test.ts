import { describe, expect, it } from 'vitest'
import { crossValidatedLogistic, foldsBySpeaker } from '#engine/stats/cross-validation'
import { fitLogistic, predictLogistic } from '#engine/stats/logistic-regression'
import { solveLinear } from '#engine/stats/linear-system'
import { createRandom } from '#engine/stats/random'
import { ResampledAuc } from '#engine/stats/resampled-auc'
import { statisticsGoldens as goldens } from '../../helpers/statistics-goldens'

/** @param scores none missing */
const areaOf = (scores: readonly (number | null)[], isPositive: readonly boolean[]): number | null =>
  new ResampledAuc(scores as readonly number[], isPositive).ofAll()

describe('engine/stats - area under the ROC curve', () => {
  it.each(goldens.roc)('scikit-learn’s area $auc, ties and all', ({ scores, isPositive, auc }) => {
    expect(areaOf(scores, isPositive)).toBeCloseTo(auc, 12)
    expect(new ResampledAuc(scores, isPositive).ofDraw([...scores.keys()])).toBeCloseTo(auc, 12)
  })

  it('a draw counts a clip as often as it was drawn', () => {
    const area = new ResampledAuc([1, 2, 3], [false, true, false])
    expect(area.ofDraw([0, 1, 2])).toBe(0.5)
    expect(area.ofDraw([0, 0, 0, 1, 2])).toBe(0.75)
    expect(area.ofDraw([0, 2])).toBeNull()
  })

  it('is null with one class; ties count half', () => {
    expect(areaOf([1, 2], [true, true])).toBeNull()
    expect(areaOf([], [])).toBeNull()
    expect(areaOf([3, 3], [true, false])).toBe(0.5)
  })
})

describe('engine/stats - logistic regression', () => {
  it.each(goldens.logistic)(
    'scikit-learn’s weights with ridge $ridge',
    ({ rows, isPositive, ridge, intercept, weights }) => {
      const model = fitLogistic(rows, isPositive, ridge)!
      expect(model.intercept).toBeCloseTo(intercept, 5)
      expect(model.weights[0]).toBeCloseTo(weights[0], 5)
      expect(model.weights[1]).toBeCloseTo(weights[1], 5)
    },
  )

  it('converges on separable, huge and constant features', () => {
    const rows = [
      [-3e4, 1],
      [-1e4, 1],
      [2e4, 1],
      [5e4, 1],
    ]
    const model = fitLogistic(rows, [false, false, true, true])!
    expect(predictLogistic(model, [4e4, 1])).toBeGreaterThan(0.99)
    expect(predictLogistic(model, [-4e4, 1])).toBeLessThan(0.01)
  })

  it('tells nothing apart where there is one class', () => {
    expect(fitLogistic([[1], [2]], [true, true])).toBeNull()
    expect(fitLogistic([], [])).toBeNull()
    expect(
      solveLinear(
        [
          [1, 1],
          [1, 1],
        ],
        [1, 2],
      ),
    ).toBeNull()
  })
})

describe('engine/stats - cross-validation by speaker', () => {
  it('no speaker is in two folds, and the folds are near in size', () => {
    const speakers = ['a', 'a', 'a', 'a', 'b', 'b', 'c', 'c', 'd', 'e']
    const folds = foldsBySpeaker(speakers, 3)
    for (const speaker of new Set(speakers))
      expect(new Set(folds.filter((_, i) => speakers[i] === speaker)).size).toBe(1)
    expect([0, 1, 2].map(fold => folds.filter(value => value === fold).length).sort()).toEqual([3, 3, 4])
  })

  it('what only a speaker’s own clips could teach is not learnt', () => {
    // Within each speaker the feature tells the class perfectly, in the other direction for every second speaker.
    const speakers = ['a', 'b', 'c', 'd'].flatMap(name => [name, name, name, name])
    const rows = speakers.map((name, i) => [(i % 2 === 0 ? 1 : -1) * ('ac'.includes(name) ? 1 : -1)])
    const isPositive = speakers.map((_, i) => i % 2 === 0)
    const area = areaOf(crossValidatedLogistic(rows, isPositive, speakers), isPositive)!
    expect(area).toBeLessThanOrEqual(0.5)
  })

  it('learns what other speakers teach', () => {
    const speakers = ['a', 'b', 'c', 'd'].flatMap(name => [name, name, name, name])
    const isPositive = speakers.map((_, i) => i % 2 === 0)
    const rows = isPositive.map((value, i) => [(value ? 1 : -1) + 0.01 * i, 7])
    expect(areaOf(crossValidatedLogistic(rows, isPositive, speakers), isPositive)).toBe(1)
  })

  it('speakers of unequal luck: a feature that tells nothing stays at chance, not below', () => {
    const random = createRandom(4)
    const speakers = Array.from({ length: 600 }, (_, i) => `s${i % 6}`)
    const isPositive = speakers.map(name => random.uniform() < (name < 's3' ? 0.6 : 0.1))
    const rows = speakers.map(() => [random.normal()])
    expect(Math.abs(areaOf(crossValidatedLogistic(rows, isPositive, speakers), isPositive)! - 0.5)).toBeLessThan(0.08)
  })

  it('one speaker, or other speakers of one class: no prediction', () => {
    expect(crossValidatedLogistic([[1], [2]], [true, false], ['a', 'a'])).toEqual([null, null])
    expect(crossValidatedLogistic([[1], [2], [3]], [true, false, false], ['a', 'a', 'b'])).toEqual([
      null,
      null,
      expect.any(Number),
    ])
    expect(crossValidatedLogistic([], [], [])).toEqual([])
  })
})
