import type { Hertz } from '#engine/base/units'
import { frameGrid, type FrameGrid } from './frame-grid'
import type { LldName } from './lld-names'
import { createHnr } from './llds/hnr'
import { loudness } from './llds/loudness'
import { toSemitones } from './llds/semitone'
import type { ShortLld } from './llds/short-lld'
import { slope0to500, slope500to1500 } from './llds/spectral-slope'
import { createLongSpectra } from './long-spectra'
import { trackPitch, type PitchTrack } from './pitch/track-pitch'
import { visitShortFrames } from './short-frames'

const shortLlds: readonly ShortLld[] = [loudness, slope0to500, slope500to1500]

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
  addShortTracks(pcm, grid, wanted, values)
  const pitch = addLongTracks(pcm, grid, wanted, values)
  return { grid, values, pitch }
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
    compute: create(grid.short),
    row: new Float32Array(names.length),
    tracks: names.map(() => new Float32Array(grid.short.frames)),
  }))
  const needsMelBands = llds.some(lld => lld.needsMelBands)
  visitShortFrames(pcm, grid, needsMelBands, (index, frame) => {
    for (const { compute, row, tracks } of columns) {
      compute(frame, row)
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
  if (!wanted.has('F0semitoneFrom27.5Hz') && !wanted.has('HNRdBACF')) return null
  const hnr = wanted.has('HNRdBACF') ? createHnr(grid.long) : null
  const hnrDb = new Float32Array(grid.long.frames)
  const pitch = trackPitch(grid, createLongSpectra(pcm, grid.long), (frame, f0Hz, spectrum) => {
    if (hnr) hnrDb[frame] = hnr(f0Hz, spectrum)
  })
  values.set('F0semitoneFrom27.5Hz', pitch.f0Hz.map(toSemitones))
  if (hnr) values.set('HNRdBACF', hnrDb)
  return pitch
}
