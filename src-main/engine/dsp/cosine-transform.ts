import { createRealFft } from './fft'
import { keepRecent } from './keep-recent'

/**
 * The cosine transform of `size` + 1 values, F[k] = (x[0] + (-1)^k x[size]) / 2 + sum over 0 < n < size of x[n] cos(pi n k / size):
 * what is left of a transform of 2 `size` points where the signal is real and symmetric, for half of its cost.
 *
 * References: [press2007].
 */
export type CosineTransform = (input: Float64Array, output: Float64Array) => void

/** `size`: a power of two, 16..65536; `input`, `output` [size + 1 or more], output overwritten. */
export function createCosineTransform(size: number): CosineTransform {
  return transformOf(size)
}

const transformOf = keepRecent(4, newCosineTransform)

function newCosineTransform(size: number): CosineTransform {
  const fft = createRealFft(size)
  const half = size / 2
  const folded = new Float64Array(size)
  const re = new Float64Array(half + 1)
  const im = new Float64Array(half + 1)
  const cos = Float64Array.from({ length: half }, (_, n) => Math.cos((Math.PI * n) / size))
  const sin = Float64Array.from({ length: half }, (_, n) => Math.sin((Math.PI * n) / size))

  return (input, output) => {
    let odd = 0.5 * (input[0] - input[size])
    folded[0] = 0.5 * (input[0] + input[size])
    folded[half] = input[half]
    for (let n = 1, m = size - 1; n < half; n++, m--) {
      const mean = 0.5 * (input[n] + input[m])
      const difference = input[n] - input[m]
      folded[n] = mean - sin[n] * difference
      folded[m] = mean + sin[n] * difference
      odd += cos[n] * difference
    }
    fft.forward(folded, re, im)
    for (let k = 0; k < half; k++) {
      output[2 * k] = re[k]
      odd -= im[k]
      output[2 * k + 1] = odd
    }
    output[size] = re[half]
  }
}
