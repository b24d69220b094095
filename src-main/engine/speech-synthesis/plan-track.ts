import type { Decibels, Seconds } from '#engine/base/units'
import { mouthTarget, sourceTargets, type MouthTarget, type SourceTarget } from './articulation'
import { SOURCE_OFF_DB, type ControlFrame, type ControlTrack } from './control-track'
import type { Delivery } from './delivery'
import { gestureWeight } from './gesture'
import { glide, type Glide, type Reach } from './glide'
import { makeLevelContour } from './level-contour'
import { countFormants, mouthAt } from './mouth'
import { clamp } from './numbers'
import { makePitchContour } from './pitch-contour'
import type { Random } from './random'
import type { Speaker } from './speakers'
import type { Timing } from './timing'

export const FRAME_SEC: Seconds = 0.002
const MOUTH_REACH: Reach = { beforeSec: 0.03, afterSec: 0.045 }
const SOURCE_REACH: Reach = { beforeSec: 0.008, afterSec: 0.01 }
/** Noise at the mouth grows less with effort than the voice does. */
const FRICATION_EFFORT = 0.8
/** Breath follows effort nearly as far as the voice does. */
const ASPIRATION_EFFORT = 0.9

/** Every movement of larynx and mouth for one clip, before a sound is made. */
export function planTrack(timing: Timing, speaker: Speaker, delivery: Delivery, random: Random): ControlTrack {
  const pitchAt = makePitchContour(timing, speaker, delivery, random)
  const levelAt = makeLevelContour(timing, speaker, delivery, random)
  const mouths = timing.phones.map((phone, i) => mouthTarget(phone, timing.phones[i + 1]))
  const sources = withSilences(timing.phones.flatMap(sourceTargets), timing.durationSec)
  const formantCount = countFormants(speaker)
  const frameCount = Math.round(timing.durationSec / FRAME_SEC)
  const frames = Array.from({ length: frameCount }, (_, i): ControlFrame => {
    const timeSec = i * FRAME_SEC
    const weight = gestureWeight(timing.gesture, timeSec)
    const levelDb = levelAt(timeSec)
    const source: Glide<SourceTarget> = value => glide(sources, timeSec, SOURCE_REACH, value)
    const relative = (value: (target: SourceTarget) => number, shiftDb: Decibels): Decibels => {
      const db = source(value)
      return db <= SOURCE_OFF_DB + 1 ? SOURCE_OFF_DB : Math.max(SOURCE_OFF_DB, db + shiftDb)
    }
    const glideMouth: Glide<MouthTarget> = value => glide(mouths, timeSec, MOUTH_REACH, value)
    const openQuotient = clamp(speaker.openQuotient + weight * delivery.openQuotient, 0.3, 0.85)
    const breathDb = speaker.aspirationDb + weight * delivery.aspirationDb + ASPIRATION_EFFORT * levelDb
    const here = sources.find(target => timeSec < target.endSec) ?? sources.at(-1)!
    return {
      f0Hz: pitchAt(timeSec),
      voicingDb: relative(target => target.voicingDb, levelDb),
      aspirationDb: relative(target => target.aspirationDb, breathDb),
      fricationDb: relative(target => target.fricationDb, FRICATION_EFFORT * levelDb),
      frication: here.frication,
      tiltDb: Math.max(0, speaker.tiltDb + weight * delivery.tiltDb + source(target => target.extraTiltDb)),
      openQuotient,
      jitterPercent: Math.max(0.1, speaker.jitterPercent + weight * delivery.jitterPercent),
      shimmerDb: Math.max(0.05, speaker.shimmerDb + weight * delivery.shimmerDb),
      ...mouthAt(glideMouth, { speaker, delivery, weight, openQuotient, formantCount }),
    }
  })
  return { frameSec: FRAME_SEC, frames }
}

/** Fills what is between, before and after the phones with silence. */
function withSilences(targets: readonly SourceTarget[], durationSec: Seconds): SourceTarget[] {
  const silence = (startSec: Seconds, endSec: Seconds, like: SourceTarget): SourceTarget => ({
    startSec,
    endSec,
    voicingDb: SOURCE_OFF_DB,
    aspirationDb: SOURCE_OFF_DB,
    fricationDb: SOURCE_OFF_DB,
    frication: like.frication,
    extraTiltDb: 0,
  })
  const filled = targets.flatMap((target, i) => {
    const previousEndSec = targets[i - 1]?.endSec ?? 0
    const hasGap = target.startSec - previousEndSec > 1e-6
    return hasGap ? [silence(previousEndSec, target.startSec, target), target] : [target]
  })
  const last = targets.at(-1)!
  return [...filled, silence(last.endSec, durationSec, last)]
}
