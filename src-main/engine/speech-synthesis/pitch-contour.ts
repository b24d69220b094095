import type { Hertz, Seconds } from '#engine/base/units'
import { ratioOfSemitones } from './decibels'
import type { Delivery } from './delivery'
import type { PitchShape } from './emotions'
import { gestureWeight } from './gesture'
import { clamp, mix } from './numbers'
import type { Random } from './random'
import type { Speaker } from './speakers'
import type { Timing } from './timing'

const MIN_F0_HZ: Hertz = 60
const MAX_F0_HZ: Hertz = 600

/**
 * Pitch over time: the speaker's mean, falling from start to end with an accent on each syllable, and the emotion's
 * shift and movement in the gesture. No vibrato; a slow aimless drift of 0.15 semitones.
 */
export function makePitchContour(
  timing: Timing,
  speaker: Speaker,
  delivery: Delivery,
  random: Random,
): (timeSec: Seconds) => Hertz {
  const accents = Array.from({ length: timing.syllables }, () => Math.max(0, random.normal(0.8, 0.5)))
  const drift = Array.from({ length: 3 }, () => ({
    hz: random.uniform(0.7, 3.5),
    phase: random.uniform(0, 2 * Math.PI),
  }))
  const startSec = timing.phones[0].startSec
  const endSec = timing.phones.at(-1)!.endSec
  return timeSec => {
    const weight = gestureWeight(timing.gesture, timeSec)
    const range = Math.max(0.2, mix(1, delivery.f0Range, weight))
    const progress = clamp((timeSec - startSec) / (endSec - startSec), 0, 1)
    const fall = 1.3 - 2.6 * progress - 1.5 * clamp((progress - 0.8) / 0.2, 0, 1)
    const accent = accentAt(timing, accents, timeSec)
    const aimless = drift.reduce((sum, { hz, phase }) => sum + 0.09 * Math.sin(2 * Math.PI * hz * timeSec + phase), 0)
    const { startSec: from, endSec: to } = timing.gesture
    const movement = delivery.pitchSemitones * shapeAt(delivery.pitchShape, clamp((timeSec - from) / (to - from), 0, 1))
    const semitones = range * (fall + accent) + aimless + weight * (delivery.f0Semitones + movement)
    return clamp(speaker.f0Hz * ratioOfSemitones(semitones), MIN_F0_HZ, MAX_F0_HZ)
  }
}

function accentAt(timing: Timing, accents: readonly number[], timeSec: Seconds): number {
  const spoken = timing.phones.find(phone => timeSec >= phone.startSec && timeSec < phone.endSec)
  if (!spoken) return 0
  const own = timing.phones.filter(phone => phone.syllable === spoken.syllable)
  const from = own[0].startSec
  const progress = (timeSec - from) / (own.at(-1)!.endSec - from)
  return accents[spoken.syllable] * Math.sin(Math.PI * progress)
}

/** Movement of unit height and about zero mean; `progress` runs from 0 to 1 through the gesture. */
function shapeAt(shape: PitchShape, progress: number): number {
  switch (shape) {
    case 'level':
      return 0
    case 'bell':
      return Math.sin(Math.PI * progress) - 0.5
    case 'rise':
      return progress * progress - 0.35
    case 'fall':
      return 0.5 - progress
  }
}
