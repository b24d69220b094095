import type { ErrorBody } from '#contracts/error'
import type { Hertz } from '#engine/base/units'
import type { Levels } from './mixdown'

/** What the reader of each container gives. Its errors' messages go on from "FILE can't be used: ". */
export interface AudioReading {
  /** Mean of the channels. */
  readonly samples: Float32Array
  readonly levels: Levels
  readonly sampleRateHz: Hertz
  readonly channels: number
  /** What was amiss with the container. */
  readonly notes: readonly ErrorBody[]
}
