import type { Framing } from '../frame-grid'
import type { LldName } from '../lld-names'
import type { Hertz } from '#engine/base/units'

/** A 20 ms frame's Hamming spectrum, as the descriptors read it. */
export interface ShortFrame {
  /** |X[k]| in float32. [bins] */
  readonly magnitude: Float32Array
  /** Magnitude squared, in float32. [bins] */
  readonly power: Float32Array
  /** Power in the 26 mel bands; only where a wanted descriptor asks for it. Float32 [26] */
  readonly melEnergies: Float32Array
  /** Lags 0..11 of the frame's autocorrelation at 11 kHz; only where a wanted descriptor asks for it. Float32 [12] */
  readonly autocorrelation: Float32Array
}

/** What of a frame costs something and is computed only for those who need it. */
export type ShortFrameExtra = 'melEnergies' | 'autocorrelation'

/** A descriptor (or several computed together) of the 20 ms frames. */
export interface ShortLld {
  readonly names: readonly LldName[]
  readonly needs: ShortFrameExtra | null
  /** The function is called for every frame in order and writes one value per name. */
  create(framing: Framing, sampleRateHz: Hertz): (frame: ShortFrame, values: Float32Array) => void
}
