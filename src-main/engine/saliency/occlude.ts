import { CueScopeError } from '#engine/base/errors'
import { softmax } from '#engine/stats/softmax'
import { chooseCuts, type Cut } from './cuts'
import { mapOfDrops } from './occlusion-map'
import { packedLogits, type OccludedLogits, type Stage } from './packed-occlusion'
import { patchGrid, type Patch, type PatchSettings } from './patches'
import { plainLogits } from './plain-occlusion'
import { findPooledTrunk, type PooledTrunk } from './pooled-trunk'
import { targetScore, type Explanation, type Question, type Subject } from './subject'
import { writePackedOcclusion, writeStage, writeTrunk } from './write-packed-occlusion'

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

export interface PackingOptions {
  /** Where a packed trunk is cut into stages. @default where it costs least */
  readonly cuts?: readonly Cut[]
  readonly valuesKept?: number
}

export async function occludedLogits(
  subject: Subject,
  question: Question,
  patches: readonly Patch[],
  { cuts, valuesKept }: PackingOptions = {},
): Promise<OccludedLogits & { isPacked: boolean }> {
  const { model } = subject
  const trunk = packedTrunk(subject)
  if (model instanceof CueScopeError || !trunk)
    return { ...(await plainLogits({ ...question, forward: subject.forward }, patches)), isPacked: false }
  const chosen = cuts ?? chooseCuts(model, trunk, patches, question.logMel.cols)
  const tensors = [model.input, ...chosen.map(({ tensor }) => tensor)]
  const runTrunk = await subject.graph(`trunk ${tensors}`, () => writeTrunk(model, trunk, tensors.slice(1)))
  const stages: Stage[] = []
  for (const [index, cut] of chosen.entries()) {
    const from = tensors[index]
    const run = await subject.graph(`stage ${from},${cut.tensor}`, () => writeStage(model, from, cut.tensor))
    stages.push({ cut, run })
  }
  const last = tensors.at(-1)!
  const runPacked = await subject.graph(`packed occlusion ${last}`, () => writePackedOcclusion(model, trunk, last))
  const input = { ...question, model, trunk, runTrunk, stages, runPacked, valuesKept }
  return { ...(await packedLogits(input, patches)), isPacked: true }
}

/** What lets windows share runs; null: the model isn't built that way. */
export function packedTrunk({ model }: Subject): PooledTrunk | null {
  return model instanceof CueScopeError ? null : findPooledTrunk(model)
}
