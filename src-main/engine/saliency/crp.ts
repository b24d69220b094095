import { CueScopeError } from '#engine/base/errors'
import { float32, int64 } from '#engine/onnx/tensor'
import { conceptLayer } from './explainable-model'
import { names } from './graph-names'
import { composites } from '#engine/saliency/lrp/composites'
import { writeConceptGraph } from '#engine/saliency/lrp/write-concepts'
import { largest } from '#engine/stats/ranks'
import { boxFeeds, clipFeeds, relevanceDefaults, relevanceMap, type RelevanceSettings } from './relevance-map'
import type { SaliencyMap } from './saliency'
import { graphOf, type Question, type Subject } from './subject'

/** Rows of one run: memory grows with them, and more gain nothing. */
const CONCEPTS_PER_RUN = 32

export interface ConceptSettings extends RelevanceSettings {
  /** Tensor name of the layer whose channels are the concepts. */
  readonly layer: string
  /** The channels of highest relevance, so many; or these channels. @default 10 */
  readonly channels: number | readonly number[]
  /** Only paths through the layer count. @default true */
  readonly isParallelExcluded: boolean
}

export const conceptDefaults: Omit<ConceptSettings, 'layer'> = {
  ...relevanceDefaults,
  channels: 10,
  isParallelExcluded: true,
}

export interface Concept {
  readonly channel: number
  /** Relevance of the channel for the target, with its sign. */
  readonly relevance: number
  /** The same as a share of all channels' magnitudes. */
  readonly share: number
  /** The relevance that passes through the channel. */
  readonly map: SaliencyMap
}

export interface ConceptExplanation {
  readonly logits: Float32Array
  /** Of every channel of the layer, with its sign. */
  readonly relevances: Float32Array
  /** In the order asked for; the highest first where a number was asked for. */
  readonly concepts: readonly Concept[]
}

/**
 * Concept relevance propagation [achtibat2023]: how much each channel of a layer has to do with the target, and where
 * in the clip. One run of one graph for the highest channels; up to 32 concepts a run where they are named.
 */
export async function concepts(
  subject: Subject,
  question: Question,
  settings: ConceptSettings,
): Promise<ConceptExplanation> {
  const { channels: count } = conceptLayer(graphOf(subject), settings.layer)
  const asked = settings.channels
  if (typeof asked !== 'number') {
    const unknown = asked.find(channel => !Number.isInteger(channel) || channel < 0 || channel >= count)
    if (unknown !== undefined)
      throw new CueScopeError('bad-option', `The layer has the channels 0 to ${count - 1}, not ${unknown}.`, {
        channel: unknown,
      })
    return namedConcepts(subject, question, settings, asked)
  }
  const top = Math.min(asked, count)
  if (top <= CONCEPTS_PER_RUN && settings.isParallelExcluded) return topConcepts(subject, question, settings, top)
  const {
    concepts: [relevances],
  } = await relevanceMap(subject, question, settings, [settings.layer])
  return namedConcepts(subject, question, settings, [...largest(relevances, top)])
}

async function topConcepts(
  subject: Subject,
  question: Question,
  settings: ConceptSettings,
  count: number,
): Promise<ConceptExplanation> {
  const run = await conceptRunner(subject, settings, 'top')
  const outputs = await run({
    ...clipFeeds(subject, question),
    ...boxFeeds(subject, question, settings.composite),
    [names.count]: int64([count]),
  })
  const relevances = outputs[names.concepts(0)].data as Float32Array
  const ids = Array.from(outputs[names.ids].data as BigInt64Array, Number)
  const maps = outputs[names.maps].data as Float32Array
  return {
    logits: outputs[names.logits].data as Float32Array,
    relevances,
    concepts: ids.map((channel, row) => conceptOf(question, relevances, channel, maps, row)),
  }
}

async function namedConcepts(
  subject: Subject,
  question: Question,
  settings: ConceptSettings,
  channels: readonly number[],
): Promise<ConceptExplanation> {
  const model = graphOf(subject)
  const { channels: channelCount } = conceptLayer(model, settings.layer)
  const {
    concepts: [relevances],
    logits,
  } = await relevanceMap(subject, question, settings, [settings.layer])
  const run = await conceptRunner(subject, settings, 'masks')
  const found: Concept[] = []
  for (let first = 0; first < channels.length; first += CONCEPTS_PER_RUN) {
    const chunk = channels.slice(first, first + CONCEPTS_PER_RUN)
    const masks = new Float32Array(chunk.length * channelCount)
    chunk.forEach((channel, row) => (masks[row * channelCount + channel] = 1))
    const outputs = await run({
      ...clipFeeds(subject, question, settings.isParallelExcluded ? 1 : chunk.length),
      ...boxFeeds(subject, question, settings.composite),
      [names.mask(0)]: float32([chunk.length, channelCount], masks),
    })
    const maps = outputs[names.maps].data as Float32Array
    chunk.forEach((channel, row) => found.push(conceptOf(question, relevances, channel, maps, row)))
    question.onProgress?.((first + chunk.length) / channels.length)
  }
  return { logits, relevances, concepts: found }
}

function conceptRunner(subject: Subject, settings: ConceptSettings, select: 'top' | 'masks') {
  const { composite, start, residual, layer, isParallelExcluded } = settings
  const key = `crp ${composite} ${start} ${residual} ${select} ${isParallelExcluded} ${layer}`
  return subject.graph(key, () =>
    writeConceptGraph(graphOf(subject), {
      composite: { ...composites[composite], sum: residual },
      start,
      layers: [layer],
      select,
      isParallelExcluded,
      from: 'target',
      record: [],
    }),
  )
}

function conceptOf(
  { logMel }: Question,
  relevances: Float32Array,
  channel: number,
  maps: Float32Array,
  row: number,
): Concept {
  const size = logMel.data.length
  const magnitude = relevances.reduce((sum, value) => sum + Math.abs(value), 0)
  return {
    channel,
    relevance: relevances[channel],
    share: magnitude === 0 ? 0 : relevances[channel] / magnitude,
    map: { ...logMel, data: maps.subarray(row * size, (row + 1) * size) },
  }
}
