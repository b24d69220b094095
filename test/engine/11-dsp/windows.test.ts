import { describe, expect, it } from 'vitest'
import { besselI0, periodicWindow } from '#engine/dsp/windows'

// Expected values: scipy 1.17.1, signal.get_window and special.i0.
describe('engine/dsp/windows', () => {
  it('engine/dsp - windows are the periodic ones of scipy', () => {
    const close = (window: Float64Array, expected: number[]): void =>
      expected.forEach((value, n) => expect(window[n]).toBeCloseTo(value, 14))
    close(
      periodicWindow('hann', 5),
      [0, 0.3454915028125263, 0.9045084971874737, 0.9045084971874737, 0.34549150281252644],
    )
    close(periodicWindow('hamming', 6), [0.08, 0.31, 0.77, 1, 0.77, 0.31])
    close(periodicWindow('rectangular', 3), [1, 1, 1])
  })

  it('engine/dsp - the Bessel function of the Kaiser window', () => {
    for (const [x, expected] of [
      [0, 1],
      [0.5, 1.0634833707413236],
      [5, 27.239871823604442],
      [13, 49444.489582217575],
    ]) {
      expect(besselI0(x) / expected).toBeCloseTo(1, 14)
    }
  })
})
