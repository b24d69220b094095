import { describe, expect, it } from 'vitest'
import { createRealDft } from '#engine/dsp/dft'

describe('engine/dsp/dft', () => {
  it.each([2, 3, 7, 15, 16, 48, 240, 375, 400, 480, 512, 1000])(
    'engine/dsp - %i points, power of two or not, equal the sum that defines the transform',
    size => {
      const x = Float64Array.from({ length: size }, (_, n) => Math.sin(0.9 * n * n) + 0.3)
      const bins = Math.floor(size / 2) + 1
      const re = new Float64Array(bins)
      const im = new Float64Array(bins)
      const dft = createRealDft(size)
      // Twice: the second call must not see anything of the first.
      dft.forward(new Float64Array(size).fill(7), re, im)
      dft.forward(x, re, im)
      for (let k = 0; k < bins; k++) {
        let sumRe = 0
        let sumIm = 0
        x.forEach((value, n) => {
          const angle = (-2 * Math.PI * ((k * n) % size)) / size
          sumRe += value * Math.cos(angle)
          sumIm += value * Math.sin(angle)
        })
        expect(Math.abs(re[k] - sumRe)).toBeLessThan(1e-12 * size)
        expect(Math.abs(im[k] - sumIm)).toBeLessThan(1e-12 * size)
      }
    },
  )

  it.each([0, 1, 2.5, NaN])('engine/dsp - a transform of %d points is refused', size => {
    expect(() => createRealDft(size)).toThrow(RangeError)
  })
})
