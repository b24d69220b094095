import type { Seconds } from '#engine/base/units'
import type { Delivery } from './delivery'
import type { Gesture } from './gesture'
import { clamp, mix } from './numbers'
import type { Phone } from './phones'
import type { Random } from './random'
import { syllablesOf, type Sentence } from './sentences'
import type { Speaker } from './speakers'

export interface TimedPhone {
  readonly phone: Phone
  readonly startSec: Seconds
  readonly endSec: Seconds
  /** Counted from 0 over the whole sentence. */
  readonly syllable: number
}

/** When everything of a clip happens. */
export interface Timing {
  readonly phones: readonly TimedPhone[]
  readonly syllables: number
  readonly gesture: Gesture
  /** With the silence before and after. */
  readonly durationSec: Seconds
}

export const MIN_CLIP_SEC: Seconds = 1.2
export const MAX_CLIP_SEC: Seconds = 2.2
export const MIN_GESTURE_SEC: Seconds = 0.25
export const MAX_GESTURE_SEC: Seconds = 0.5
/** How much of an emotion's haste or delay is heard outside the gesture. */
const REST_OF_RATE = 0.4
const FINAL_LENGTHENING = 1.3

/** Lays the sentence out in time, the gesture on one syllable picked by chance. */
export function layOut(sentence: Sentence, speaker: Speaker, delivery: Delivery, random: Random): Timing {
  const syllables = syllablesOf(sentence)
  const gestureSyllable = Math.floor(random.uniform(0, syllables.length))
  const restRate = speaker.rate * mix(1, delivery.rate, REST_OF_RATE)
  const gestureSec = clamp(random.uniform(0.32, 0.42) / speaker.rate / delivery.rate, MIN_GESTURE_SEC, MAX_GESTURE_SEC)
  const phones: TimedPhone[] = []
  let timeSec = random.uniform(0.12, 0.22)
  let gesture: Gesture = { startSec: 0, endSec: 0 }
  syllables.forEach(({ phones: parts, isWordEnd }, syllable) => {
    const isLast = syllable === syllables.length - 1
    const naturalSec = parts.map(phone => {
      const stretch = isLast && phone.manner === 'vowel' ? FINAL_LENGTHENING : 1
      return ((phone.durationSec * stretch) / restRate) * clamp(random.normal(1, 0.08), 0.8, 1.2)
    })
    const wantedSec = syllable === gestureSyllable ? gestureDurations(parts, naturalSec, gestureSec) : naturalSec
    const startSec = timeSec
    parts.forEach((phone, i) => {
      phones.push({ phone, startSec: timeSec, endSec: timeSec + wantedSec[i], syllable })
      timeSec += wantedSec[i]
    })
    if (syllable === gestureSyllable) gesture = { startSec, endSec: timeSec }
    if (isWordEnd && !isLast) timeSec += random.uniform(0.03, 0.1) / restRate
  })
  const durationSec = clamp(timeSec + random.uniform(0.15, 0.3), MIN_CLIP_SEC, MAX_CLIP_SEC)
  return { phones, syllables: syllables.length, gesture, durationSec }
}

/** Emphasis lengthens the vowel most: consonants grow by a fifth, the vowel takes what is left. */
function gestureDurations(parts: readonly Phone[], naturalSec: readonly number[], gestureSec: Seconds): number[] {
  const consonantSec = naturalSec.map((sec, i) => (parts[i].manner === 'vowel' ? 0 : sec * 1.2))
  const vowelSec = gestureSec - consonantSec.reduce((sum, sec) => sum + sec, 0)
  return consonantSec.map(sec => (sec === 0 ? vowelSec : sec))
}
