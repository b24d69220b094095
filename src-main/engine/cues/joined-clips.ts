import type { CueTracks } from './cue-tracks'
import type { MeasuredClip } from './measure-clip'
import { regionEvidence, type RegionEvidence } from './quality'

/** Tracks of clips measured each for itself, one after the other: to be pooled over all frames. */
export function joinTracks(clips: readonly CueTracks[]): CueTracks {
  const [first, ...others] = clips
  if (first === undefined) return { hopSec: 0, tracks: [] }
  const tracks = first.tracks.map((track, i) => ({
    ...track,
    values: Float32Array.of(...track.values, ...others.flatMap(clip => [...clip.tracks[i].values])),
  }))
  return { hopSec: first.hopSec, tracks }
}

/**
 * What the cues of stretches cut out of a clip rest on: frames, voice and periods are those found in the cuts; what needs
 * the rest of the clip (its background, where it is clipped) is as in the clip.
 */
export function joinEvidence(cuts: readonly MeasuredClip[], inClip: RegionEvidence): RegionEvidence {
  const own = cuts.map(({ evidence }) => regionEvidence(evidence, 'all'))
  const total = (key: 'framesSec' | 'voicedSec' | 'periods' | 'matchedPeriods'): number =>
    own.reduce((sum, evidence) => sum + evidence[key], 0)
  return {
    ...inClip,
    framesSec: total('framesSec'),
    voicedSec: total('voicedSec'),
    periods: total('periods'),
    matchedPeriods: total('matchedPeriods'),
  }
}
