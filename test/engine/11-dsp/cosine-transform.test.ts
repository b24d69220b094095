import { describe, expect, it } from 'vitest'
import { createCosineTransform } from '#engine/dsp/cosine-transform'

describe('engine/dsp/cosine-transform', () => {
  it.each([16, 64, 512, 2048])('engine/dsp - a cosine transform of %i equals the sum that defines it', size => {
    const input = Float64Array.from({ length: size + 1 }, (_, n) => Math.sin(0.37 * n * n + 0.1) + 0.3)
    const output = new Float64Array(size + 1)
    createCosineTransform(size)(input, output)
    for (const k of [0, 1, 2, 3, 7, size / 2 - 1, size / 2, size - 1, size]) {
      let sum = (input[0] + (k % 2 === 0 ? 1 : -1) * input[size]) / 2
      for (let n = 1; n < size; n++) sum += input[n] * Math.cos((Math.PI * ((n * k) % (2 * size))) / size)
      expect(Math.abs(output[k] - sum)).toBeLessThan(1e-12 * size)
    }
  })

  it('engine/dsp - gives the autocorrelation of a sine from its power spectrum: a cosine', () => {
    const size = 256
    const power = new Float64Array(size + 1)
    power[20] = 3
    const found = new Float64Array(size + 1)
    createCosineTransform(size)(power, found)
    found.forEach((value, lag) => expect(value).toBeCloseTo(3 * Math.cos((Math.PI * 20 * lag) / size), 10))
  })
})
