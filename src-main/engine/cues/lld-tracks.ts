import type { Hertz } from '#engine/base/units'
import { frameGrid, type FrameGrid } from './frame-grid'
import { longLldNames, type LldName } from './lld-names'
import { alphaRatio } from './llds/alpha-ratio'
import { formants } from './llds/formants'
import { hammarbergIndex } from './llds/hammarberg-index'
import { jitterAndShimmer } from './llds/jitter-shimmer'
import { loudness } from './llds/loudness'
import { mfcc } from './llds/mfcc'
import { toSemitones } from './llds/semitone'
import type { ShortLld } from './llds/short-lld'
import { spectralFlux } from './llds/spectral-flux'
import { slope0to500, slope500to1500 } from './llds/spectral-slope'
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

/** Unsmoothed descriptors of a clip: one value per 20 ms frame or per 60 ms frame, Float32, 0 where there is none. */
export interface LldTracks {
  readonly grid: FrameGrid
  readonly values: ReadonlyMap<LldName, Float32Array>
  /** Null where no wanted descriptor needs the pitch. */
  readonly pitch: PitchTrack | null
}

/** Computes the wanted descriptors and what they depend on, nothing else. `pcm`: quantised samples (`quantise.ts`). */
export function computeLldTracks(pcm: Float32Array, sampleRateHz: Hertz, wanted: ReadonlySet<LldName>): LldTracks {
  const grid = frameGrid(pcm.length, sampleRateHz)
  const values = new Map<LldName, Float32Array>()
  const needed = withPrerequisites(wanted)
  addShortTracks(pcm, grid, needed, values)
  const pitch = addLongTracks(pcm, grid, needed, values)
  return { grid, values, pitch }
}

/** Whatever takes account of formants needs all of them; they come together. */
function withPrerequisites(wanted: ReadonlySet<LldName>): ReadonlySet<LldName> {
  const needsFormants = [...wanted].some(name => name.includes('amplitude') || name === 'logRelF0-H1-A3')
  return needsFormants ? new Set([...wanted, ...formants.names]) : wanted
}

function addShortTracks(
  pcm: Float32Array,
  grid: FrameGrid,
  wanted: ReadonlySet<LldName>,
  values: Map<LldName, Float32Array>,
): void {
  const llds = shortLlds.filter(({ names }) => names.some(name => wanted.has(name)))
  if (llds.length === 0) return
  const columns = llds.map(({ names, create }) => ({
    compute: create(grid.short, grid.sampleRateHz),
    row: new Float32Array(names.length),
    tracks: names.map(name => new Float32Array(isLong(name) ? grid.long.frames : grid.short.frames)),
  }))
  const needsMelBands = llds.some(lld => lld.needsMelBands)
  visitShortFrames(pcm, grid, needsMelBands, (index, frame) => {
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
  wanted: ReadonlySet<LldName>,
  values: Map<LldName, Float32Array>,
): PitchTrack | null {
  const isPitchWanted = longLldNames.some(name => wanted.has(name))
  if (!isPitchWanted) return null
  const voiced = createVoicedLlds(grid, wanted, values)
  const pitch = trackPitch(grid, createLongSpectra(pcm, grid.long), voiced.visit)
  for (const [name, track] of voiced.tracks) values.set(name, track)
  values.set('F0semitoneFrom27.5Hz', pitch.f0Hz.map(toSemitones))
  if (wanted.has('jitterLocal') || wanted.has('shimmerLocaldB')) {
    const { jitter, shimmerDb } = jitterAndShimmer(pcm, grid, pitch.f0Hz)
    values.set('jitterLocal', jitter)
    values.set('shimmerLocaldB', shimmerDb)
  }
  return pitch
}

export function isLong(name: LldName): boolean {
  return (longLldNames as readonly LldName[]).includes(name)
}
