import { createComplexFft } from '#engine/dsp/complex-fft'

/**
 * The whole convolution, signal.length + kernel.length - 1 samples, by blocks in the frequency domain (overlap-add). Two
 * blocks go through one complex transform, as its real and imaginary part: the kernel is real and keeps them apart.
 */
export function convolve(signal: Float32Array | Float64Array, kernel: Float64Array): Float64Array {
  const size = 2 ** Math.max(10, Math.ceil(Math.log2(4 * kernel.length)))
  const block = size - kernel.length + 1
  const fft = createComplexFft(size)
  const { reversed } = fft
  const kernelRe = new Float64Array(size)
  const kernelIm = new Float64Array(size)
  kernel.forEach((value, n) => (kernelRe[reversed[n]] = value))
  fft.transform(kernelRe, kernelIm)

  const output = new Float64Array(signal.length + kernel.length - 1)
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  const backRe = new Float64Array(size)
  const backIm = new Float64Array(size)
  for (let start = 0; start < signal.length; start += 2 * block) {
    re.fill(0)
    im.fill(0)
    for (let n = 0; n < block && start + n < signal.length; n++) re[reversed[n]] = signal[start + n]
    for (let n = 0; n < block && start + block + n < signal.length; n++) im[reversed[n]] = signal[start + block + n]
    fft.transform(re, im)
    // Real and imaginary parts are exchanged before and after: a forward transform then inverts.
    for (let k = 0; k < size; k++) {
      backIm[reversed[k]] = (re[k] * kernelRe[k] - im[k] * kernelIm[k]) / size
      backRe[reversed[k]] = (re[k] * kernelIm[k] + im[k] * kernelRe[k]) / size
    }
    fft.transform(backRe, backIm)
    addAt(output, backIm, start)
    addAt(output, backRe, start + block)
  }
  return output
}

/** What reaches beyond the end is rounding. */
function addAt(output: Float64Array, part: Float64Array, start: number): void {
  const count = Math.min(part.length, output.length - start)
  for (let n = 0; n < count; n++) output[start + n] += part[n]
}
