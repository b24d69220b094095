import type { Matrix } from '#engine/base/matrix'
import type { OccludedLogits } from './packed-occlusion'
import { coverPatch, type Patch } from './patches'
import type { Forward } from './saliency'

const BINS_PER_CALL = 1 << 17

/** Occlusion that runs the whole model for every patch: works with any model, and is what the packed way must equal. */
export async function plainLogits(
  { forward, logMel, replacement, onProgress, isCancelled }: PlainOcclusionInput,
  patches: readonly Patch[],
): Promise<OccludedLogits> {
  const { rows: mels, cols: frames, data } = logMel
  const base = await forward(data, 1, mels, frames)
  const occluded = patches.map(() => base)
  const perCall = Math.max(1, Math.floor(BINS_PER_CALL / data.length))
  for (let first = 0; first < patches.length && !isCancelled?.(); first += perCall) {
    const chunk = patches.slice(first, first + perCall)
    const batch = new Float32Array(chunk.length * data.length)
    chunk.forEach((patch, i) => {
      batch.set(data, i * data.length)
      coverPatch(batch, i * data.length, patch, replacement)
    })
    const logits = await forward(batch, chunk.length, mels, frames)
    chunk.forEach((_, i) => (occluded[first + i] = logits.slice(i * base.length, (i + 1) * base.length)))
    onProgress?.((first + chunk.length) / patches.length)
  }
  return { base, occluded }
}

export interface PlainOcclusionInput {
  readonly forward: Forward
  readonly logMel: Matrix
  readonly replacement: Matrix
  readonly onProgress?: (share: number) => void
  readonly isCancelled?: () => boolean
}
