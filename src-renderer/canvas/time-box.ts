import type { Stretch } from './play-plan'

/**
 * A part of the clip that a person marked: a stretch of time, or a box in time and frequency.
 *
 * Conventions: seconds of the whole clip, hertz; both frequencies or neither, null: all frequencies.
 */
export interface TimeBox extends Stretch {
  readonly lowHz: number | null
  readonly highHz: number | null
}
