import { describe, expect, it } from 'vitest'
import { principalComponents, project } from '#engine/stats/principal-components'
import { createRandom } from '#engine/stats/random'
import { symmetricEigen } from '#engine/stats/symmetric-eigen'
import { golden, goldenPoints, rowsOf } from './golden'

const closeTo = (found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void => {
  expect(found.length).toBe(expected.length)
  const worst = Array.from(found).reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0)
  expect(worst).toBeLessThan(tolerance)
}

describe('engine/stats, eigenvalues and principal components', () => {
  it('engine/stats - eigenvalues and vectors that are known by hand', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2)
    closeTo(values, [3, 1], 1e-14)
    expect(Math.abs(vectors[0])).toBeCloseTo(Math.SQRT1_2, 14)
    expect(vectors[0]).toBeCloseTo(vectors[1], 14)
    expect(vectors[2]).toBeCloseTo(-vectors[3], 14)
    expect([...symmetricEigen(Float64Array.of(5), 1).values]).toEqual([5])
    closeTo(symmetricEigen(Float64Array.of(1, 0, 0, 0, 3, 0, 0, 0, 2), 3).values, [3, 2, 1], 1e-15)
  })

  it('engine/stats - the vectors are orthonormal and make the matrix again, whatever its size', () => {
    for (const size of [3, 8, 40]) {
      const random = createRandom(size)
      const matrix = new Float64Array(size * size)
      for (let i = 0; i < size; i++)
        for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = random.normal()
      const { values, vectors } = symmetricEigen(matrix, size)
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) {
          let [again, product] = [0, 0]
          for (let k = 0; k < size; k++) {
            again += vectors[k * size + i] * values[k] * vectors[k * size + j]
            product += vectors[i * size + k] * vectors[j * size + k]
          }
          expect(again).toBeCloseTo(matrix[i * size + j], 11)
          expect(product).toBeCloseTo(i === j ? 1 : 0, 11)
        }
    }
  })

  it('engine/stats - components, variances and places are scikit-learn’s, up to the sign of an axis', () => {
    const found = principalComponents(() => rowsOf(goldenPoints), golden.size, 6)
    closeTo(found.mean, golden.pca.mean, 1e-5)
    found.variances.forEach((value, axis) => {
      expect(value / golden.pca.variances[axis]).toBeCloseTo(1, 5)
      expect(value / found.totalVariance).toBeCloseTo(golden.pca.shares[axis], 6)
    })
    const places = project(found, () => rowsOf(goldenPoints))
    for (let axis = 0; axis < 6; axis++) {
      const own = [...found.axes.slice(axis * golden.size, (axis + 1) * golden.size)]
      const theirs = golden.pca.axes.slice(axis * golden.size, (axis + 1) * golden.size)
      const sign = Math.sign(own.reduce((sum, value, i) => sum + value * theirs[i], 0))
      closeTo(
        own,
        theirs.map(value => sign * value),
        1e-4,
      )
      const spread = Math.sqrt(golden.pca.variances[axis])
      for (let row = 0; row < golden.rows; row++)
        expect(Math.abs(places[row * 6 + axis] - sign * golden.pca.places[row * 6 + axis])).toBeLessThan(1e-3 * spread)
    }
  })

  it('engine/stats - the largest loading of an axis is positive; one row has no variance', () => {
    const { axes, size, count } = principalComponents(() => rowsOf(goldenPoints), golden.size, 4)
    for (let axis = 0; axis < count; axis++) {
      const own = [...axes.slice(axis * size, (axis + 1) * size)]
      expect(Math.max(...own)).toBe(Math.max(...own.map(Math.abs)))
    }
    const single = principalComponents(() => [Float32Array.of(1, 2, 3)], 3, 2)
    expect([...single.variances]).toEqual([0, 0])
    expect(single.totalVariance).toBe(0)
  })
})
