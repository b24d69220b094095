import type { Matrix } from '#engine/base/matrix'
import { coverPatch } from '#engine/saliency/patches'
import { createRandom, shuffled } from '#engine/stats/random'
import { pearson } from '#engine/stats/ranks'
import { BINS_PER_CALL, blockSums, type RemovalInput } from './removal-curves'

export interface SubsetAgreement {
  /** Of the map's sums with the score's falls; null where one of them does not vary. */
  readonly correlation: number | null
  /** Mean square of what the scaled sums miss of the falls; null for a map of zeros. */
  readonly infidelity: number | null
}

/**
 * Random sets of blocks: does the map's sum on a set tell how far the score falls when the set is replaced? At one size
 * of sets the faithfulness correlation of [bhatt2020] is the sensitivity-n of [ancona2018]. The infidelity is that of
 * [yeh2019] for a perturbation that replaces sets, after one factor per map that fits best, so that maps of any scale
 * compare.
 *
 * @param worth what each bin is said to contribute: the map, or gradient times change for maps that are gradients
 * @param size blocks in a set
 * @param sets how many sets
 */
export async function subsetAgreement(
  input: RemovalInput,
  worth: Matrix,
  size: number,
  sets: number,
  seed: number,
): Promise<SubsetAgreement> {
  const { forward, logMel, replacement, blocks, score } = input
  const { rows, cols, data } = logMel
  const random = createRandom(seed)
  const sums = blockSums(worth, blocks)
  const full = score(await forward(data, 1, rows, cols))
  const [said, fell]: [number[], number[]] = [[], []]
  const perCall = Math.max(1, Math.floor(BINS_PER_CALL / data.length))
  for (let first = 0; first < sets; first += perCall) {
    const count = Math.min(perCall, sets - first)
    const batch = new Float32Array(count * data.length)
    for (let row = 0; row < count; row++) {
      batch.set(data, row * data.length)
      const chosen = shuffled(blocks.length, random).subarray(0, size)
      chosen.forEach(block => coverPatch(batch, row * data.length, blocks[block], replacement))
      said.push(chosen.reduce((sum, block) => sum + sums[block], 0))
    }
    const logits = await forward(batch, count, rows, cols)
    const labels = logits.length / count
    for (let row = 0; row < count; row++) fell.push(full - score(logits.subarray(row * labels, (row + 1) * labels)))
  }
  return { correlation: pearson(said, fell), infidelity: scaledMiss(said, fell) }
}

function scaledMiss(said: readonly number[], fell: readonly number[]): number | null {
  const square = said.reduce((sum, value) => sum + value * value, 0)
  if (square === 0) return null
  const factor = said.reduce((sum, value, i) => sum + value * fell[i], 0) / square
  return said.reduce((sum, value, i) => sum + (factor * value - fell[i]) ** 2, 0) / said.length
}
