import type { Matrix } from '#engine/base/matrix'
import { coverPatch, type Patch } from '#engine/saliency/patches'
import type { Forward, SaliencyMap } from '#engine/saliency/saliency'

/** What the curves are measured on: the clip in blocks, and the score of one label. */
export interface RemovalInput {
  readonly forward: Forward
  readonly logMel: Matrix
  readonly replacement: Matrix
  /** Features: they tile the log-Mel. */
  readonly blocks: readonly Patch[]
  /** Of one row of logits, e.g. the label's probability. */
  readonly score: (logits: Float32Array) => number
  /** Points of a curve beside its start. @default 20 */
  readonly steps?: number
}

/** Score against the share of blocks replaced (or put back), from none to all, evenly spaced. */
export interface RemovalCurve {
  readonly shares: readonly number[]
  readonly scores: readonly number[]
}

/** Of one run of the model: larger batches gain nothing and take memory. */
export const BINS_PER_CALL = 1 << 17

/** Replaces the blocks in the order given, first to last [samek2017]. */
export function removalCurve(input: RemovalInput, order: ArrayLike<number>): Promise<RemovalCurve> {
  return curve(input, order, input.logMel, input.replacement)
}

/** Starts from the replacement and puts the clip's blocks back in the order given [petsiuk2018]. */
export function insertionCurve(input: RemovalInput, order: ArrayLike<number>): Promise<RemovalCurve> {
  return curve(input, order, input.replacement, input.logMel)
}

async function curve(input: RemovalInput, order: ArrayLike<number>, from: Matrix, to: Matrix): Promise<RemovalCurve> {
  const { forward, logMel, blocks, score, steps = 20 } = input
  const size = logMel.data.length
  const counts = Array.from({ length: steps + 1 }, (_, step) => Math.round((step * blocks.length) / steps))
  const current = Float32Array.from(from.data)
  const perCall = Math.max(1, Math.floor(BINS_PER_CALL / size))
  const scores: number[] = []
  let done = 0
  for (let first = 0; first < counts.length; first += perCall) {
    const chunk = counts.slice(first, first + perCall)
    const batch = new Float32Array(chunk.length * size)
    chunk.forEach((count, i) => {
      for (; done < count; done++) coverPatch(current, 0, blocks[order[done]], to)
      batch.set(current, i * size)
    })
    const logits = await forward(batch, chunk.length, logMel.rows, logMel.cols)
    const labels = logits.length / chunk.length
    chunk.forEach((_, i) => scores.push(score(logits.subarray(i * labels, (i + 1) * labels))))
  }
  return { shares: counts.map(count => count / blocks.length), scores }
}

/** Area under a curve by trapezoids, over shares from 0 to 1. */
export function areaUnder({ shares, scores }: RemovalCurve): number {
  let area = 0
  for (let i = 1; i < shares.length; i++) area += ((scores[i] + scores[i - 1]) / 2) * (shares[i] - shares[i - 1])
  return area
}

/** Sum of the map over each block. */
export function blockSums(map: SaliencyMap, blocks: readonly Patch[]): Float64Array {
  return Float64Array.from(blocks, block => {
    let sum = 0
    for (let mel = block.mel; mel < block.melEnd; mel++) {
      for (let frame = block.frame; frame < block.frameEnd; frame++) sum += map.data[mel * map.cols + frame]
    }
    return sum
  })
}
