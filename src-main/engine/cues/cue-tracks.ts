import { cueKeys, type CueKey } from '#contracts/cue'
import type { Hertz, Seconds } from '#engine/base/units'
import { cueDefinitions, type CueDefinition } from './cue-definitions'
import type { LldName } from './lld-names'
import { computeLldTracks, isLong } from './lld-tracks'
import { quantise } from './quantise'
import { smoothMerged, smoothPlain } from './smooth'

/**
 * The cues of a clip as tracks over time, computed once and pooled over any region (`pool.ts`).
 *
 * Conventions: mono samples in [-1, 1] at the rate at which the cues are wanted (several depend on it); quantised to 16 bits
 * first, clipped at their limits. Tracks are the smoothed descriptors as eGeMAPSv02 publishes them (`sma3`, `sma3nz`: means
 * over three rows), but with a row for every frame: 20 ms cues reach the clip's end. Row i stands for the middle of its
 * frame, i * hopSec + middleSec. A voiced-only track holds NaN where there is no voice or no value, never 0. A clip
 * shorter than 60 ms has tracks without rows.
 *
 * References: [eyben2016], [eyben2010].
 */
export interface CueTracks {
  /** From one row to the next: 10 ms, rounded to whole samples. */
  readonly hopSec: Seconds
  readonly tracks: readonly CueTrack[]
}

export interface CueTrack {
  readonly key: CueKey
  /** Float32 [rows] */
  readonly values: Float32Array
  /** The time that row 0 stands for: 10 or 30 ms. */
  readonly middleSec: Seconds
  readonly isVoicedOnly: boolean
}

/** `keys`: which cues; nothing is computed that none of them needs. */
export function computeCueTracks(
  samples: Float32Array,
  sampleRateHz: Hertz,
  keys: readonly CueKey[] = cueKeys,
): CueTracks {
  const wanted = new Set(keys.map(key => cueDefinitions[key].lld))
  const { grid, values, pitch } = computeLldTracks(quantise(samples, 'clip'), sampleRateHz, wanted)
  const tracks = keys.map((key): CueTrack => {
    const { lld, convert }: CueDefinition = cueDefinitions[key]
    const raw = values.get(lld)!
    if (!isLong(lld)) {
      return { key, values: smoothPlain(raw, raw.length), middleSec: grid.short.middleSec, isVoicedOnly: false }
    }
    const smoothed = smoothMerged(raw, raw.length, pitch!.mergedFrames)
    const measured = smoothed.map((value, row) => {
      if (pitch!.f0Hz[row] === 0 || value === 0) return NaN
      return convert ? convert(value) : value
    })
    const { middleSec } = isFormant(lld) ? grid.short : grid.long
    return { key, values: measured, middleSec, isVoicedOnly: true }
  })
  return { hopSec: grid.hopSec, tracks }
}

/** Formants are read from the 20 ms frames, though only the voiced ones count. */
function isFormant(lld: LldName): boolean {
  return lld.endsWith('frequency') || lld.endsWith('bandwidth')
}
