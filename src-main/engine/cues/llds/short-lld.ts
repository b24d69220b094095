import type { Framing } from '../frame-grid'
import type { LldName } from '../lld-names'
import type { Hertz } from '#engine/base/units'

/** A 20 ms frame's Hamming spectrum, as the descriptors read it. */
export interface ShortFrame {
  /** Float32 [bins], as the transform in float32 gives them. */
  readonly re: Float32Array
  readonly im: Float32Array
  /** Float32 [bins] */
  readonly magnitude: Float32Array
  /** Magnitude squared, in float32. [bins] */
  readonly power: Float32Array
  /** Power in the 26 mel bands; only where a wanted descriptor has `needsMelBands`. [26] */
  readonly melEnergies: Float32Array
}

/** A descriptor (or several computed together) of the 20 ms frames. */
export interface ShortLld {
  readonly names: readonly LldName[]
  readonly needsMelBands: boolean
  /** The function is called for every frame in order and writes one value per name. */
  create(framing: Framing, sampleRateHz: Hertz): (frame: ShortFrame, values: Float32Array) => void
}
