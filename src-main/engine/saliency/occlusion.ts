/**
 * Occlusion [zeiler2014]: patches of the log-Mel are replaced, and each bin gets the mean drop of the target over the
 * patches that cover it.
 *
 * Conventions: input and map are [mels x frames], row-major. Patches start at multiples of the stride, as many as
 * ceil((length - patch) / stride) + 1 along each axis; the last may overhang and is cut. Positive: the bin supports the
 * target. The drop is of the target's probability or logit.
 */
import type { OcclusionSettings } from '#contracts/settings'
import type { Matrix } from '#engine/base/matrix'
import { zeros } from '#engine/base/matrix'
import { softmax } from '#engine/stats/softmax'
import type { Forward, SaliencyMap } from './saliency'

const BATCH = 32

export interface Patch {
  readonly mel: number
  readonly frame: number
  readonly melEnd: number
  readonly frameEnd: number
}

export interface OcclusionInput {
  /** Normalised log-Mel [mels x frames]: what the model is given. */
  readonly logMel: Matrix
  readonly forward: Forward
  /** Index of the label to explain. */
  readonly target: number
  readonly settings: OcclusionSettings
  /** What replaces a covered bin, one value per mel band, in the normalised unit. */
  readonly fill: Float32Array
}

/** The patches in order: mel outer, time inner. */
export function patchesOf(mels: number, frames: number, settings: OcclusionSettings): Patch[] {
  const melStarts = starts(mels, settings.patchMels, settings.strideMels)
  const frameStarts = starts(frames, settings.patchFrames, settings.strideFrames)
  return melStarts.flatMap(mel =>
    frameStarts.map(frame => ({
      mel,
      frame,
      melEnd: Math.min(mels, mel + settings.patchMels),
      frameEnd: Math.min(frames, frame + settings.patchFrames),
    })),
  )
}

function starts(length: number, patch: number, stride: number): number[] {
  const count = Math.max(1, Math.ceil((length - patch) / stride) + 1)
  return Array.from({ length: count }, (_, i) => i * stride).filter(start => start < length)
}

/** Logits with each patch covered in turn, Float32 [patches x labels]: the plain way, in batches. */
export async function occludedLogits(input: OcclusionInput, patches: readonly Patch[]): Promise<Float32Array[]> {
  const { rows: mels, cols: frames, data } = input.logMel
  const logits: Float32Array[] = []
  for (let first = 0; first < patches.length; first += BATCH) {
    const chunk = patches.slice(first, first + BATCH)
    const batch = new Float32Array(chunk.length * data.length)
    chunk.forEach((patch, i) => {
      const offset = i * data.length
      batch.set(data, offset)
      for (let mel = patch.mel; mel < patch.melEnd; mel++)
        batch.fill(input.fill[mel], offset + mel * frames + patch.frame, offset + mel * frames + patch.frameEnd)
    })
    const out = await input.forward(batch, chunk.length, mels, frames)
    const labels = out.length / chunk.length
    chunk.forEach((_, i) => logits.push(out.slice(i * labels, (i + 1) * labels)))
  }
  return logits
}

export async function occlude(input: OcclusionInput): Promise<SaliencyMap> {
  const { rows: mels, cols: frames, data } = input.logMel
  const score = (logits: Float32Array): number =>
    input.settings.score === 'logit' ? logits[input.target] : softmax(logits)[input.target]
  const patches = patchesOf(mels, frames, input.settings)
  const base = score(await input.forward(data, 1, mels, frames))
  const occluded = await occludedLogits(input, patches)

  const map = zeros(mels, frames)
  const covers = new Uint32Array(map.data.length)
  const sums = new Float64Array(map.data.length)
  patches.forEach((patch, i) => {
    const drop = base - score(occluded[i])
    for (let mel = patch.mel; mel < patch.melEnd; mel++)
      for (let bin = mel * frames + patch.frame; bin < mel * frames + patch.frameEnd; bin++) {
        sums[bin] += drop
        covers[bin]++
      }
  })
  // A stride above the patch leaves bins that no patch covers: nothing is known of them, so they stay 0.
  for (let bin = 0; bin < sums.length; bin++) map.data[bin] = covers[bin] > 0 ? sums[bin] / covers[bin] : 0
  return map
}
