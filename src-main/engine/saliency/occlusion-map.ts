import { zeros } from '#engine/base/matrix'
import type { Patch } from './patches'
import type { SaliencyMap } from './saliency'

/** Each bin gets the mean drop over the patches that cover it; 0 where none does: nothing is known there. */
export function mapOfDrops(
  patches: readonly Patch[],
  drops: ArrayLike<number>,
  mels: number,
  frames: number,
): SaliencyMap {
  const map = zeros(mels, frames)
  const covers = new Uint32Array(map.data.length)
  const sums = new Float64Array(map.data.length)
  patches.forEach((patch, i) => {
    for (let mel = patch.mel; mel < patch.melEnd; mel++) {
      for (let bin = mel * frames + patch.frame; bin < mel * frames + patch.frameEnd; bin++) {
        sums[bin] += drops[i]
        covers[bin]++
      }
    }
  })
  for (let bin = 0; bin < sums.length; bin++) map.data[bin] = covers[bin] > 0 ? sums[bin] / covers[bin] : 0
  return map
}
