import type { FrontEnd } from '#contracts/model'
import { CueScopeError } from '#engine/base/errors'
import { zeros } from '#engine/base/matrix'
import type { Matrix } from '#engine/base/matrix'
import { createRealDft } from '#engine/dsp/dft'
import { applyMelFilterbank, createMelFilterbank } from '#engine/dsp/mel-filterbank'
import { periodicWindow } from '#engine/dsp/windows'

/** Mel energies [mels x frames], before the logarithm. Sums in Float64, kept as Float32. */
export function melSpectrogram(samples: Float32Array, frontEnd: FrontEnd): Matrix {
  const { sampleRate, nFft, winLength, hopLength, power, nMels, fMin, fMax, melScale, melNorm } = checked(frontEnd)
  const signal = padded(samples, frontEnd)
  const filters = createMelFilterbank({
    sampleRateHz: sampleRate,
    nFft,
    nMels,
    fMinHz: fMin,
    fMaxHz: fMax,
    scale: melScale,
    norm: melNorm,
  })
  const window = periodicWindow(frontEnd.window, winLength)
  const windowStart = Math.floor((nFft - winLength) / 2)
  const dft = createRealDft(nFft)
  const frame = new Float64Array(nFft)
  const bins = new Float64Array(Math.floor(nFft / 2) + 1)
  const imaginary = new Float64Array(bins.length)
  const bands = new Float64Array(nMels)

  const mel = zeros(nMels, 1 + Math.floor((signal.length - nFft) / hopLength))
  for (let t = 0; t < mel.cols; t++) {
    const from = t * hopLength + windowStart
    for (let n = 0; n < winLength; n++) frame[windowStart + n] = signal[from + n] * window[n]
    dft.forward(frame, bins, imaginary)
    for (let k = 0; k < bins.length; k++) {
      const energy = bins[k] * bins[k] + imaginary[k] * imaginary[k]
      bins[k] = power === 2 ? energy : Math.sqrt(energy)
    }
    applyMelFilterbank(filters, bins, bands)
    for (let band = 0; band < nMels; band++) mel.data[band * mel.cols + t] = bands[band]
  }
  return mel
}

function checked(frontEnd: FrontEnd): FrontEnd {
  const { nFft, winLength, fMin, fMax } = frontEnd
  if (winLength > nFft) {
    const message = `The front end's winLength (${winLength}) is longer than its nFft (${nFft}). Correct model.json.`
    throw new CueScopeError('bad-option', message, { winLength, nFft })
  }
  if (fMin >= fMax) {
    const message = `The front end's fMin (${fMin} Hz) is not below its fMax (${fMax} Hz). Correct model.json.`
    throw new CueScopeError('bad-option', message, { fMin, fMax })
  }
  return frontEnd
}

/** Centred frames start half a transform before their time, so that much is put before and after the signal. */
function padded(samples: Float32Array, { nFft, center, padMode }: FrontEnd): Float64Array {
  const needed = center ? 1 : nFft
  if (samples.length < needed) {
    const message = `The clip has ${samples.length} samples at the model's rate; at least ${needed} are needed. Leave it out.`
    throw new CueScopeError('too-short', message, { samples: samples.length, needed })
  }
  const pad = center ? Math.floor(nFft / 2) : 0
  const signal = new Float64Array(samples.length + 2 * pad)
  signal.set(samples, pad)
  if (padMode === 'constant') return signal
  for (let i = 0; i < pad; i++) {
    signal[i] = samples[mirrored(i - pad, samples.length)]
    signal[pad + samples.length + i] = samples[mirrored(samples.length + i, samples.length)]
  }
  return signal
}

/** The index that a mirror at the first and the last sample shows, as often as it takes. */
function mirrored(index: number, length: number): number {
  if (length === 1) return 0
  const period = 2 * (length - 1)
  const place = ((index % period) + period) % period
  return place < length ? place : period - place
}
