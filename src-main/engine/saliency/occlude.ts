import { CueScopeError } from '#engine/base/errors'
import { softmax } from '#engine/stats/softmax'
import { mapOfDrops } from './occlusion-map'
import { packedLogits, type OccludedLogits } from './packed-occlusion'
import { patchGrid, type Patch, type PatchSettings } from './patches'
import { plainLogits } from './plain-occlusion'
import { findPooledTrunk } from './pooled-trunk'
import { targetScore, type Explanation, type Question, type Subject } from './subject'
import { writePackedOcclusion, writeTrunk } from './write-packed-occlusion'

export interface OcclusionMethodSettings extends PatchSettings {
  /** Drop of the target's probability or of its logit. */
  readonly score: 'probability' | 'logit'
}

export const occlusionDefaults: OcclusionMethodSettings = {
  patchMels: 8,
  patchFrames: 15,
  strideMels: 4,
  strideFrames: 8,
  score: 'probability',
}

/** Occlusion, packed where the model's graph allows it, else patch by patch; `facts.isPacked` says which. */
export async function occlusion(
  subject: Subject,
  question: Question,
  settings: OcclusionMethodSettings,
): Promise<Explanation> {
  const { logMel, target } = question
  const patches = patchGrid(logMel.rows, logMel.cols, settings)
  const { base, occluded, isPacked } = await occludedLogits(subject, question, patches)
  const score = (logits: Float32Array): number =>
    targetScore(target, settings.score === 'logit' ? logits : softmax(logits))
  const full = score(base)
  const map = mapOfDrops(
    patches,
    occluded.map(logits => full - score(logits)),
    logMel.rows,
    logMel.cols,
  )
  return { map, logits: base, facts: { isPacked: isPacked ? 1 : 0, patches: patches.length } }
}

export async function occludedLogits(
  subject: Subject,
  question: Question,
  patches: readonly Patch[],
): Promise<OccludedLogits & { isPacked: boolean }> {
  const { model } = subject
  const trunk = model instanceof CueScopeError ? null : findPooledTrunk(model)
  if (model instanceof CueScopeError || !trunk)
    return { ...(await plainLogits({ ...question, forward: subject.forward }, patches)), isPacked: false }
  const runTrunk = await subject.graph('trunk', () => writeTrunk(model, trunk))
  const runPacked = await subject.graph('packed occlusion', () => writePackedOcclusion(model, trunk))
  return { ...(await packedLogits({ ...question, model, trunk, runTrunk, runPacked }, patches)), isPacked: true }
}
