/**
 * Whether a map tells what the model uses: blocks are taken away in the map's order, and the score must fall fast.
 *
 * Conventions: blocks tile the log-Mel and are replaced as in occlusion. Every number stands beside two controls, the
 * same measured with blocks in random order and in the order of their energy, so that it means something.
 *
 * References: [samek2017] pixel flipping, AOPC, ABPC; [petsiuk2018] deletion and insertion.
 */
import type { Matrix } from '#engine/base/matrix'
import { largest } from '#engine/stats/ranks'
import { createRandom, shuffled } from '#engine/stats/random'
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

/** Scores without their curves: what is left of several random orders. */
export type MeanRemovalScores = Omit<RemovalScores, 'curves'>

/** The blocks of a map, those of largest sum first. */
export function orderOf(map: SaliencyMap, blocks: RemovalInput['blocks']): Uint32Array {
  return largest(blockSums(map, blocks), blocks.length)
}

/** The control: loudest blocks first, by their mean, so that a block cut at the edge is not taken for a quiet one. */
export function energyOrder(levels: Matrix, blocks: RemovalInput['blocks']): Uint32Array {
  const means = blockSums(levels, blocks).map((sum, i) => {
    const { mel, melEnd, frame, frameEnd } = blocks[i]
    return sum / ((melEnd - mel) * (frameEnd - frame))
  })
  return largest(means, blocks.length)
}

/** The control: blocks in random order, the mean over some draws. */
export async function randomScores(input: RemovalInput, draws: number, seed: number): Promise<MeanRemovalScores> {
  const random = createRandom(seed)
  const mean = { deletion: 0, insertion: 0, aopc: 0, abpc: 0 }
  for (let draw = 0; draw < draws; draw++) {
    const scores = await removalScores(input, shuffled(input.blocks.length, random))
    for (const key of Object.keys(mean) as (keyof typeof mean)[]) mean[key] += scores[key] / draws
  }
  return mean
}

/** @param order blocks, most relevant first */
export async function removalScores(input: RemovalInput, order: ArrayLike<number>): Promise<RemovalScores> {
  const deletion = await removalCurve(input, order)
  const insertion = await insertionCurve(input, order)
  const leastFirst = mirrored(insertion)
  const falls = deletion.scores.map(score => deletion.scores[0] - score)
  return {
    deletion: areaUnder(deletion),
    insertion: areaUnder(insertion),
    aopc: falls.reduce((sum, fall) => sum + fall, 0) / falls.length,
    abpc: areaUnder(leastFirst) - areaUnder(deletion),
    curves: { deletion, insertion, leastFirst },
  }
}

/** With the most relevant blocks put back, the least relevant ones are away: the same clips, counted from the other end. */
function mirrored({ shares, scores }: RemovalCurve): RemovalCurve {
  return { shares: shares.map(share => 1 - share).reverse(), scores: [...scores].reverse() }
}
