import type { Hertz } from '#engine/base/units'
import { keepRecent } from '#engine/dsp/keep-recent'
import { createWorkspace } from '#engine/dsp/wasm/workspace'
import { createFrameResampler } from './formants/resample-frame'
import { frameGrid, type FrameGrid } from './frame-grid'
import { hammingWindow } from './frame-window'
import { createSpectraOfFour, laneCount } from './lanes/spectra-of-four'
import { createMelBands, melBandCount } from './llds/mel-bands'
import type { ShortFrame, ShortFrameExtra } from './llds/short-lld'

/** Computes the 20 ms frames of clips at one rate, four at a time. */
interface ShortFrames {
  visit(
    pcm: Float32Array,
    frames: number,
    extras: ReadonlySet<ShortFrameExtra>,
    visit: (index: number, frame: ShortFrame) => void,
  ): void
}

/** Visits the 20 ms frames in order. The frame handed over is reused: copy what must last. */
export function visitShortFrames(
  pcm: Float32Array,
  grid: FrameGrid,
  extras: ReadonlySet<ShortFrameExtra>,
  visit: (index: number, frame: ShortFrame) => void,
): void {
  framesAt(grid.sampleRateHz).visit(pcm, grid.short.frames, extras, visit)
}

const framesAt = keepRecent(4, createShortFrames)

function createShortFrames(sampleRateHz: Hertz): ShortFrames {
  const { short } = frameGrid(0, sampleRateHz)
  const workspace = createWorkspace(2 ** 20 + 128 * short.fftSize)
  const spectra = createSpectraOfFour(workspace, short, hammingWindow(short.lengthSamples))
  const resampler = createFrameResampler(workspace, spectra.fft, short, sampleRateHz)
  const { transform, resample } = workspace.compile({ transform: spectra.transform, resample: resampler.resample })
  const melBands = createMelBands(short)
  const lagCount = resampler.lags.length / laneCount
  const frames: ShortFrame[] = spectra.magnitudes.map((magnitude, i) => ({
    magnitude,
    power: spectra.powers[i],
    melEnergies: new Float32Array(melBandCount),
    autocorrelation: new Float32Array(lagCount),
  }))

  return {
    visit(pcm, count, extras, visit) {
      for (let first = 0; first < count; first += laneCount) {
        spectra.load(pcm, first)
        transform()
        if (extras.has('autocorrelation')) resample()
        for (let lane = 0; lane < laneCount && first + lane < count; lane++) {
          const frame = frames[lane]
          if (extras.has('melEnergies')) melBands.apply(frame.power, frame.melEnergies)
          if (extras.has('autocorrelation')) {
            for (let lag = 0; lag < lagCount; lag++) {
              frame.autocorrelation[lag] = resampler.lags[lag * laneCount + lane]
            }
          }
          visit(first + lane, frame)
        }
      }
    },
  }
}
