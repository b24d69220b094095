import { createComplexFft } from '#engine/dsp/complex-fft'

/**
 * The inverse modified discrete cosine transform, y[t] = sum X[k] cos(2 pi / n (t + 1/2 + n/4) (k + 1/2)): n/2 values
 * to n, not scaled. Through a cosine transform of kind IV, and that through a complex one of n/4. [vorbis1] section 1
 */
export function createImdct(n: number): (spectrum: Float64Array, out: Float64Array) => void {
  const half = n / 2
  const quarter = n / 4
  const fft = createComplexFft(quarter)
  // exp(-i pi (m + 1/4) / half) before, exp(-i pi m / half) after.
  const [before, after] = [0.25, 0].map(shift => turns(quarter, shift))
  const re = new Float64Array(quarter)
  const im = new Float64Array(quarter)
  const kind4 = new Float64Array(half)

  return (spectrum, out) => {
    for (let i = 0; i < quarter; i++) {
      const even = spectrum[2 * i]
      const odd = spectrum[half - 1 - 2 * i]
      const at = fft.reversed[i]
      re[at] = even * before.re[i] - odd * before.im[i]
      im[at] = even * before.im[i] + odd * before.re[i]
    }
    fft.transform(re, im)
    for (let i = 0; i < quarter; i++) {
      kind4[2 * i] = re[i] * after.re[i] - im[i] * after.im[i]
      kind4[half - 1 - 2 * i] = -(re[i] * after.im[i] + im[i] * after.re[i])
    }
    for (let t = 0; t < quarter; t++) {
      out[t] = kind4[t + quarter]
      out[t + 3 * quarter] = -kind4[t]
    }
    for (let t = quarter; t < 3 * quarter; t++) out[t] = -kind4[3 * quarter - 1 - t]
  }
}

function turns(count: number, shift: number): { re: Float64Array; im: Float64Array } {
  const angles = Float64Array.from({ length: count }, (_, m) => (-Math.PI * (m + shift)) / (2 * count))
  return { re: angles.map(Math.cos), im: angles.map(Math.sin) }
}
