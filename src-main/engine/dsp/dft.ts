import { createComplexFft } from './complex-fft'
import { createRealFft } from './fft'
import type { RealFft } from './fft'

export type RealDft = Pick<RealFft, 'size' | 'forward'>

/**
 * A real transform of any size from 2 on (bins 0..floor(size / 2), not normalised): the fast one for powers of two,
 * else Bluestein's, a convolution with a chirp [bluestein1970], about six times the work.
 */
export function createRealDft(size: number): RealDft {
  if (!(Number.isInteger(size) && size >= 2)) throw new RangeError(`DFT size must be an integer from 2 on, got ${size}`)
  const isPowerOfTwo = (size & (size - 1)) === 0
  return isPowerOfTwo && size >= 16 && size <= 65536 ? createRealFft(size) : createChirpDft(size)
}

function createChirpDft(size: number): RealDft {
  const length = 2 ** Math.max(2, Math.ceil(Math.log2(2 * size - 1)))
  const { reversed, transform } = createComplexFft(length)
  // The angle of n^2 is reduced as an integer: it stays exact for any n.
  const chirpRe = Float64Array.from({ length: size }, (_, n) => Math.cos((Math.PI * ((n * n) % (2 * size))) / size))
  const chirpIm = Float64Array.from({ length: size }, (_, n) => -Math.sin((Math.PI * ((n * n) % (2 * size))) / size))
  const filterRe = new Float64Array(length)
  const filterIm = new Float64Array(length)
  for (let n = 0; n < size; n++) {
    for (const place of [n, (length - n) % length]) {
      filterRe[reversed[place]] = chirpRe[n] / length
      filterIm[reversed[place]] = -chirpIm[n] / length
    }
  }
  transform(filterRe, filterIm)
  const aRe = new Float64Array(length)
  const aIm = new Float64Array(length)
  const bRe = new Float64Array(length)
  const bIm = new Float64Array(length)

  function forward(input: Float64Array, re: Float64Array, im: Float64Array): void {
    if (input.length < size || re.length <= size / 2 || im.length <= size / 2)
      throw new RangeError('DFT: array too short')
    aRe.fill(0)
    aIm.fill(0)
    for (let n = 0; n < size; n++) {
      aRe[reversed[n]] = input[n] * chirpRe[n]
      aIm[reversed[n]] = input[n] * chirpIm[n]
    }
    transform(aRe, aIm)
    // Real and imaginary parts change places, and again below: the second transform is then an inverse one.
    for (let k = 0; k < length; k++) {
      bIm[reversed[k]] = aRe[k] * filterRe[k] - aIm[k] * filterIm[k]
      bRe[reversed[k]] = aRe[k] * filterIm[k] + aIm[k] * filterRe[k]
    }
    transform(bRe, bIm)
    for (let k = 0; k <= size / 2; k++) {
      re[k] = bIm[k] * chirpRe[k] - bRe[k] * chirpIm[k]
      im[k] = bIm[k] * chirpIm[k] + bRe[k] * chirpRe[k]
    }
  }

  return { size, forward }
}
