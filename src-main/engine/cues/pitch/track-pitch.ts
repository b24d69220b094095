import type { Hertz } from '#engine/base/units'
import type { FrameGrid } from '../frame-grid'
import type { LongSpectra, LongSpectrum } from '../long-spectra'
import { createPitchPath } from './pitch-path'

const rmsGate = 0.001

export interface PitchTrack {
  /** 0: unvoiced. Float32 [long frames] */
  readonly f0Hz: Float32Array
  /** How clear it is there, 0..1; 0 where unvoiced. Float32 [long frames] */
  readonly voicing: Float32Array
  /** Frames decided before the end of the clip was known; openSMILE smooths as if a track ended there. */
  readonly mergedFrames: number
}

/**
 * Fundamental frequency of every 60 ms frame: sub-harmonic summation, then the cheapest path through the candidates;
 * frames whose windowed root mean square is 0.001 or less are unvoiced. 55 to 1000 Hz.
 *
 * `visit` sees each frame once decided, in order, with its spectrum.
 * References: [hermes1988], [viterbi1967], [eyben2016thesis].
 */
export function trackPitch(
  grid: FrameGrid,
  spectra: LongSpectra,
  visit: (frame: number, f0Hz: Hertz, spectrum: LongSpectrum) => void,
): PitchTrack {
  const f0Hz = new Float32Array(grid.long.frames)
  const voicing = new Float32Array(grid.long.frames)
  const path = createPitchPath()
  let decidedFrames = 0

  function decide(frame: number, hz: Hertz, clarity: number): void {
    const spectrum = spectra.at(frame)
    const isLoudEnough = spectrum.rms > rmsGate
    f0Hz[frame] = isLoudEnough ? hz : 0
    voicing[frame] = isLoudEnough ? clarity : 0
    visit(frame, f0Hz[frame], spectrum)
    decidedFrames++
  }

  for (let frame = 0; frame < f0Hz.length; frame++) {
    spectra.findCandidates(frame, path.next())
    path.push(decide)
  }
  const mergedFrames = decidedFrames
  path.finish(decide)
  return { f0Hz, voicing, mergedFrames }
}
