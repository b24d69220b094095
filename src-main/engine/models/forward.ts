/**
 * Runs the model on a batch of normalised log-Mels of equal shape.
 * in: Float32 [n x mels x frames], row-major; out: logits, Float32 [n x labels].
 */
export type Forward = (batch: Float32Array, n: number, mels: number, frames: number) => Promise<Float32Array>
