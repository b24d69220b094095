import { cueKeys } from '#contracts/cue'
import type { Hertz, Seconds } from '#engine/base/units'
import { cueDefinitions, type CueDefinition, type MeasurableCue } from './cue-definitions'
import { isPhonetic, isShort, type DescriptorName } from './lld-names'
import { computeLldTracks, type LldTracks } from './lld-tracks'
import { quantise } from './quantise'
import { smoothMerged, smoothPlain } from './smooth'

/**
 * The cues of a clip as tracks over time, computed once and pooled over any region (`pool.ts`).
 *
 * Conventions: mono samples in [-1, 1] at the rate at which the cues are wanted (several depend on it); quantised to 16 bits
 * first, clipped at their limits. Tracks are the smoothed descriptors as eGeMAPSv02 publishes them (`sma3`, `sma3nz`: means
 * over three rows), but with a row for every frame: 20 ms cues reach the clip's end; those for people (`phoneticNames`)
 * are not smoothed. Row i stands for the middle of its
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
  readonly key: MeasurableCue
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
  keys: readonly MeasurableCue[] = cueKeys,
): CueTracks {
  return toCueTracks(keys, computeLldTracks(quantise(samples, 'clip'), sampleRateHz, descriptorsOf(keys)))
}

export function descriptorsOf(keys: readonly MeasurableCue[]): Set<DescriptorName> {
  return new Set(keys.map(key => cueDefinitions[key].descriptor))
}

/** `llds` holds the descriptors of these cues. */
export function toCueTracks(keys: readonly MeasurableCue[], llds: LldTracks): CueTracks {
  return { hopSec: llds.grid.hopSec, tracks: keys.map(key => toCueTrack(key, llds)) }
}

function toCueTrack(key: MeasurableCue, { grid, values, pitch }: LldTracks): CueTrack {
  const { descriptor, convert }: CueDefinition = cueDefinitions[key]
  const raw = values.get(descriptor)!
  if (isShort(descriptor)) {
    return { key, values: smoothPlain(raw, raw.length), middleSec: grid.short.middleSec, isVoicedOnly: false }
  }
  if (isPhonetic(descriptor)) return { key, values: raw, middleSec: grid.long.middleSec, isVoicedOnly: true }
  const { f0Hz, mergedFrames } = pitch!
  const measured = smoothMerged(raw, raw.length, mergedFrames).map((value, row) => {
    if (f0Hz[row] === 0 || value === 0) return NaN
    return convert ? convert(value) : value
  })
  const { middleSec } = isCompatibleFormant(descriptor) ? grid.short : grid.long
  return { key, values: measured, middleSec, isVoicedOnly: true }
}

/** openSMILE reads formants from the 20 ms frames, though only the voiced ones count. */
function isCompatibleFormant(name: DescriptorName): boolean {
  return name.endsWith('frequency') || name.endsWith('bandwidth')
}
