import type { Hertz } from '#engine/base/units'
import { frameGrid, type FrameGrid } from './frame-grid'
import type { Matrix } from '#engine/base/matrix'
import { isPhonetic, isShort, longLldNames, type DescriptorName } from './lld-names'
import { alphaRatio } from './llds/alpha-ratio'
import { formants } from './llds/formants'
import { hammarbergIndex } from './llds/hammarberg-index'
import { harmonicity } from './llds/harmonicity'
import { jitterAndShimmer } from './llds/jitter-shimmer'
import { loudness } from './llds/loudness'
import { melBandCount } from './llds/mel-bands'
import { mfcc } from './llds/mfcc'
import { toSemitones } from './llds/semitone'
import type { ShortLld } from './llds/short-lld'
import { spectralFlux } from './llds/spectral-flux'
import { slope0to500, slope500to1500 } from './llds/spectral-slope'
import { vocalTractFormants } from './llds/vocal-tract-formants'
import { createLongSpectra } from './long-spectra'
import { trackPitch, type PitchTrack } from './pitch/track-pitch'
import { visitShortFrames } from './short-frames'
import { createVoicedLlds } from './voiced-llds'

const shortLlds: readonly ShortLld[] = [
  loudness,
  alphaRatio,
  hammarbergIndex,
  slope0to500,
  slope500to1500,
  spectralFlux,
  mfcc,
  formants,
]
const formantNames = ['formant1', 'formant2', 'formant3'] as const

/**
 * Unsmoothed descriptors of a clip: one value per 20 ms frame or per 60 ms frame, Float32; where there is none, 0 in
 * openSMILE's and NaN in those for people.
 */
export interface LldTracks {
  readonly grid: FrameGrid
  readonly values: ReadonlyMap<DescriptorName, Float32Array>
  /** Null where no wanted descriptor needs the pitch. */
  readonly pitch: PitchTrack | null
  /** Periods matched in each 60 ms frame; null where neither jitter nor shimmer is wanted. */
  readonly periods: Float32Array | null
  /** [20 ms frames x 26]; null where not asked for. */
  readonly melEnergies: Matrix | null
}

/** Computes the wanted descriptors and what they depend on, nothing else. `pcm`: quantised samples (`quantise.ts`). */
export function computeLldTracks(
  pcm: Float32Array,
  sampleRateHz: Hertz,
  wanted: ReadonlySet<DescriptorName>,
  { keepsMelEnergies = false } = {},
): LldTracks {
  const grid = frameGrid(pcm.length, sampleRateHz)
  const values = new Map<DescriptorName, Float32Array>()
  const needed = withPrerequisites(wanted)
  const melEnergies = keepsMelEnergies
    ? { data: new Float32Array(grid.short.frames * melBandCount), rows: grid.short.frames, cols: melBandCount }
    : null
  addShortTracks(pcm, grid, needed, values, melEnergies)
  return { grid, values, ...addLongTracks(pcm, grid, needed, values), melEnergies }
}

/** Whatever takes account of formants needs all of them; they come together. */
function withPrerequisites(wanted: ReadonlySet<DescriptorName>): ReadonlySet<DescriptorName> {
  const needsFormants = [...wanted].some(name => name.includes('amplitude') || name === 'logRelF0-H1-A3')
  return needsFormants ? new Set([...wanted, ...formants.names]) : wanted
}

function addShortTracks(
  pcm: Float32Array,
  grid: FrameGrid,
  wanted: ReadonlySet<DescriptorName>,
  values: Map<DescriptorName, Float32Array>,
  melEnergies: Matrix | null,
): void {
  const llds = shortLlds.filter(({ names }) => names.some(name => wanted.has(name)))
  if (llds.length === 0 && !melEnergies) return
  const columns = llds.map(({ names, create }) => ({
    compute: create(grid.short, grid.sampleRateHz),
    row: new Float32Array(names.length),
    tracks: names.map(name => new Float32Array(isShort(name) ? grid.short.frames : grid.long.frames)),
  }))
  const extras = new Set(llds.flatMap(({ needs }) => needs ?? []))
  if (melEnergies) extras.add('melEnergies')
  visitShortFrames(pcm, grid, extras, (index, frame) => {
    melEnergies?.data.set(frame.melEnergies, index * melBandCount)
    for (const { compute, row, tracks } of columns) {
      compute(frame, row)
      // Past the end of a track that follows the 60 ms frames, the assignment does nothing.
      for (let i = 0; i < row.length; i++) tracks[i][index] = row[i]
    }
  })
  llds.forEach(({ names }, l) => names.forEach((name, i) => values.set(name, columns[l].tracks[i])))
}

function addLongTracks(
  pcm: Float32Array,
  grid: FrameGrid,
  wanted: ReadonlySet<DescriptorName>,
  values: Map<DescriptorName, Float32Array>,
): Pick<LldTracks, 'pitch' | 'periods'> {
  const isPitchWanted = longLldNames.some(name => wanted.has(name)) || [...wanted].some(isPhonetic)
  if (!isPitchWanted) return { pitch: null, periods: null }
  const voiced = createVoicedLlds(grid, wanted, values)
  const pitch = trackPitch(grid, createLongSpectra(pcm, grid), voiced.visit)
  for (const [name, track] of voiced.tracks) values.set(name, track)
  values.set('F0semitoneFrom27.5Hz', pitch.f0Hz.map(toSemitones))
  if (wanted.has('harmonicityDb')) values.set('harmonicityDb', harmonicity(pcm, grid, pitch.f0Hz))
  if (formantNames.some(name => wanted.has(name))) {
    vocalTractFormants(pcm, grid, pitch.f0Hz).forEach((track, i) => values.set(formantNames[i], track))
  }
  if (!wanted.has('jitterLocal') && !wanted.has('shimmerLocaldB')) return { pitch, periods: null }
  const { jitter, shimmerDb, periods } = jitterAndShimmer(pcm, grid, pitch.f0Hz)
  values.set('jitterLocal', jitter)
  values.set('shimmerLocaldB', shimmerDb)
  return { pitch, periods }
}
