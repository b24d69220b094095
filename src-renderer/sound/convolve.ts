import { createFft } from '../canvas/fine/fft'

/**
 * Where the taps lie wholly over the samples: `samples.length - taps.length + 1` values. Overlap-save by FFT: a filter of
 * thousands of taps over seconds of sound takes milliseconds.
 */
export function convolve(samples: Float32Array, taps: Float64Array): Float32Array<ArrayBuffer> {
  const count = Math.max(0, samples.length - taps.length + 1)
  const result = new Float32Array(count)
  if (count === 0) return result
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, Math.min(4 * taps.length, samples.length + 1))))
  const block = size - taps.length + 1
  const fft = createFft(size)
  const [filterRe, filterIm] = [new Float64Array(size), new Float64Array(size)]
  filterRe.set(taps)
  fft.transform(filterRe, filterIm)
  const [re, im] = [new Float64Array(size), new Float64Array(size)]
  // Two blocks at once, one as the real and one as the imaginary part: the taps are real, so the two stay apart.
  for (let at = 0; at < count; at += 2 * block) {
    re.fill(0).set(samples.subarray(at, at + size))
    im.fill(0).set(samples.subarray(Math.min(at + block, samples.length), at + block + size))
    fft.transform(re, im)
    for (let i = 0; i < size; i++) {
      const real = re[i] * filterRe[i] - im[i] * filterIm[i]
      // The inverse transform is the transform with real and imaginary parts swapped.
      im[i] = (re[i] * filterIm[i] + im[i] * filterRe[i]) / size
      re[i] = real / size
    }
    fft.transform(im, re)
    for (let i = 0; i < block && at + i < count; i++) result[at + i] = re[taps.length - 1 + i]
    for (let i = 0; i < block && at + block + i < count; i++) result[at + block + i] = im[taps.length - 1 + i]
  }
  return result
}
