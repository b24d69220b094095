import type { Matrix } from '#engine/base/matrix'

/** A rectangle of the log-Mel; ends excluded. */
export interface Patch {
  readonly mel: number
  readonly frame: number
  readonly melEnd: number
  readonly frameEnd: number
}

export interface PatchSettings {
  readonly patchMels: number
  readonly patchFrames: number
  readonly strideMels: number
  readonly strideFrames: number
}

/**
 * The patches in order, mel outer, time inner: they start at multiples of the stride, ceil((length - patch) / stride) + 1
 * along each axis; the last may overhang and is cut.
 */
export function patchGrid(mels: number, frames: number, settings: PatchSettings): Patch[] {
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

/** How many patches patchGrid makes. */
export function patchCount(mels: number, frames: number, settings: PatchSettings): number {
  const alongTime = starts(frames, settings.patchFrames, settings.strideFrames).length
  return starts(mels, settings.patchMels, settings.strideMels).length * alongTime
}

function starts(length: number, patch: number, stride: number): number[] {
  const count = Math.max(1, Math.ceil((length - patch) / stride) + 1)
  return Array.from({ length: count }, (_, i) => i * stride).filter(start => start < length)
}

/** Patches and strides `factor` times as large: a first sketch that costs about 1 / factor² of the work. */
export function coarser(settings: PatchSettings, factor: number): PatchSettings {
  return {
    patchMels: settings.patchMels * factor,
    patchFrames: settings.patchFrames * factor,
    strideMels: settings.strideMels * factor,
    strideFrames: settings.strideFrames * factor,
  }
}

/** Copies the replacement's bins under the patch into an array of mels x frames that begins at `offset`. */
export function coverPatch(into: Float32Array, offset: number, patch: Patch, replacement: Matrix): void {
  for (let mel = patch.mel; mel < patch.melEnd; mel++) {
    const [start, end] = [mel * replacement.cols + patch.frame, mel * replacement.cols + patch.frameEnd]
    into.set(replacement.data.subarray(start, end), offset + start)
  }
}
