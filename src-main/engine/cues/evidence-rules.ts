import type { CueReliability, TrackWeakness } from '#contracts/cue'
import type { Decibels, Seconds } from '#engine/base/units'
import type { MeasurableCue } from './cue-definitions'
import { cueKind, cueQuality, type CueKind, type CueQuality, type RegionEvidence } from './quality'

export type Measurability = Pick<CueReliability, 'state' | 'reason' | 'message'>

interface EvidenceRule {
  readonly state: 'little' | 'none'
  readonly reason: NonNullable<CueReliability['reason']>
  readonly appliesTo: readonly CueKind[]
  readonly isBroken: (quality: CueQuality) => boolean
  readonly message: (quality: CueQuality) => string
}

const minPeriods = 3
const enoughVoicedSec: Seconds = 0.3
const enoughSnrDb: Decibels = 10
const enoughSnrForPerturbationDb: Decibels = 20
const tolerableClippedShare = 0.005

const every = ['spectrum', 'voice', 'perturbation'] as const
const voiced = ['voice', 'perturbation'] as const

/**
 * Whether a region holds enough to measure a cue from: a jitter of two periods is a number, but no measurement. In the order
 * in which they are tried; 'none': not measurable.
 * References: [titze1993] (perturbation needs successive periods).
 */
export const evidenceRules: readonly EvidenceRule[] = [
  {
    state: 'none',
    reason: 'no-frames',
    appliesTo: ['spectrum'],
    isBroken: ({ measuredSec }) => measuredSec === 0,
    message: () => 'The region holds no whole frame.',
  },
  {
    state: 'none',
    reason: 'no-voice',
    appliesTo: voiced,
    isBroken: ({ voicedSec }) => voicedSec === 0,
    message: () => 'No frame of the region is voiced.',
  },
  {
    state: 'none',
    reason: 'few-periods',
    appliesTo: ['perturbation'],
    isBroken: ({ periods }) => periods < minPeriods,
    message: ({ periods }) => `Only ${periods} pitch periods could be matched; it takes ${minPeriods}.`,
  },
  {
    state: 'little',
    reason: 'little-voice',
    appliesTo: voiced,
    isBroken: ({ voicedSec }) => voicedSec < enoughVoicedSec,
    message: ({ voicedSec }) => `Only ${voicedSec.toFixed(2)} s of the region are voiced.`,
  },
  {
    state: 'little',
    reason: 'low-snr',
    appliesTo: ['perturbation'],
    isBroken: ({ snrDb }) => snrDb !== null && snrDb < enoughSnrForPerturbationDb,
    message: ({ snrDb }) => `Noise counts as perturbation: the speech is only ${snrDb!.toFixed(0)} dB above it.`,
  },
  {
    state: 'little',
    reason: 'low-snr',
    appliesTo: ['spectrum', 'voice'],
    isBroken: ({ snrDb }) => snrDb !== null && snrDb < enoughSnrDb,
    message: ({ snrDb }) => `The speech is only ${snrDb!.toFixed(0)} dB above the background.`,
  },
  {
    state: 'little',
    reason: 'clipped',
    appliesTo: every,
    isBroken: ({ clippedShare }) => clippedShare > tolerableClippedShare,
    message: ({ clippedShare }) => `${(100 * clippedShare).toFixed(1)} % of the region's samples are cut off.`,
  },
]

/** What a single frame can answer: how long its voice lasts is a matter of the region. */
const reasonsOfFrames: readonly EvidenceRule['reason'][] = ['few-periods', 'low-snr', 'clipped']
const frameRules = evidenceRules.filter(({ reason }) => reasonsOfFrames.includes(reason))

/** Why a cue read from a frame of this quality is doubtful; null: nothing says so. */
export function frameWeakness(key: MeasurableCue, quality: CueQuality): TrackWeakness | null {
  const kind = cueKind(key)
  const broken = frameRules.find(rule => rule.appliesTo.includes(kind) && rule.isBroken(quality))
  return (broken?.reason ?? null) as TrackWeakness | null
}

/** How far a cue measured from so much may be relied on. */
export function measurability(key: MeasurableCue, quality: CueQuality): Measurability {
  const kind = cueKind(key)
  const broken = evidenceRules.find(rule => rule.appliesTo.includes(kind) && rule.isBroken(quality))
  if (!broken) return { state: 'good', reason: null, message: null }
  const { state, reason, message } = broken
  return { state, reason, message: message(quality) }
}

/** What a region's cues rest on, and how far that carries. */
export function cueReliability(key: MeasurableCue, evidence: RegionEvidence): CueReliability {
  const quality = cueQuality(key, evidence)
  return { ...quality, ...measurability(key, quality) }
}
