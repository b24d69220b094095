/**
 * Levels of a sound over time and frequency, for people: the model has a picture of its own.
 *
 * Conventions: dB re a sine of full scale, so that such a sine reads 0 dB at its frequency. Frame i is centred on sample
 * `i * hop`; beyond the clip there is silence. Bin k stands for `k * sampleRateHz / fftSize`.
 */
import { createFft } from './fft'
import { windowOf } from './window-shapes'
import type { WindowShape } from './window-shapes'

export interface StftSpec {
  readonly shape: WindowShape
  /** Of the window, in samples; not above `fftSize`: the rest is padded with zeros. */
  readonly windowSize: number
  readonly fftSize: number
}

/** What silence reads. */
export const SILENCE_DB = -200

export const binsOf = (fftSize: number): number => fftSize / 2 + 1

export interface Stft {
  /** Float32 [frames x bins], row-major, of the frames `first` to `first + frames - 1`. */
  levels(samples: Float32Array, hop: number, first: number, frames: number): Float32Array<ArrayBuffer>
}

/** Two frames a transform: one as its real part, one as its imaginary part. */
export function createStft({ shape, windowSize, fftSize }: StftSpec): Stft {
  const window = windowOf(shape, windowSize)
  const scale = 2 / window.reduce((sum, value) => sum + value, 0)
  const fft = createFft(fftSize)
  const [re, im] = [new Float64Array(fftSize), new Float64Array(fftSize)]
  const bins = binsOf(fftSize)

  function cut(samples: Float32Array, center: number, into: Float64Array): void {
    into.fill(0)
    const start = center - (windowSize >> 1)
    const end = Math.min(windowSize, samples.length - start)
    for (let i = Math.max(0, -start); i < end; i++) into[i] = samples[start + i] * window[i]
  }

  /** At 0 Hz and at Nyquist there is one line where elsewhere there are two of half the height. */
  const level = (re: number, im: number, bin: number): number =>
    decibels((re * re + im * im) * (bin === 0 || bin === bins - 1 ? (scale * scale) / 4 : scale * scale))

  return {
    levels(samples, hop, first, frames) {
      const levels = new Float32Array(frames * bins)
      for (let frame = 0; frame < frames; frame += 2) {
        const isPair = frame + 1 < frames
        cut(samples, (first + frame) * hop, re)
        if (isPair) cut(samples, (first + frame + 1) * hop, im)
        else im.fill(0)
        fft.transform(re, im)
        for (let bin = 0; bin < bins; bin++) {
          const mirror = (fftSize - bin) % fftSize
          const at = frame * bins + bin
          levels[at] = level((re[bin] + re[mirror]) / 2, (im[bin] - im[mirror]) / 2, bin)
          if (isPair) levels[at + bins] = level((im[bin] + im[mirror]) / 2, (re[mirror] - re[bin]) / 2, bin)
        }
      }
      return levels
    },
  }
}

/** Of the square of an amplitude. */
const decibels = (power: number): number => Math.max(SILENCE_DB, 10 * Math.log10(power))

/** The level at any time and frequency, between the bins too: what is read under the pointer. */
export function levelAt(samples: Float32Array, spec: StftSpec, center: number, cyclesPerSample: number): number {
  const window = windowOf(spec.shape, spec.windowSize)
  const start = center - (spec.windowSize >> 1)
  let [re, im, sum] = [0, 0, 0]
  for (let i = 0; i < spec.windowSize; i++) {
    sum += window[i]
    const value = (samples[start + i] ?? 0) * window[i]
    const angle = 2 * Math.PI * cyclesPerSample * i
    re += value * Math.cos(angle)
    im -= value * Math.sin(angle)
  }
  const isEdge = cyclesPerSample <= 0 || cyclesPerSample >= 0.5
  return decibels((re * re + im * im) * ((isEdge ? 1 : 2) / sum) ** 2)
}
