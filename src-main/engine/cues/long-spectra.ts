import type { Hertz } from '#engine/base/units'
import { keepRecent } from '#engine/dsp/keep-recent'
import { createWorkspace } from '#engine/dsp/wasm/workspace'
import { frameGrid, type FrameGrid } from './frame-grid'
import { gaussWindow } from './frame-window'
import { createSpectraOfFour, laneCount } from './lanes/spectra-of-four'
import { createPitchSearch, type PitchCandidates } from './pitch/pitch-candidates'

/** The spectrum of a 60 ms frame under a Gauss window. */
export interface LongSpectrum {
  /** |X[k]|, not normalised. Float32 [bins] */
  readonly magnitude: Float32Array
  /** Root mean square of the windowed frame. */
  rms: number
}

/** The 60 ms frames of one clip. */
export interface LongSpectra {
  /** Writes the pitches that a frame may have to `found`. Frames are asked for in order. */
  findCandidates(frame: number, found: PitchCandidates): void
  /** The spectrum of a frame whose candidates were found: of the last 60 of them. */
  at(frame: number): LongSpectrum
}

/** Pitch decisions lag by 40 frames at most, so what is still needed is always among the last 64. */
const keptSpectra = 64

/** The clip before, at the same rate, loses its spectra: they are computed in the same place. */
export function createLongSpectra(pcm: Float32Array, grid: FrameGrid): LongSpectra {
  return spectraAt(grid.sampleRateHz)(pcm)
}

const spectraAt = keepRecent(4, createSpectraOfRate)

function createSpectraOfRate(sampleRateHz: Hertz): (pcm: Float32Array) => LongSpectra {
  const { long } = frameGrid(0, sampleRateHz)
  const workspace = createWorkspace(2 ** 20 + 512 * long.fftSize)
  const spectra = createSpectraOfFour(workspace, long, gaussWindow(long.lengthSamples))
  const search = createPitchSearch(workspace, long, spectra.sideBySide)
  const kept = Array.from({ length: keptSpectra }, () => ({ magnitude: new Float32Array(long.bins), rms: 0 }))
  const { analyse } = workspace.compile({
    analyse: body => {
      spectra.transform(body)
      search.sum(body)
    },
  })

  return pcm => ({
    findCandidates(frame, found) {
      const lane = frame % laneCount
      if (lane === 0) {
        spectra.load(pcm, frame)
        analyse()
        for (let i = 0; i < laneCount; i++) {
          const spectrum = kept[(frame + i) % keptSpectra]
          spectrum.magnitude.set(spectra.magnitudes[i])
          spectrum.rms = Math.sqrt(spectra.energies[i] / long.lengthSamples)
        }
      }
      search.find(lane, found)
    },
    at: frame => kept[frame % keptSpectra],
  })
}
