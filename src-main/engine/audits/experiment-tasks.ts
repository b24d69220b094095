import type { ErrorBody } from '#contracts/error'
import type { JudgeSettings } from '#contracts/experiments/faithfulness'
import type { ReferenceClipsSettings } from '#contracts/experiments/reference-clips'
import type { SaliencyMethod } from '#contracts/settings'
import { clipActivations } from '#engine/activations/clip-activations'
import { CueScopeError, toErrorBody } from '#engine/base/errors'
import { hash32 } from '#engine/base/hash'
import { judgeControl, judgeMap, judgeTogether, type JudgedClip } from '#engine/judge-map'
import { labelIndex } from '#engine/models/prediction'
import { explainBy, replacementFor, targetWeights, type LoadedModel, type ModelView } from '#engine/pipeline'
import { channelPeaks } from '#engine/saliency/reference-clips'
import { defaultLayer, saliencyMethods } from '#engine/saliency/registry'
import { createRandom } from '#engine/stats/random'
import type { ClipPeaks, PartFigures, Task, TriedMethods } from './protocol'
import { viewOfInput } from './view-of-input'

type TaskOf<K extends Task['kind']> = Extract<Task, { readonly kind: K }>

/**
 * A task's question about a clip of which the model sees this. Chance differs from clip to clip: one unlucky order would
 * else be every clip's, and their mean no better than one draw.
 */
export function judgedClip(
  { judge, seed, sha256 }: { readonly judge: JudgeSettings; readonly seed: number; readonly sha256: string | null },
  view: ModelView,
  model: LoadedModel,
  label: string,
): JudgedClip {
  return { view, model, label: labelIndex(model.labels, label), judge, seed: hash32(`${seed} ${sha256 ?? ''}`) }
}

export async function judgePart(
  { part, settings }: TaskOf<'judge-part'>,
  clip: JudgedClip,
  redrawn: () => Promise<LoadedModel | null>,
): Promise<PartFigures> {
  if (part === 'random' || part === 'energy') return judgeControl(part, clip)
  if (part === 'both') return judgeTogether(clip, settings)
  const { removal, ...findings } = await judgeMap(part, clip, settings, redrawn)
  const { deletion, insertion, aopc, abpc } = removal
  return { deletion, insertion, aopc, abpc, ...findings }
}

export async function clipPeaks(
  { layer, composite, residual }: ReferenceClipsSettings,
  view: ModelView,
  model: LoadedModel,
  label: string,
): Promise<ClipPeaks> {
  const { input, axis } = view
  const question = {
    logMel: input,
    target: targetWeights(model.labels, label),
    replacement: replacementFor('mean', view, model.frontEnd),
  }
  const tensor = tensorOf(model, layer)
  // From 1: with a negative logit the least relevant channels would come out as the most relevant ones.
  const peaks = await channelPeaks(model.subject, question, tensor, { composite, residual, start: 'one' })
  const toSec = (frames: Float32Array): Float32Array =>
    frames.map(frame => Math.max(0, Math.min(axis.durationSec, axis.startSec + frame * axis.hopSec)))
  const { relevance, activation, relevantFrames, activeFrames } = peaks
  return {
    ...{ layer: tensor, relevance, activation },
    relevantSec: toSec(relevantFrames),
    activeSec: toSec(activeFrames),
  }
}

export async function tryMethods(
  { methods, peaks, activations, settings }: TaskOf<'try-methods'>,
  model: LoadedModel,
): Promise<TriedMethods> {
  const view = noiseView(model)
  const [label] = model.labels
  const target = targetWeights(model.labels, label)
  const tried: Partial<Record<SaliencyMethod, ErrorBody | null>> = {}
  for (const method of methods)
    tried[method] = saliencyMethods[method].needsGraph
      ? await obstacleTo(explainBy(method, view, model, target, settings))
      : null
  return {
    methods: tried,
    peaks: peaks && (await obstacleTo(clipPeaks(peaks, view, model, label))),
    activations: activations ? await obstacleTo(clipActivations(model.subject, view.input)) : null,
  }
}

async function obstacleTo(attempt: Promise<unknown>): Promise<ErrorBody | null> {
  try {
    await attempt
    return null
  } catch (error) {
    if (error instanceof CueScopeError) return toErrorBody(error)
    throw error
  }
}

/** A second or so of noise, as long as the model takes it. */
function noiseView({ frontEnd }: LoadedModel): ModelView {
  const cols = Math.min(Math.max(frontEnd.minFrames, 100), frontEnd.maxFrames)
  const random = createRandom(1)
  const data = Float32Array.from({ length: frontEnd.nMels * cols }, () => random.normal())
  return viewOfInput({ data, rows: frontEnd.nMels, cols }, frontEnd)
}

function tensorOf({ layers, subject }: LoadedModel, layer: string): string {
  return layer === '' ? defaultLayer(subject) : (layers.get(layer) ?? layer)
}
