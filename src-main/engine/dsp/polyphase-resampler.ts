import { createConvolution } from './convolution'
import type { PolyphaseBank } from './polyphase-bank'

/** Outputs that are computed at a time, at most; fewer where they are so far apart that more input than this lies between. */
const MOST_OUTPUTS = 2048
const MOST_INPUTS = 65536

/**
 * Puts a bank of kernels to work: returns a function that computes so many outputs of a signal, `ratio` input samples apart,
 * the first at the first sample. Outside of the signal there is silence.
 */
export function createPolyphaseResampler(
  bank: PolyphaseBank,
  ratio: number,
): (samples: Float32Array, outputs: number) => Float32Array {
  const block = Math.max(1, Math.min(MOST_OUTPUTS, Math.floor(MOST_INPUTS / ratio)))
  const { signal, sums, setPlace, convolve } = createConvolution(bank, block, Math.ceil(block * ratio) + 1)
  const weights = new Float64Array(block)
  let whole = 0
  let phase = 0

  /** Where output m lies: after input sample `whole`, at phase `phase` and a share of the way to the next. Returns the share. */
  function locate(m: number): number {
    if (bank.isExact) {
      phase = (m * bank.step) % bank.phases
      whole = (m * bank.step - phase) / bank.phases
      return 0
    }
    const place = m * ratio
    whole = Math.floor(place)
    const finePhase = (place - whole) * bank.phases
    phase = Math.floor(finePhase)
    return finePhase - phase
  }

  function resampleBlock(samples: Float32Array, firstOutput: number, output: Float32Array): void {
    locate(firstOutput)
    const first = whole - (bank.taps / 2 - 1)
    copyWithZeros(samples, first, signal)
    for (let i = 0; i < output.length; i++) {
      weights[i] = locate(firstOutput + i)
      setPlace(i, whole - (bank.taps / 2 - 1) - first, phase)
    }
    convolve(output.length)
    if (bank.isExact) for (let i = 0; i < output.length; i++) output[i] = sums[2 * i] + sums[2 * i + 1]
    else interpolate(output)
  }

  /** Between two phases the kernel is interpolated linearly: with that many phases the error is below -120 dB. */
  function interpolate(output: Float32Array): void {
    for (let i = 0; i < output.length; i++) {
      const before = sums[4 * i] + sums[4 * i + 1]
      const after = sums[4 * i + 2] + sums[4 * i + 3]
      output[i] = before + weights[i] * (after - before)
    }
  }

  return (samples, outputs) => {
    const output = new Float32Array(outputs)
    for (let m = 0; m < outputs; m += block) resampleBlock(samples, m, output.subarray(m, m + block))
    return output
  }
}

/** `target` becomes the stretch of `samples` from `first` on; outside of them there is silence. */
function copyWithZeros(samples: Float32Array, first: number, target: Float32Array): void {
  target.fill(0)
  const from = Math.max(0, first)
  const end = Math.min(samples.length, first + target.length)
  if (from < end) target.set(samples.subarray(from, end), from - first)
}
