import { cueDefinitions, type CueDefinition } from './cue-definitions'
import type { CueTrack, CueTracks } from './cue-tracks'
import type { EgemapsLlds } from './egemaps-lld'
import { isPhonetic, isShort, longLldNames, shortLldNames, type LldName } from './lld-names'

/**
 * Cue tracks of which those that eGeMAPSv02 has are read from another program's published descriptors, e.g. openSMILE's
 * own, of the same samples; the cues for people (`phoneticNames`) stay as they are.
 *
 * Conventions: rows and middles as in `cue-tracks.ts`. Published are as many rows as there are 60 ms frames, and one more: a 20
 * ms cue ends up to 40 ms before the clip does, and the last row of a voiced one, which repeats another, is left out. A
 * frame is voiced where the published F0 is not 0.
 *
 * References: [eyben2016].
 */
export function withPublished<Clip extends CueTracks>(clip: Clip, llds: EgemapsLlds): Clip {
  const f0 = columnOf(llds, 'F0semitoneFrom27.5Hz')
  return { ...clip, tracks: clip.tracks.map(track => publishedTrack(track, llds, f0)) }
}

function publishedTrack(track: CueTrack, llds: EgemapsLlds, f0: Float32Array): CueTrack {
  const { descriptor, convert }: CueDefinition = cueDefinitions[track.key]
  if (isPhonetic(descriptor)) return track
  const rows = columnOf(llds, descriptor).subarray(0, track.values.length)
  if (isShort(descriptor)) return { ...track, values: rows }
  const values = rows.map((value, row) => {
    if (f0[row] === 0 || value === 0) return NaN
    return convert ? convert(value) : value
  })
  return { ...track, values }
}

const lldNames: readonly LldName[] = [...shortLldNames, ...longLldNames]

/** `llds.names` are eGeMAPSv02's. Float32 [rows] */
function columnOf({ values: { data, rows, cols } }: EgemapsLlds, name: LldName): Float32Array {
  const column = lldNames.indexOf(name)
  return Float32Array.from({ length: rows }, (_, row) => data[row * cols + column])
}
