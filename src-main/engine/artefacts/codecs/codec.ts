import type { Hertz } from '#engine/base/units'
import type { Sound } from '../artefact'

export interface Codec {
  /** What it takes, lowest first. */
  readonly ratesHz: readonly Hertz[]
  /** Encodes and decodes at the sound's own rate; what comes back is late by the codec's delay. */
  transcode(sound: Sound, bitrateKbps: number): Promise<Float32Array>
}
