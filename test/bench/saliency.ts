import type { Matrix } from '#engine/base/matrix'
import { concepts, conceptDefaults } from '#engine/saliency/crp'
import { occlusion } from '#engine/saliency/occlude'
import { relevanceMap } from '#engine/saliency/relevance-map'
import { perBand } from '#engine/saliency/replacement'
import { oneHot, type Question, type Subject } from '#engine/saliency/subject'

/** Milliseconds a clip, the best of the repeats, per stage. */
export interface SaliencyTimes {
  readonly predict: number
  readonly occlusion: number
  readonly lrp: number
  readonly crp: number
}

export interface SaliencyBenchOptions {
  /** Tensor whose channels are the concepts. */
  readonly layer: string
  readonly repeats: number
}

/** Patches of 8 x 15 at strides 4 x 5, ten concepts: what bench/peers/saliency.py does with captum and zennit-crp. */
export async function timeSaliency(
  subject: Subject,
  logMel: Matrix,
  { layer, repeats }: SaliencyBenchOptions,
): Promise<SaliencyTimes> {
  const logits = await subject.forward(logMel.data, 1, logMel.rows, logMel.cols)
  const target = oneHot(logits.indexOf(Math.max(...logits)), logits.length)
  const question: Question = { logMel, target, replacement: perBand(new Float32Array(logMel.rows), logMel.cols) }
  const patch = { patchMels: 8, patchFrames: 15, strideMels: 4, strideFrames: 5, score: 'logit' as const }
  return {
    predict: await best(repeats, () => subject.forward(logMel.data, 1, logMel.rows, logMel.cols)),
    occlusion: await best(repeats, () => occlusion(subject, question, patch)),
    lrp: await best(repeats, () => relevanceMap(subject, question)),
    crp: await best(repeats, () => concepts(subject, question, { ...conceptDefaults, layer, channels: 10 })),
  }
}

async function best(repeats: number, work: () => Promise<unknown>): Promise<number> {
  let shortest = Infinity
  await work()
  for (let i = 0; i < repeats; i++) {
    const started = performance.now()
    await work()
    shortest = Math.min(shortest, performance.now() - started)
  }
  return shortest
}
