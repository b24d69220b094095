import type { Framing } from '../frame-grid'
import type { ShortLldName } from '../lld-names'

/** A 20 ms frame's Hamming spectrum, as the descriptors read it. */
export interface ShortFrame {
  /** Float32 [bins] */
  readonly magnitude: Float32Array
  /** Magnitude squared, in float32. [bins] */
  readonly power: Float32Array
  /** Power in the 26 mel bands; only where a wanted descriptor has `needsMelBands`. [26] */
  readonly melEnergies: Float32Array
}

/** A descriptor (or several computed together) of the 20 ms frames. */
export interface ShortLld {
  readonly names: readonly ShortLldName[]
  readonly needsMelBands: boolean
  /** The function is called for every frame in order and writes one value per name. */
  create(framing: Framing): (frame: ShortFrame, values: Float32Array) => void
}
