import { cueKeys } from '#contracts/cue'
import type { Hertz } from '#engine/base/units'
import { findClippedRuns, type ClippedRun } from './clipped-runs'
import type { MeasurableCue } from './cue-definitions'
import { descriptorsOf, toCueTracks, type CueTracks } from './cue-tracks'
import { computeLldTracks } from './lld-tracks'
import { quantise } from './quantise'
import type { ClipEvidence } from './quality'
import { speechActivity } from './speech-activity'

/** A clip's cues and what they rest on. */
export interface MeasuredClip extends CueTracks {
  readonly evidence: ClipEvidence
}

/**
 * Cue tracks, speech activity and evidence together, for little more than the tracks alone: spectra and pitch are computed once.
 * `clippedRuns`: of the samples as decoded, where these here were resampled. @default found in these
 */
export function measureClip(
  samples: Float32Array,
  sampleRateHz: Hertz,
  keys: readonly MeasurableCue[] = cueKeys,
  clippedRuns: readonly ClippedRun[] = findClippedRuns(samples, sampleRateHz),
): MeasuredClip {
  const wanted = descriptorsOf(keys).add('F0semitoneFrom27.5Hz')
  const llds = computeLldTracks(quantise(samples, 'clip'), sampleRateHz, wanted, { keepsMelEnergies: true })
  const { grid, melEnergies, pitch, periods } = llds
  const { f0Hz, voicing } = pitch!
  return {
    ...toCueTracks(keys, llds),
    evidence: {
      hopSec: grid.hopSec,
      middleSec: grid.long.middleSec,
      f0Hz,
      voicing,
      periods,
      activity: speechActivity(grid, melEnergies!, f0Hz),
      clippedRuns,
      durationSec: samples.length / sampleRateHz,
    },
  }
}
