import type { Decibels, Seconds } from '#engine/base/units'
import type { Delivery } from './delivery'
import { gestureWeight } from './gesture'
import { glide, type Reach } from './glide'
import { clamp } from './numbers'
import type { Random } from './random'
import type { Speaker } from './speakers'
import type { Timing } from './timing'

/** The voice dies away over a sentence. */
const FALL_DB: Decibels = 2.5
/** No voice grows louder than this. */
const CEILING_DB: Decibels = 11
const REACH: Reach = { beforeSec: 0.03, afterSec: 0.03 }

/** Level above a modal vowel over time: the speaker's own, a stress on each syllable, and the emotion's in the gesture. */
export function makeLevelContour(
  timing: Timing,
  speaker: Speaker,
  delivery: Delivery,
  random: Random,
): (timeSec: Seconds) => Decibels {
  const spreadDb = Math.max(0.2, delivery.levelSpreadDb)
  const stresses = Array.from({ length: timing.syllables }, (_, syllable) => {
    const own = timing.phones.filter(phone => phone.syllable === syllable)
    const levelDb = clamp(random.normal(0, spreadDb), -2 * spreadDb, 2 * spreadDb)
    return { startSec: own[0].startSec, endSec: own.at(-1)!.endSec, levelDb }
  })
  return timeSec => {
    const stressDb = glide(stresses, timeSec, REACH, stress => stress.levelDb)
    const fallDb = FALL_DB * (0.5 - timeSec / timing.durationSec)
    const emotionDb = gestureWeight(timing.gesture, timeSec) * delivery.levelDb
    return Math.min(CEILING_DB, speaker.levelDb + stressDb + fallDb + emotionDb)
  }
}
