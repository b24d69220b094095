import type { Hertz } from '#engine/base/units'
import type { Framing } from '../frame-grid'

export const targetRateHz: Hertz = 11000

/**
 * A frame at 11 kHz, synthesised from the spectrum's lower bins: y[i] = 2/N (Re X0 + sum Re Xk cos - Im Xk sin).
 *
 * Departs from a proper inverse transform: DC counts double, and the points cover only as much of the zero-padded frame, from
 * its padding on, as the frame is long. Float32 in every product and sum, in this order: linear prediction is so
 * ill-conditioned here that the rounding shows.
 */
export interface FrameResampler {
  readonly points: number
  /** `re`, `im` Float32 [bins] -> `resampled` Float32 [points], overwritten. */
  apply(re: Float32Array, im: Float32Array, resampled: Float32Array): void
}

export function createFrameResampler({ lengthSamples, fftSize }: Framing, sampleRateHz: Hertz): FrameResampler {
  const points = Math.round((targetRateHz / sampleRateHz) * lengthSamples)
  const period = (points * fftSize) / lengthSamples
  const usedBins = Math.floor(Math.min(fftSize, points) / 2)
  const cosines = new Float32Array(usedBins * points)
  const sines = new Float32Array(usedBins * points)
  for (let k = 1; k < usedBins; k++) {
    for (let i = 0; i < points; i++) {
      const angle = (2 * Math.PI * k * i) / period
      cosines[k * points + i] = Math.cos(angle)
      sines[k * points + i] = Math.sin(angle)
    }
  }
  const scale = Math.fround(2 / fftSize)

  function apply(re: Float32Array, im: Float32Array, resampled: Float32Array): void {
    resampled.fill(re[0])
    // Bins outside, points inside: each point still adds its terms in order, and the loop over points runs twice as fast.
    for (let k = 1; k < usedBins; k++) {
      const real = re[k]
      const imaginary = im[k]
      for (let i = 0, t = k * points; i < points; i++, t++) {
        const sum = Math.fround(resampled[i] + Math.fround(real * cosines[t]))
        resampled[i] = sum - Math.fround(imaginary * sines[t])
      }
    }
    for (let i = 0; i < points; i++) resampled[i] *= scale
  }

  return { points, apply }
}
