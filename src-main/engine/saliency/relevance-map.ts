import { float32 } from '#engine/onnx/tensor'
import { inputDims } from './explainable-model'
import { names } from './graph-names'
import { composites, type CompositeName } from '#engine/saliency/lrp/composites'
import { BOX_HIGH, BOX_LOW } from '#engine/saliency/lrp/linear-step'
import { writeRelevanceGraph } from '#engine/saliency/lrp/write-relevance'
import { graphOf, targetScore, type Explanation, type Question, type Subject } from './subject'
import type { Tensor } from '#engine/onnx/tensor'

export interface RelevanceSettings {
  readonly composite: CompositeName
  /** Relevance starts from the target's logit, or from 1: a negative logit turns the sign of the whole map. */
  readonly start: 'logit' | 'one'
  /** Sums of branches: relevance by each branch's share, or all of it to each as plain scripts do. */
  readonly residual: 'norm' | 'both'
}

export const relevanceDefaults: RelevanceSettings = { composite: 'epsilon-plus-flat', start: 'logit', residual: 'norm' }

export interface RelevanceExplanation extends Explanation {
  /** Relevance per channel of each layer asked for. */
  readonly concepts: readonly Float32Array[]
}

/** Layer-wise relevance propagation; `facts.share` is the map's sum per unit of what it started from. */
export async function relevanceMap(
  subject: Subject,
  question: Question,
  settings: RelevanceSettings = relevanceDefaults,
  layers: readonly string[] = [],
): Promise<RelevanceExplanation> {
  const model = graphOf(subject)
  const composite = { ...composites[settings.composite], sum: settings.residual }
  const key = `lrp ${settings.composite} ${settings.start} ${settings.residual} ${layers.join(' ')}`
  const run = await subject.graph(key, () => writeRelevanceGraph(model, { composite, start: settings.start, layers }))
  const outputs = await run({ ...clipFeeds(subject, question), ...boxFeeds(subject, question, settings.composite) })
  const logits = outputs[names.logits].data as Float32Array
  const map = { ...question.logMel, data: outputs[names.map].data as Float32Array }
  const sum = map.data.reduce((total, value) => total + value, 0)
  const from =
    settings.start === 'logit' ? targetScore(question.target, logits) : question.target.reduce((a, b) => a + b, 0)
  const concepts = layers.map((_, i) => outputs[names.concepts(i)].data as Float32Array)
  return { map, logits, concepts, facts: { sum, share: from === 0 ? 0 : sum / from } }
}

/** The log-Mel and the target, for one clip and any number of targets' rows. */
export function clipFeeds(subject: Subject, { logMel, target }: Question, rows = 1): Record<string, Tensor> {
  const model = graphOf(subject)
  const targets = new Float32Array(rows * target.length)
  for (let row = 0; row < rows; row++) targets.set(target, row * target.length)
  return {
    [model.input]: float32([1, ...inputDims(model, logMel)], logMel.data),
    [names.target]: float32([rows, target.length], targets),
  }
}

/** zB needs the range of the input: per band, from silence to the clip's loudest bin of that band. */
export function boxFeeds(
  subject: Subject,
  { logMel, replacement }: Question,
  composite: CompositeName,
): Record<string, Tensor> {
  if (composites[composite].first?.name !== 'z-box') return {}
  const [low, high] = [new Float32Array(logMel.rows), new Float32Array(logMel.rows)]
  for (let mel = 0; mel < logMel.rows; mel++) {
    const [start, end] = [mel * logMel.cols, (mel + 1) * logMel.cols]
    const values = [logMel, replacement].map(({ data }) => data.subarray(start, end))
    low[mel] = values.flatMap(band => Array.from(band)).reduce((a, b) => Math.min(a, b), Infinity)
    high[mel] = values.flatMap(band => Array.from(band)).reduce((a, b) => Math.max(a, b), -Infinity)
  }
  const model = graphOf(subject)
  const rank = model.shapes.get(model.firstLinear?.inputs[0] ?? '')?.length
  const dims = rank === 3 ? [1, logMel.rows, 1] : [1, 1, logMel.rows, 1]
  return { [BOX_LOW]: float32(dims, low), [BOX_HIGH]: float32(dims, high) }
}
