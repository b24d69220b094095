/** A complex Fourier transform in place, `size` a power of two; not normalised. */
export interface Fft {
  transform(re: Float64Array, im: Float64Array): void
}

/** Radix 2, its tables made once. */
export function createFft(size: number): Fft {
  const bits = Math.log2(size)
  if (!Number.isInteger(bits)) throw new RangeError(`${size} is no power of two`)
  const reversed = new Uint32Array(size)
  for (let n = 1; n < size; n++) reversed[n] = (reversed[n >> 1] >> 1) | (n & 1 ? size >> 1 : 0)
  const cosines = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size))
  const sines = Float64Array.from({ length: size / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / size))

  function toReversedOrder(values: Float64Array): void {
    for (let n = 0; n < size; n++) {
      const other = reversed[n]
      if (other > n) [values[n], values[other]] = [values[other], values[n]]
    }
  }

  return {
    transform(re, im) {
      toReversedOrder(re)
      toReversedOrder(im)
      for (let half = 1; half < size; half *= 2) {
        const stride = size / (2 * half)
        for (let start = 0; start < size; start += 2 * half) {
          for (let k = 0; k < half; k++) {
            const top = start + k
            const low = top + half
            const cosine = cosines[k * stride]
            const sine = sines[k * stride]
            const turnedRe = re[low] * cosine - im[low] * sine
            const turnedIm = re[low] * sine + im[low] * cosine
            re[low] = re[top] - turnedRe
            im[low] = im[top] - turnedIm
            re[top] += turnedRe
            im[top] += turnedIm
          }
        }
      }
    },
  }
}
