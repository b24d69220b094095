import { createRealFft } from '#engine/dsp/fft'
import type { Framing } from './frame-grid'
import { gaussWindow } from './frame-window'

/** The spectrum of a 60 ms frame under a Gauss window. */
export interface LongSpectrum {
  /** |X[k]|, not normalised. Float32 [bins] */
  readonly magnitude: Float32Array
  /** Root mean square of the windowed frame. */
  rms: number
}

export interface LongSpectra {
  /** Valid until 64 later frames were asked for. */
  at(frame: number): LongSpectrum
}

/** Pitch decisions lag by 40 frames at most, so what is still needed is always among the last 64. */
const keptSpectra = 64

export function createLongSpectra(pcm: Float32Array, framing: Framing): LongSpectra {
  const { lengthSamples, hopSamples, fftSize, bins } = framing
  const window = gaussWindow(lengthSamples)
  const fft = createRealFft(fftSize)
  const input = new Float64Array(fftSize)
  const re = new Float64Array(bins)
  const im = new Float64Array(bins)
  const kept = Array.from({ length: keptSpectra }, () => ({ frame: -1, magnitude: new Float32Array(bins), rms: 0 }))

  function transform(frame: number, spectrum: LongSpectrum): void {
    const start = frame * hopSamples
    let energy = 0
    for (let n = 0; n < lengthSamples; n++) {
      const sample = Math.fround(pcm[start + n] * window[n])
      input[n] = sample
      energy += sample * sample
    }
    spectrum.rms = Math.sqrt(energy / lengthSamples)
    fft.forward(input, re, im)
    for (let k = 0; k < bins; k++) spectrum.magnitude[k] = Math.sqrt(re[k] * re[k] + im[k] * im[k])
  }

  function at(frame: number): LongSpectrum {
    const spectrum = kept[frame % keptSpectra]
    if (spectrum.frame !== frame) {
      transform(frame, spectrum)
      spectrum.frame = frame
    }
    return spectrum
  }

  return { at }
}
