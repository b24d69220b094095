import type { Matrix } from '#engine/base/matrix'
import { CueScopeError } from '#engine/base/errors'
import { relativeDistance } from '#engine/onnx/compare-runs'
import type { LoadedModel } from '#engine/pipeline'
import { createRandom } from '#engine/stats/random'
import { explainWith } from '#engine/saliency/registry'
import { perBand } from '#engine/saliency/replacement'
import { oneHot } from '#engine/saliency/subject'

export interface ProviderProbe {
  /** Largest difference in logits and maps, relative to the largest value of each. */
  readonly deviation: number
  /** Time of the reference per time of the candidate, for the same work. */
  readonly speedup: number
}

const FRAMES = 100

/** Two clips of noise and silence through both: logits together, an occlusion map, a relevance map where there can be one. */
export async function probeProvider(reference: LoadedModel, candidate: LoadedModel): Promise<ProviderProbe> {
  const work = [logits, occlusionMap, ...(reference.subject.model instanceof CueScopeError ? [] : [relevanceMap])]
  let [deviation, referenceMs, candidateMs] = [0, 0, 0]
  for (const compute of work) {
    // The first time includes making sessions and kernels: the second is timed.
    const [expected, seen] = [await compute(reference), await compute(candidate)]
    deviation = Math.max(deviation, relativeDistance(expected, seen))
    referenceMs += await millisecondsOf(() => compute(reference))
    candidateMs += await millisecondsOf(() => compute(candidate))
  }
  return { deviation, speedup: referenceMs / candidateMs }
}

function logits({ forward, frontEnd }: LoadedModel): Promise<Float32Array> {
  const { rows, cols, data } = noise(frontEnd)
  const pair = new Float32Array(2 * data.length).fill(-2)
  pair.set(data)
  return forward(pair, 2, rows, cols)
}

function occlusionMap(model: LoadedModel): Promise<Float32Array> {
  const patches = { patchMels: 16, patchFrames: 20, strideMels: 16, strideFrames: 20, score: 'logit' }
  return mapBy('occlusion', model, patches)
}

function relevanceMap(model: LoadedModel): Promise<Float32Array> {
  return mapBy('lrp', model, {})
}

async function mapBy(
  method: 'occlusion' | 'lrp',
  { subject, labels, frontEnd }: LoadedModel,
  settings: object,
): Promise<Float32Array> {
  const logMel = noise(frontEnd)
  const replacement = perBand(new Float32Array(logMel.rows), logMel.cols)
  const question = { logMel, replacement, target: oneHot(0, labels.length) }
  return (await explainWith(method, subject, question, settings)).map.data
}

function noise({ nMels, minFrames, maxFrames }: LoadedModel['frontEnd']): Matrix {
  const cols = Math.min(Math.max(minFrames, FRAMES), maxFrames)
  const random = createRandom(1)
  return { rows: nMels, cols, data: Float32Array.from({ length: nMels * cols }, () => random.normal()) }
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}
