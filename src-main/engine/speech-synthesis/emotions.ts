import type { Decibels } from '#engine/base/units'

/** Emotions of the corpus, in the canonical words of the program. */
export const spokenEmotions = ['anger', 'disgust', 'fear', 'happiness', 'neutral', 'sadness', 'surprise'] as const
export type SpokenEmotion = (typeof spokenEmotions)[number]

/** How the pitch of the gesture moves around its mean. */
export type PitchShape = 'level' | 'bell' | 'rise' | 'fall'

/**
 * What an emotion does to the voice at its strongest, relative to the same speaker's neutral voice. Directions follow
 * the expert tables of [juslin2003] and [scherer2003] where they agree; where they do not (jitter, shimmer, noise,
 * disgust, surprise) what acted speech was measured to do.
 */
export interface EmotionProfile {
  readonly levelDb: Decibels
  /** Standard deviation of the level from syllable to syllable. */
  readonly levelSpreadDb: Decibels
  readonly f0Semitones: number
  /** Factor on the speaker's own pitch movement. */
  readonly f0Range: number
  readonly pitchShape: PitchShape
  /** Height of that movement, from lowest to highest. */
  readonly pitchSemitones: number
  /** Positive: a duller voice. */
  readonly tiltDb: Decibels
  readonly openQuotient: number
  readonly aspirationDb: Decibels
  readonly jitterPercent: number
  readonly shimmerDb: Decibels
  /** Factor on speech rate. */
  readonly rate: number
  /** Factor on the first formant: an opened jaw. */
  readonly firstFormant: number
  /** Factor on all formants: spread lips shorten the tract, a lowered larynx lengthens it. */
  readonly allFormants: number
}

export const neutralProfile: EmotionProfile = {
  levelDb: 0,
  levelSpreadDb: 0.8,
  f0Semitones: 0,
  f0Range: 1,
  pitchShape: 'bell',
  pitchSemitones: 1.5,
  tiltDb: 0,
  openQuotient: 0,
  aspirationDb: 0,
  jitterPercent: 0,
  shimmerDb: 0,
  rate: 1,
  firstFormant: 1,
  allFormants: 1,
}

export const emotionProfiles: Readonly<Record<SpokenEmotion, EmotionProfile>> = {
  neutral: neutralProfile,
  anger: {
    levelDb: 9.5,
    levelSpreadDb: 2,
    f0Semitones: 4,
    f0Range: 1.3,
    pitchShape: 'fall',
    pitchSemitones: 4,
    tiltDb: -9,
    openQuotient: -0.18,
    aspirationDb: -2,
    jitterPercent: 0.6,
    shimmerDb: 0.5,
    rate: 1.12,
    firstFormant: 1.12,
    allFormants: 1,
  },
  disgust: {
    levelDb: 1,
    levelSpreadDb: 1.2,
    f0Semitones: -3,
    f0Range: 1,
    pitchShape: 'fall',
    pitchSemitones: 4,
    tiltDb: 1,
    openQuotient: -0.1,
    aspirationDb: 11,
    jitterPercent: 2.2,
    shimmerDb: 1.1,
    rate: 0.85,
    firstFormant: 1.06,
    allFormants: 0.95,
  },
  fear: {
    levelDb: 4,
    levelSpreadDb: 1.6,
    f0Semitones: 9,
    f0Range: 0.6,
    pitchShape: 'level',
    pitchSemitones: 1,
    tiltDb: -2,
    openQuotient: 0.06,
    aspirationDb: 4,
    jitterPercent: 1.2,
    shimmerDb: 0.3,
    rate: 1.25,
    firstFormant: 1,
    allFormants: 1.02,
  },
  happiness: {
    levelDb: 6,
    levelSpreadDb: 2,
    f0Semitones: 4.5,
    f0Range: 1.6,
    pitchShape: 'bell',
    pitchSemitones: 7,
    tiltDb: -4,
    openQuotient: -0.03,
    aspirationDb: -1,
    jitterPercent: 0.1,
    shimmerDb: 0.1,
    rate: 1.1,
    firstFormant: 1.04,
    allFormants: 1.05,
  },
  sadness: {
    levelDb: -6.5,
    levelSpreadDb: 0.6,
    f0Semitones: -1.5,
    f0Range: 0.5,
    pitchShape: 'fall',
    pitchSemitones: 1.5,
    tiltDb: 7,
    openQuotient: 0.08,
    aspirationDb: -6,
    jitterPercent: 0.5,
    shimmerDb: 0.2,
    rate: 0.78,
    firstFormant: 0.97,
    allFormants: 0.98,
  },
  surprise: {
    levelDb: 5,
    levelSpreadDb: 1.6,
    f0Semitones: 6,
    f0Range: 1.4,
    pitchShape: 'rise',
    pitchSemitones: 11,
    tiltDb: -3,
    openQuotient: 0.02,
    aspirationDb: 2,
    jitterPercent: 1,
    shimmerDb: 0.4,
    rate: 1,
    firstFormant: 1.05,
    allFormants: 1,
  },
}

/**
 * Anger that is held back: the pitch, roughness and haste of anger without its loudness and edge. Planted in the demo
 * because a model that listens for loudness must miss it.
 */
export const quietAngerProfile: EmotionProfile = {
  ...emotionProfiles.anger,
  levelDb: -9,
  levelSpreadDb: 0.8,
  f0Semitones: 0.5,
  f0Range: 0.7,
  pitchSemitones: 2,
  tiltDb: 5,
  openQuotient: 0.02,
  aspirationDb: 3,
  firstFormant: 1,
  rate: 0.95,
}
