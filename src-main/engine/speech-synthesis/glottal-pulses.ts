import type { Seconds } from '#engine/base/units'
import { amplitudeOf } from './decibels'
import { frameAt, SOURCE_OFF_DB, type ControlTrack } from './control-track'
import type { Random } from './random'

/** One opening and closing of the glottis. */
export interface GlottalPulse {
  readonly startSec: Seconds
  readonly periodSec: Seconds
  readonly openQuotient: number
  /** Factor from shimmer alone, about 1. */
  readonly amplitude: number
}

/** Mean absolute difference of two independent normal numbers of unit deviation. */
const MEAN_DIFFERENCE_OF_NORMALS = 2 / Math.sqrt(Math.PI)

/**
 * Lays pulses end to end wherever the track is voiced. Periods and levels vary independently from pulse to pulse, so
 * that the local jitter and shimmer of the marks are those asked for (on top of what intonation adds).
 */
export function makePulses(track: ControlTrack, random: Random): GlottalPulse[] {
  const endSec = track.frames.length * track.frameSec
  const pulses: GlottalPulse[] = []
  let timeSec = 0
  while (timeSec < endSec) {
    const frame = frameAt(track, timeSec)
    if (frame.voicingDb <= SOURCE_OFF_DB) {
      timeSec += track.frameSec
      continue
    }
    const deviation = random.normal(0, frame.jitterPercent / 100 / MEAN_DIFFERENCE_OF_NORMALS)
    const periodSec = (1 + Math.max(-0.3, Math.min(0.3, deviation))) / frame.f0Hz
    const amplitude = amplitudeOf(random.normal(0, frame.shimmerDb / MEAN_DIFFERENCE_OF_NORMALS))
    pulses.push({ startSec: timeSec, periodSec, openQuotient: frame.openQuotient, amplitude })
    timeSec += periodSec
  }
  return pulses
}
