import { describe, expect, it } from 'vitest'
import { createRealFft } from '#engine/dsp/fft'

/** Any fixed signal without symmetry will do. */
const signal = (size: number): Float64Array =>
  Float64Array.from({ length: size }, (_, n) => Math.sin(0.37 * n * n + 0.1) + 0.2 * Math.cos(1.7 * n) + 0.05)

function naiveBin(x: Float64Array, k: number): [number, number] {
  let re = 0
  let im = 0
  for (let n = 0; n < x.length; n++) {
    // The product is reduced first: the angle then stays small and exact.
    const angle = (-2 * Math.PI * ((k * n) % x.length)) / x.length
    re += x[n] * Math.cos(angle)
    im += x[n] * Math.sin(angle)
  }
  return [re, im]
}

const sizes = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536]

describe('engine/dsp/fft', () => {
  it.each(sizes)('engine/dsp - a real transform of %i points equals the sum that defines it', size => {
    const x = signal(size)
    const re = new Float64Array(size / 2 + 1)
    const im = new Float64Array(size / 2 + 1)
    createRealFft(size).forward(x, re, im)
    const bins =
      size <= 1024 ? re.keys() : [0, 1, 2, 3, 7, size / 8, size / 4 - 1, size / 4, size / 3, size / 2 - 1, size / 2]
    for (const bin of bins) {
      const k = Math.floor(bin)
      const [expectedRe, expectedIm] = naiveBin(x, k)
      expect(Math.abs(re[k] - expectedRe)).toBeLessThan(1e-11 * size)
      expect(Math.abs(im[k] - expectedIm)).toBeLessThan(1e-11 * size)
    }
  })

  it.each(sizes)('engine/dsp - %i points keep their energy (Parseval) and come back through the inverse', size => {
    const x = signal(size)
    const re = new Float64Array(size / 2 + 1)
    const im = new Float64Array(size / 2 + 1)
    const fft = createRealFft(size)
    fft.forward(x, re, im)
    const power = (k: number): number => re[k] ** 2 + im[k] ** 2
    let spectral = power(0) + power(size / 2)
    for (let k = 1; k < size / 2; k++) spectral += 2 * power(k)
    const energy = x.reduce((sum, value) => sum + value * value, 0)
    expect(spectral / size / energy).toBeCloseTo(1, 12)
    const back = new Float64Array(size)
    fft.inverse(re, im, back)
    expect(Math.max(...x.map((value, n) => Math.abs(value - back[n])))).toBeLessThan(1e-13 * Math.log2(size))
  })

  it('engine/dsp - a cosine on a bin is one bin of half the length', () => {
    const size = 512
    const re = new Float64Array(size / 2 + 1)
    const im = new Float64Array(size / 2 + 1)
    const cosine = Float64Array.from({ length: size }, (_, n) => Math.cos((2 * Math.PI * 37 * n) / size))
    createRealFft(size).forward(cosine, re, im)
    for (let k = 0; k <= size / 2; k++) {
      expect(re[k]).toBeCloseTo(k === 37 ? size / 2 : 0, 10)
      expect(im[k]).toBeCloseTo(0, 10)
    }
  })

  it.each([0, 8, 100, 131072, 16.5, NaN])(
    'engine/dsp - a size of %d is refused with the value in the message',
    size => {
      expect(() => createRealFft(size)).toThrow(String(size))
    },
  )
})
