import type { Matrix } from '#engine/base/matrix'

/**
 * Runs the model on a batch of normalised log-Mels of equal shape.
 * in: Float32 [n x mels x frames], row-major; out: logits, Float32 [n x labels].
 */
export type Forward = (batch: Float32Array, n: number, mels: number, frames: number) => Promise<Float32Array>

/** What each bin of the log-Mel did for the target: positive supports it, negative speaks against it. [mels x frames] */
export type SaliencyMap = Matrix
