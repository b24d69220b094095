import type { Hertz } from '#engine/base/units'
import type { FrameGrid } from './frame-grid'
import type { DescriptorName } from './lld-names'
import {
  formantAmplitude,
  highestNear,
  h1MinusA3,
  h1MinusH2,
  trueH1MinusH2,
  unvoicedAmplitudeDb,
} from './llds/harmonic-levels'
import { createHarmonics } from './llds/harmonics'
import { createHnr } from './llds/hnr'
import type { LongSpectrum } from './long-spectra'

const amplitudeNames = ['F1amplitudeLogRelF0', 'F2amplitudeLogRelF0', 'F3amplitudeLogRelF0'] as const
const frequencyNames = ['F1frequency', 'F2frequency', 'F3frequency'] as const
const harmonicNames: readonly DescriptorName[] = [
  'logRelF0-H1-H2',
  'logRelF0-H1-A3',
  'trueH1MinusH2Db',
  ...amplitudeNames,
]

/** The descriptors that need a frame's pitch and its 60 ms spectrum: filled in as the pitch of each frame is decided. */
export interface VoicedLlds {
  /** Float32 [long frames] each. */
  readonly tracks: ReadonlyMap<DescriptorName, Float32Array>
  visit(frame: number, f0Hz: Hertz, spectrum: LongSpectrum): void
}

/** `known`: the formants, where amplitudes or H1-A3 are wanted (of the 20 ms frame with the same number). */
export function createVoicedLlds(
  { long }: FrameGrid,
  wanted: ReadonlySet<DescriptorName>,
  known: ReadonlyMap<DescriptorName, Float32Array>,
): VoicedLlds {
  const tracks = new Map<DescriptorName, Float32Array>()
  const newTrack = (name: DescriptorName, unvoiced = 0): Float32Array => {
    const track = new Float32Array(long.frames).fill(unvoiced)
    tracks.set(name, track)
    return track
  }
  const visits: VoicedLlds['visit'][] = []

  if (wanted.has('HNRdBACF')) {
    const track = newTrack('HNRdBACF')
    const hnr = createHnr(long)
    visits.push((frame, f0Hz, spectrum) => (track[frame] = hnr(f0Hz, spectrum)))
  }
  if (harmonicNames.some(name => wanted.has(name))) {
    const findHarmonics = createHarmonics(long)
    const h1h2 = newTrack('logRelF0-H1-H2')
    const trueH1h2 = newTrack('trueH1MinusH2Db', NaN)
    const formants = frequencyNames.map(name => known.get(name) ?? null)
    const h1a3 = formants[2] && newTrack('logRelF0-H1-A3')
    const amplitudes = amplitudeNames.map((name, i) => formants[i] && newTrack(name, unvoicedAmplitudeDb))
    visits.push((frame, f0Hz, { magnitude }) => {
      const highestHz = formants.reduce((highest, formant) => Math.max(highest, formant?.[frame] ?? 0), 0)
      const harmonics = findHarmonics(f0Hz, magnitude, highestNear(highestHz))
      h1h2[frame] = h1MinusH2(harmonics)
      trueH1h2[frame] = trueH1MinusH2(harmonics)
      const levels = formants.map(formant => formant && formantAmplitude(harmonics, formant[frame]))
      levels.forEach((level, i) => amplitudes[i] && (amplitudes[i][frame] = level ?? 0))
      if (h1a3) h1a3[frame] = h1MinusA3(harmonics, levels[2])
    })
  }

  return {
    tracks,
    visit(frame, f0Hz, spectrum) {
      if (f0Hz > 0) for (const visit of visits) visit(frame, f0Hz, spectrum)
    },
  }
}
