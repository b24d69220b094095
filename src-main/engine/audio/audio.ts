import type { ErrorBody } from '#contracts/error'
import type { Hertz } from '#engine/base/units'

/** A decoded clip, mixed down to one channel at the file's own rate. */
export interface DecodedAudio {
  /** Mean of the channels, nominally in [-1, 1]. */
  readonly samples: Float32Array
  readonly sampleRateHz: Hertz
  /** Channels of the file. */
  readonly channels: number
  /** What was accepted but should be known: downmixed, truncated, clipped... */
  readonly notes: readonly ErrorBody[]
}
