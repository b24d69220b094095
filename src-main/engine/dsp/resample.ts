import type { Hertz } from '#engine/base/units'
import { createConvolution } from './convolution'
import { keepRecent } from './keep-recent'
import { createPolyphaseBank } from './polyphase-bank'

/**
 * Changes the sample rate of a signal by any ratio: a Kaiser-windowed sinc, evaluated at each output sample's place
 * among the input samples.
 *
 * Conventions: output sample m stands at the time m / toHz of the input (linear phase, no delay); the output has
 * ceil(n * toHz / fromHz) samples, as librosa's; outside the clip the signal counts as 0. With f the lower of the two
 * Nyquist frequencies (as soxr's high quality): the pass band ends at 0.913 f, level within 0.001 dB; the stop band
 * starts at f, at least 120 dB down. The kernel reaches about 95 samples of the lower rate to either side.
 *
 * References: [smith1984] (interpolated table of a windowed sinc), [kaiser1974] (window and its length).
 */
export function resample(samples: Float32Array, fromHz: Hertz, toHz: Hertz): Float32Array {
  if (fromHz === toHz) return samples
  if (!(fromHz > 0 && toHz > 0 && Number.isFinite(fromHz / toHz))) {
    throw new RangeError(`resample needs two positive rates, got ${fromHz} Hz and ${toHz} Hz`)
  }
  return resamplerFrom(fromHz)(toHz)(samples)
}

/** The few rate pairs of a data set come again with each clip. */
const resamplerFrom = keepRecent(4, (fromHz: Hertz) => keepRecent(2, (toHz: Hertz) => createResampler(fromHz, toHz)))

/** Outputs that are computed at a time. */
const BLOCK = 2048

function createResampler(fromHz: Hertz, toHz: Hertz): (samples: Float32Array) => Float32Array {
  const bank = createPolyphaseBank(fromHz, toHz)
  const ratio = fromHz / toHz
  const { signal, sums, setPlace, convolve } = createConvolution(bank, BLOCK, Math.ceil(BLOCK * ratio) + 1)
  const weights = new Float64Array(BLOCK)
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

  return samples => {
    const output = new Float32Array(Math.ceil((samples.length * toHz) / fromHz))
    for (let m = 0; m < output.length; m += BLOCK) resampleBlock(samples, m, output.subarray(m, m + BLOCK))
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
