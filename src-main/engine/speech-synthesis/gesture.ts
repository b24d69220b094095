import type { Seconds } from '#engine/base/units'

/** The one place of a clip where the emotion is at its strongest: one syllable. */
export interface Gesture {
  readonly startSec: Seconds
  readonly endSec: Seconds
}

/** How much of the emotion remains outside the gesture. */
const REST = 0.15
const RAMP_SEC = 0.05

/** Share of the emotion at a time: 1 in the gesture, the rest outside, with smooth flanks inside the gesture's ends. */
export function gestureWeight(gesture: Gesture, timeSec: Seconds): number {
  const inside = Math.min(timeSec - gesture.startSec, gesture.endSec - timeSec)
  if (inside <= 0) return REST
  if (inside >= RAMP_SEC) return 1
  return REST + (1 - REST) * (0.5 - 0.5 * Math.cos((Math.PI * inside) / RAMP_SEC))
}
