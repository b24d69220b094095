import type { EmotionProfile } from './emotions'
import { clamp } from './numbers'
import { makeRandom, type Random } from './random'
import type { Speaker } from './speakers'

/** How one clip is spoken: the profile after the speaker's manner and the chance of the moment. */
export type Delivery = EmotionProfile

/** Spread of chance about a neutral voice, per clip, in the unit of each field. */
const CHANCE: Readonly<Record<NumericField, number>> = {
  levelDb: 1.2,
  levelSpreadDb: 0.2,
  f0Semitones: 0.6,
  f0Range: 0.1,
  pitchSemitones: 0.5,
  tiltDb: 1.2,
  openQuotient: 0.02,
  aspirationDb: 1.2,
  jitterPercent: 0.1,
  shimmerDb: 0.06,
  rate: 0.04,
  firstFormant: 0.015,
  allFormants: 0.008,
}
type NumericField = Exclude<keyof EmotionProfile, 'pitchShape'>

/** Relative spread of an emotion's effect on one cue: from speaker to speaker, and from clip to clip. */
const SPEAKER_MANNER = 0.2
const CLIP_MANNER = 0.22

/**
 * People differ in which cues carry their feelings, and no one speaks twice alike: each effect of the profile (its
 * difference from `neutral`) is scaled by the speaker's expressivity, the speaker's habit for that cue and emotion, and
 * chance.
 */
export function deliver(
  profile: EmotionProfile,
  neutral: EmotionProfile,
  speaker: Speaker,
  emotionKey: string,
  random: Random,
): Delivery {
  const habit = makeRandom(`habit/${speaker.id}/${emotionKey}`)
  const strength = speaker.expressivity * random.normal(1, 0.15)
  const numbers = (Object.keys(CHANCE) as NumericField[]).map(field => {
    const manner = habit.normal(1, SPEAKER_MANNER) * random.normal(1, CLIP_MANNER)
    const effect = (profile[field] - neutral[field]) * clamp(strength * manner, 0.3, 1.5)
    return [field, neutral[field] + effect + random.normal(0, CHANCE[field])] as const
  })
  return { ...profile, ...Object.fromEntries(numbers) }
}
