import type { FrontEnd } from '#contracts/model'
import { CueScopeError } from '#engine/base/errors'
import type { Forward } from './forward'

/**
 * Tries a model before anything of it is stored: silence and noise, two lengths, one clip and two at once. Its logits
 * must be finite, depend on the input, not depend on the company in a batch, and be the same twice.
 * @throws CueScopeError
 */
export async function probeModel(forward: Forward, frontEnd: FrontEnd): Promise<void> {
  const mels = frontEnd.nMels
  const [short, long] = [
    Math.min(Math.max(frontEnd.minFrames, 100), frontEnd.maxFrames),
    Math.min(Math.max(frontEnd.minFrames, 201), frontEnd.maxFrames),
  ]
  for (const frames of new Set([short, long])) {
    const silence = new Float32Array(mels * frames).fill(-2)
    const noise = Float32Array.from({ length: mels * frames }, (_, i) => Math.sin(i * i * 0.37) * 2)
    const [a, b] = [await forward(silence, 1, mels, frames), await forward(noise, 1, mels, frames)]
    const again = await forward(noise, 1, mels, frames)
    const pair = new Float32Array(2 * mels * frames)
    pair.set(silence)
    pair.set(noise, silence.length)
    const both = await forwardPair(forward, pair, mels, frames)
    for (const logits of [a, b]) {
      if (!logits.every(Number.isFinite))
        throw new CueScopeError(
          'non-finite-output',
          'The model gives values that are not finite numbers for silence or noise.',
        )
    }
    if (largestDifference(a, b) === 0)
      throw new CueScopeError(
        'constant-output',
        'The model gives the same output for silence and for noise: it does not listen.',
      )
    if (largestDifference(b, again) > 1e-4)
      throw new CueScopeError(
        'non-deterministic',
        'The model gives different outputs for the same input. Export it in evaluation mode.',
      )
    if (largestDifference(both, [...a, ...b]) > 1e-3)
      throw new CueScopeError(
        'fixed-batch',
        "The model's output for a clip depends on the other clips of the batch. Export it in evaluation mode.",
      )
  }
}

async function forwardPair(forward: Forward, pair: Float32Array, mels: number, frames: number): Promise<Float32Array> {
  try {
    return await forward(pair, 2, mels, frames)
  } catch (cause) {
    if (cause instanceof CueScopeError && cause.code !== 'run-failed') throw cause
    throw new CueScopeError(
      'fixed-batch',
      'The model takes one clip at a time only. Export it with a dynamic batch axis.',
      {},
      { cause },
    )
  }
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]))
  return largest
}
