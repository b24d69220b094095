/**
 * Whether a map tells what the model uses: blocks are taken away in the map's order, and the score must fall fast.
 *
 * Conventions: blocks tile the log-Mel and are replaced as in occlusion. Every number stands beside two controls, the
 * same measured with blocks in random order and in the order of their energy, so that it means something.
 *
 * References: [samek2017] pixel flipping, AOPC, ABPC; [petsiuk2018] deletion and insertion; [bhatt2020] faithfulness
 * correlation, which at one subset size is the sensitivity-n of [ancona2018].
 */
import { largest, pearson } from '#engine/stats/ranks'
import { createRandom, shuffled, type Random } from '#engine/saliency/random'
import { coverPatch } from '#engine/saliency/patches'
import type { SaliencyMap } from '#engine/saliency/saliency'
import {
  areaUnder,
  blockSums,
  insertionCurve,
  removalCurve,
  type RemovalCurve,
  type RemovalInput,
} from './removal-curves'

export interface RemovalScores {
  /** Area under the score as the most relevant blocks go first: low is good. */
  readonly deletion: number
  /** Area under the score as the most relevant blocks come back first: high is good. */
  readonly insertion: number
  /** Mean fall of the score over the steps, most relevant first: high is good. */
  readonly aopc: number
  /** Area between least-relevant-first and most-relevant-first: high is good. */
  readonly abpc: number
  readonly curves: {
    readonly deletion: RemovalCurve
    readonly insertion: RemovalCurve
    readonly leastFirst: RemovalCurve
  }
}

export interface Faithfulness {
  readonly map: RemovalScores
  /** Blocks in random order: mean over some draws. */
  readonly random: Omit<RemovalScores, 'curves'>
  /** Loudest blocks first. */
  readonly energy: RemovalScores
}

export interface FaithfulnessInput extends RemovalInput {
  readonly map: SaliencyMap
  /** Random orders. @default 5 */
  readonly draws?: number
  /** @default 1 */
  readonly seed?: number
}

export async function faithfulness(input: FaithfulnessInput): Promise<Faithfulness> {
  const { map, logMel, blocks, draws = 5, seed = 1 } = input
  const random = createRandom(seed)
  const controls: RemovalScores[] = []
  for (let draw = 0; draw < draws; draw++) controls.push(await removalScores(input, shuffled(blocks.length, random)))
  const meanOf = (pick: (scores: RemovalScores) => number): number =>
    controls.reduce((sum, c) => sum + pick(c), 0) / draws
  return {
    map: await removalScores(input, largest(blockSums(map, blocks), blocks.length)),
    energy: await removalScores(input, largest(blockSums(logMel, blocks), blocks.length)),
    random: {
      deletion: meanOf(c => c.deletion),
      insertion: meanOf(c => c.insertion),
      aopc: meanOf(c => c.aopc),
      abpc: meanOf(c => c.abpc),
    },
  }
}

/** @param order blocks, most relevant first */
export async function removalScores(input: RemovalInput, order: ArrayLike<number>): Promise<RemovalScores> {
  const deletion = await removalCurve(input, order)
  const insertion = await insertionCurve(input, order)
  const leastFirst = await removalCurve(input, Array.from(order).reverse())
  const falls = deletion.scores.map(score => deletion.scores[0] - score)
  return {
    deletion: areaUnder(deletion),
    insertion: areaUnder(insertion),
    aopc: falls.reduce((sum, fall) => sum + fall, 0) / falls.length,
    abpc: areaUnder(leastFirst) - areaUnder(deletion),
    curves: { deletion, insertion, leastFirst },
  }
}

/**
 * Correlation, over random sets of blocks, of the map's sum on a set with the score's fall when the set is replaced.
 * @param size blocks in a set
 */
export async function faithfulnessCorrelation(
  input: FaithfulnessInput,
  size: number,
  sets = 100,
): Promise<number | null> {
  const { forward, logMel, replacement, blocks, score, map, seed = 1 } = input
  const random = createRandom(seed)
  const sums = blockSums(map, blocks)
  const full = score(await forward(logMel.data, 1, logMel.rows, logMel.cols))
  const [explained, falls]: [number[], number[]] = [[], []]
  for (let set = 0; set < sets; set++) {
    const chosen = subset(blocks.length, size, random)
    const without = Float32Array.from(logMel.data)
    chosen.forEach(block => coverPatch(without, 0, blocks[block], replacement))
    explained.push(chosen.reduce((sum, block) => sum + sums[block], 0))
    falls.push(full - score(await forward(without, 1, logMel.rows, logMel.cols)))
  }
  return pearson(explained, falls)
}

function subset(count: number, size: number, random: Random): Uint32Array {
  return shuffled(count, random).slice(0, size)
}
