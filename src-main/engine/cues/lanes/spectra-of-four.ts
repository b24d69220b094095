import { F64x2, I32, type F32x4 } from '#engine/dsp/wasm/values'
import type { Kernel, Workspace } from '#engine/dsp/wasm/workspace'
import { valueBytes } from '../fft32/butterflies'
import { createRealFft32, type RealFft32 } from '../fft32/real-fft32'
import type { Framing } from '../frame-grid'
import { transpose } from './transpose'

/**
 * Spectra of four successive frames at once, one in each lane, in float32 as openSMILE's are: what one frame takes, and
 * every number the same.
 */
export interface SpectraOfFour {
  readonly fft: RealFft32
  /** |X[k]|, not normalised, of the four frames. Float32 [bins] each */
  readonly magnitudes: readonly Float32Array[]
  /** The same, the frames side by side; zeros after the last bin up to a multiple of four. Float32 [bins x 4] */
  readonly sideBySide: Float32Array
  /** Its square, in float32. */
  readonly powers: readonly Float32Array[]
  /** Sums of the squares of the windowed samples. Float64 [4] */
  readonly energies: Float64Array
  /** Takes in the samples of the frames from `frame` on; what lies beyond the clip counts as silence. */
  load(pcm: Float32Array, frame: number): void
  /** From the samples to the magnitudes. */
  readonly transform: Kernel
}

export const laneCount = 4

export function createSpectraOfFour(workspace: Workspace, framing: Framing, window: Float32Array): SpectraOfFour {
  const { lengthSamples, hopSamples, padSamples, fftSize, bins } = framing
  const fft = createRealFft32(workspace, fftSize)
  // Four samples are taken at a time, past the frame's end where they must: the window is 0 there.
  const windowed = 4 * Math.ceil(lengthSamples / 4)
  const weights = workspace.f32(windowed)
  weights.set(window)
  const samples = workspace.f32((laneCount - 1) * hopSamples + windowed)
  const rowLength = fft.re.length / laneCount
  const rows = () => Array.from({ length: laneCount }, () => workspace.f32(rowLength))
  const magnitudes = rows()
  const powers = rows()
  const energies = workspace.f64(laneCount)
  const sideBySide = workspace.f32(fft.re.length)

  function load(pcm: Float32Array, frame: number): void {
    const start = frame * hopSamples
    const piece = pcm.subarray(start, Math.min(pcm.length, start + samples.length))
    samples.set(piece)
    samples.fill(0, piece.length)
    // The transform before used its input up, the zeros around the frame too.
    fft.input.fill(0, 0, laneCount * padSamples)
    fft.input.fill(0, laneCount * (padSamples + lengthSamples))
  }

  const applyWindow: Kernel = body => {
    const sums = [0, 1].map(() => body.variable(F64x2.of(0)))
    const target = fft.input.byteOffset + padSamples * valueBytes
    body.loop(0, 4 * windowed, 16, n => {
      const weight = body.let(body.loadF32x4(n, weights.byteOffset))
      const frame = (lane: number): F32x4 =>
        body.let(body.loadF32x4(n, samples.byteOffset + 4 * lane * hopSamples).times(weight))
      const to = body.let(n.times(valueBytes / 4))
      transpose(body, [frame(0), frame(1), frame(2), frame(3)]).forEach((column, i) => {
        const sample = body.let(column)
        body.store(to, sample, target + i * valueBytes)
        ;[sample.low(), sample.high()].forEach((half, h) => {
          const value = body.let(half)
          sums[h].set(sums[h].now.plus(value.times(value)))
        })
      })
    })
    sums.forEach((sum, h) => body.store(I32.of(energies.byteOffset), sum.now, 16 * h))
  }

  const measure: Kernel = body => {
    body.loop(0, 4 * rowLength, 16, k => {
      const from = body.let(k.times(valueBytes / 4))
      const magnitude = (i: number): F32x4 => {
        const re = body.let(body.loadF32x4(from, fft.re.byteOffset + i * valueBytes))
        const im = body.let(body.loadF32x4(from, fft.im.byteOffset + i * valueBytes))
        const value = body.let(re.times(re).plus(im.times(im)).sqrt())
        body.store(from, value, sideBySide.byteOffset + i * valueBytes)
        return value
      }
      transpose(body, [magnitude(0), magnitude(1), magnitude(2), magnitude(3)]).forEach((row, frame) => {
        const values = body.let(row)
        body.store(k, values, magnitudes[frame].byteOffset)
        body.store(k, values.times(values), powers[frame].byteOffset)
      })
    })
  }

  const transform: Kernel = body => {
    applyWindow(body)
    fft.transform(body)
    measure(body)
  }
  const ofBins = (row: Float32Array) => row.subarray(0, bins)
  return { fft, magnitudes: magnitudes.map(ofBins), powers: powers.map(ofBins), sideBySide, energies, load, transform }
}
