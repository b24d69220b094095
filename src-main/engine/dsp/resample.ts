import type { Hertz } from '#engine/base/units'
import { keepRecent } from './keep-recent'
import { createPolyphaseBank } from './polyphase-bank'
import { createPolyphaseResampler } from './polyphase-resampler'

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

function createResampler(fromHz: Hertz, toHz: Hertz): (samples: Float32Array) => Float32Array {
  const resampleTo = createPolyphaseResampler(createPolyphaseBank(fromHz, toHz), fromHz / toHz)
  return samples => resampleTo(samples, Math.ceil((samples.length * toHz) / fromHz))
}
