import type { Seconds } from '#engine/base/units'

/** Part of a clip; its end belongs to the next. */
export interface Region {
  readonly startSec: Seconds
  readonly endSec: Seconds
}
