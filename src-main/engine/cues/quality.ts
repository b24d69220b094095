import type { CueReliability } from '#contracts/cue'
import type { Decibels, Seconds } from '#engine/base/units'
import { clippedShare, type ClippedRun } from './clipped-runs'
import type { MeasurableCue } from './cue-definitions'
import { cueDefinitions } from './cue-definitions'
import { isShort } from './lld-names'
import { rowsWithin } from './pool'
import type { Region } from './region'
import type { SpeechActivity } from './speech-activity'

/**
 * How much a region gives to measure from (`evidence-rules.ts`: whether that is enough for a cue).
 *
 * Conventions: a frame belongs to a region if its middle lies in it, as in `pool.ts`. The signal-to-noise ratio compares the
 * region's frames of speech, less the background in them, with the background of the whole clip.
 */
export interface RegionEvidence {
  /** Of all its frames. */
  readonly framesSec: Seconds
  readonly voicedSec: Seconds
  /** Pitch periods: as many as fit into the voiced frames. */
  readonly periods: number
  /** Those that were matched with the next: what jitter and shimmer are made of. */
  readonly matchedPeriods: number
  /** -20..60; null where the region holds no speech. */
  readonly snrDb: Decibels | null
  /** Share of the region's time that is cut off at full scale, 0..1. */
  readonly clippedShare: number
}

/** The same as it bears on one cue. */
export type CueQuality = Omit<CueReliability, 'state' | 'reason' | 'message'>

/** What the quality of a clip's cues is read from, besides the cues themselves. */
export interface ClipEvidence {
  readonly hopSec: Seconds
  /** The time that row 0 of `f0Hz`, `voicing` and `periods` stands for. */
  readonly middleSec: Seconds
  /** 0: unvoiced. Float32 [60 ms frames] */
  readonly f0Hz: Float32Array
  /** How clear the pitch is, 0..1. Float32 [60 ms frames] */
  readonly voicing: Float32Array
  /** Periods matched in each frame; null where neither jitter nor shimmer was asked for. */
  readonly periods: Float32Array | null
  readonly activity: SpeechActivity
  readonly clippedRuns: readonly ClippedRun[]
  readonly durationSec: Seconds
}

/** What a cue is read from: any sound, voiced frames, or successive pitch periods. */
export type CueKind = 'spectrum' | 'voice' | 'perturbation'

const snrLimitsDb: readonly [Decibels, Decibels] = [-20, 60]

export function cueKind(key: MeasurableCue): CueKind {
  const { descriptor } = cueDefinitions[key]
  if (descriptor === 'jitterLocal' || descriptor === 'shimmerLocaldB') return 'perturbation'
  return isShort(descriptor) ? 'spectrum' : 'voice'
}

export function regionEvidence(evidence: ClipEvidence, regions: readonly Region[] | 'all'): RegionEvidence {
  const { hopSec, middleSec, f0Hz, periods, activity } = evidence
  const longRows = rowsWithin(f0Hz.length, hopSec, middleSec, regions)
  const shortRows = rowsWithin(activity.isSpeech.length, hopSec, activity.middleSec, regions)
  return {
    framesSec: hopSec * shortRows.length,
    voicedSec: hopSec * longRows.filter(row => f0Hz[row] > 0).length,
    periods: Math.floor(hopSec * total(f0Hz, longRows)),
    matchedPeriods: periods ? total(periods, longRows) : 0,
    snrDb: snrDb(activity, shortRows),
    clippedShare: clippedShare(evidence.clippedRuns, evidence.durationSec, regions),
  }
}

export function cueQuality(key: MeasurableCue, evidence: RegionEvidence): CueQuality {
  const { framesSec, voicedSec, periods, matchedPeriods, snrDb, clippedShare } = evidence
  const kind = cueKind(key)
  return {
    measuredSec: kind === 'spectrum' ? framesSec : voicedSec,
    voicedSec,
    periods: kind === 'perturbation' ? matchedPeriods : periods,
    snrDb,
    clippedShare,
  }
}

function snrDb({ isSpeech, power, backgroundPower }: SpeechActivity, rows: readonly number[]): Decibels | null {
  const spoken = rows.filter(row => isSpeech[row] === 1)
  if (spoken.length === 0) return null
  const [least, most] = snrLimitsDb
  const speechPower = total(power, spoken) / spoken.length - backgroundPower
  if (speechPower <= 0) return least
  return Math.min(most, Math.max(least, 10 * Math.log10(speechPower / backgroundPower)))
}

function total(values: Float32Array, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + values[row], 0)
}
