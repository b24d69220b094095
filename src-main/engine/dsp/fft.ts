import { createComplexFft } from './complex-fft'
import { keepRecent } from './keep-recent'

/**
 * The discrete Fourier transform of real signals, X[k] = sum x[n] exp(-2 pi i k n / size).
 *
 * Conventions: Float64 throughout; bins 0..size/2 (size/2 + 1 values) in separate real and imaginary arrays; `forward`
 * is not normalised, `inverse` is scaled by 1/size, so that inverse(forward(x)) = x. No call allocates. One instance
 * serves one thread: `inverse` keeps a work area.
 *
 * References: [sorensen1987] (real transform through a complex one of half length).
 */
export interface RealFft {
  readonly size: number
  /** `input` [size]; `re`, `im` [size/2 + 1 or more], overwritten. */
  forward(input: Float64Array, re: Float64Array, im: Float64Array): void
  /** `re`, `im` [size/2 + 1], left as they are (im[0] and im[size/2] count as 0); `output` [size], overwritten. */
  inverse(re: Float64Array, im: Float64Array, output: Float64Array): void
}

/** `size`: a power of two, 16..65536. */
export function createRealFft(size: number): RealFft {
  if (!(size >= 16 && size <= 65536 && Number.isInteger(Math.log2(size)))) {
    throw new RangeError(`FFT size must be a power of two from 16 to 65536, got ${size}`)
  }
  return fftOf(size)
}

/** Between two calls nothing is left in the work area: any number of users can share one. */
const fftOf = keepRecent(8, newRealFft)

function newRealFft(size: number): RealFft {
  const half = size / 2
  const fft = createComplexFft(half)
  const { reversed } = fft
  const workRe = new Float64Array(half)
  const workIm = new Float64Array(half)
  const cos = Float64Array.from({ length: half / 2 + 1 }, (_, k) => Math.cos((2 * Math.PI * k) / size))
  const sin = Float64Array.from({ length: half / 2 + 1 }, (_, k) => Math.sin((2 * Math.PI * k) / size))

  function forward(input: Float64Array, re: Float64Array, im: Float64Array): void {
    if (input.length < size || re.length <= half || im.length <= half) throw new RangeError('FFT: array too short')
    for (let n = 0; n < half; n++) {
      const from = 2 * reversed[n]
      re[n] = input[from]
      im[n] = input[from + 1]
    }
    fft.transform(re, im)
    const first = re[0]
    re[half] = first - im[0]
    re[0] = first + im[0]
    im[0] = 0
    im[half] = 0
    for (let k = 1, m = half - 1; k <= m; k++, m--) {
      const evenRe = 0.5 * (re[k] + re[m])
      const evenIm = 0.5 * (im[k] - im[m])
      const oddRe = 0.5 * (im[k] + im[m])
      const oddIm = 0.5 * (re[m] - re[k])
      const turnedRe = oddRe * cos[k] + oddIm * sin[k]
      const turnedIm = oddIm * cos[k] - oddRe * sin[k]
      re[k] = evenRe + turnedRe
      im[k] = evenIm + turnedIm
      re[m] = evenRe - turnedRe
      im[m] = turnedIm - evenIm
    }
  }

  function inverse(re: Float64Array, im: Float64Array, output: Float64Array): void {
    if (output.length < size || re.length <= half || im.length <= half) throw new RangeError('FFT: array too short')
    // Real and imaginary parts are exchanged before and after: a forward transform then inverts.
    workIm[0] = re[0] + re[half]
    workRe[0] = re[0] - re[half]
    for (let k = 1, m = half - 1; k <= m; k++, m--) {
      const evenRe = re[k] + re[m]
      const evenIm = im[k] - im[m]
      const turnedRe = re[k] - re[m]
      const turnedIm = im[k] + im[m]
      const oddRe = turnedRe * cos[k] - turnedIm * sin[k]
      const oddIm = turnedIm * cos[k] + turnedRe * sin[k]
      const to = reversed[k]
      const toMirror = reversed[m]
      workIm[to] = evenRe - oddIm
      workRe[to] = evenIm + oddRe
      workIm[toMirror] = evenRe + oddIm
      workRe[toMirror] = oddRe - evenIm
    }
    fft.transform(workRe, workIm)
    const scale = 1 / size
    for (let n = 0; n < half; n++) {
      output[2 * n] = workIm[n] * scale
      output[2 * n + 1] = workRe[n] * scale
    }
  }

  return { size, forward, inverse }
}
