import type { Hertz } from '#engine/base/units'
import type { Body } from '#engine/dsp/wasm/body'
import { F32x4, I32 } from '#engine/dsp/wasm/values'
import type { Kernel, Workspace } from '#engine/dsp/wasm/workspace'
import { valueBytes } from '../fft32/butterflies'
import type { RealFft32 } from '../fft32/real-fft32'
import type { Framing } from '../frame-grid'

export const targetRateHz: Hertz = 11000
/** Of the linear prediction that the autocorrelation is for. */
export const predictionOrder = 11

/** Points whose sums stay in registers while the bins pass by. */
const blockPoints = 8

/**
 * Four frames at 11 kHz, synthesised from their spectra's lower bins: y[i] = 2/N (Re X0 + sum Re Xk cos - Im Xk sin), and
 * their autocorrelations.
 *
 * Departs from a proper inverse transform: DC counts double, and the points cover only as much of the zero-padded frame, from
 * its padding on, as the frame is long. Float32 in every product and sum, in this order: linear prediction is so
 * ill-conditioned here that the rounding shows.
 */
export interface FrameResampler {
  /** Lags 0..11 of the four frames side by side. Float32 [12 x 4] */
  readonly lags: Float32Array
  /** From the bins of `fft` to the lags. */
  readonly resample: Kernel
}

export function createFrameResampler(
  workspace: Workspace,
  fft: RealFft32,
  { lengthSamples, fftSize }: Framing,
  sampleRateHz: Hertz,
): FrameResampler {
  const points = Math.round((targetRateHz / sampleRateHz) * lengthSamples)
  const period = (points * fftSize) / lengthSamples
  const usedBins = Math.floor(Math.min(fftSize, points) / 2)
  const blocks = Math.ceil(points / blockPoints)
  // [blocks x usedBins - 1 x (cosines, sines) x points of the block]: in the order in which they are read.
  const factors = workspace.f32(blocks * (usedBins - 1) * 2 * blockPoints)
  for (let i = 0; i < points; i++) {
    for (let k = 1; k < usedBins; k++) {
      const angle = (2 * Math.PI * k * i) / period
      const at = (Math.floor(i / blockPoints) * (usedBins - 1) + k - 1) * 2 * blockPoints + (i % blockPoints)
      factors[at] = Math.cos(angle)
      factors[at + blockPoints] = Math.sin(angle)
    }
  }
  const resampled = workspace.f32(4 * (blocks * blockPoints + predictionOrder))
  const lags = workspace.f32(4 * (predictionOrder + 1))
  const scale = Math.fround(2 / fftSize)

  function synthesise(body: Body): void {
    const factor = body.variable(I32.of(factors.byteOffset))
    const first = body.let(body.loadF32x4(I32.of(fft.re.byteOffset)))
    const blockBytes = blockPoints * valueBytes
    body.loop(resampled.byteOffset, resampled.byteOffset + blocks * blockBytes, blockBytes, block => {
      const sums = Array.from({ length: blockPoints }, () => body.variable(first))
      body.loop(valueBytes, usedBins * valueBytes, valueBytes, bin => {
        const re = body.let(body.loadF32x4(bin, fft.re.byteOffset))
        const im = body.let(body.loadF32x4(bin, fft.im.byteOffset))
        sums.forEach((sum, i) => {
          const [cos, sin] = [body.splatF32(factor.now, 4 * i), body.splatF32(factor.now, 4 * (blockPoints + i))]
          sum.set(sum.now.plus(re.times(cos)).minus(im.times(sin)))
        })
        factor.set(factor.now.plus(8 * blockPoints))
      })
      sums.forEach((sum, i) => body.store(block, sum.now.times(F32x4.of(scale)), i * valueBytes))
    })
    // Behind the last point the autocorrelation must find zeros.
    for (let i = points; i < blocks * blockPoints; i++) {
      body.store(I32.of(resampled.byteOffset + i * valueBytes), F32x4.of(0))
    }
  }

  function correlate(body: Body): void {
    const sums = Array.from({ length: predictionOrder + 1 }, () => body.variable(F32x4.of(0)))
    body.loop(resampled.byteOffset, resampled.byteOffset + points * valueBytes, valueBytes, at => {
      const value = body.let(body.loadF32x4(at))
      sums.forEach((sum, lag) => sum.set(sum.now.plus(body.loadF32x4(at, lag * valueBytes).times(value))))
    })
    sums.forEach((sum, lag) => body.store(I32.of(lags.byteOffset + lag * valueBytes), sum.now))
  }

  const resample: Kernel = body => {
    synthesise(body)
    correlate(body)
  }
  return { lags, resample }
}
