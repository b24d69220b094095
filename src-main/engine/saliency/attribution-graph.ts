/**
 * Which channels of lower layers a concept is made of, for this clip and target [achtibat2023]: the relevance of the
 * concept, followed into the layers that feed it, their highest channels, and so on downwards.
 *
 * Conventions: an edge's weight is the channel's relevance under the condition above it, as a share of the magnitudes of
 * its layer; sums are over space. As the authors do it, the first concept stays a condition on every level, and paths
 * beside a conditioned layer keep their relevance unless told otherwise.
 */
import { producersOf } from '#engine/onnx/walk'
import { float32 } from '#engine/onnx/tensor'
import { conceptLayer, type ExplainableModel } from './explainable-model'
import { names } from './graph-names'
import { composites } from '#engine/saliency/lrp/composites'
import { writeConceptGraph } from '#engine/saliency/lrp/write-concepts'
import { largest } from '#engine/stats/ranks'
import { boxFeeds, clipFeeds, type RelevanceSettings } from './relevance-map'
import { graphOf, type Question, type Subject } from './subject'

export interface AttributionGraphSettings extends RelevanceSettings {
  readonly layer: string
  readonly channel: number
  /** Channels followed per layer, one number a level down. */
  readonly widths: readonly number[]
  /** @default false */
  readonly isParallelExcluded: boolean
}

export interface ConceptNode {
  readonly layer: string
  readonly channel: number
}

export interface ConceptEdge {
  readonly from: ConceptNode
  /** In a layer that feeds `from`'s. */
  readonly to: ConceptNode
  readonly weight: number
}

export async function attributionGraph(
  subject: Subject,
  question: Question,
  settings: AttributionGraphSettings,
): Promise<{ nodes: ConceptNode[]; edges: ConceptEdge[] }> {
  const root: ConceptNode = { layer: conceptLayer(graphOf(subject), settings.layer).tensor, channel: settings.channel }
  const nodes: ConceptNode[] = [root]
  const edges: ConceptEdge[] = []
  let level: ConceptNode[] = [root]
  for (const width of settings.widths) {
    const next: ConceptNode[] = []
    for (const layer of new Set(level.map(node => node.layer))) {
      const members = level.filter(node => node.layer === layer)
      for (const { from, lower, weights } of await feeding(subject, question, settings, root, members)) {
        for (const channel of largest(weights, width)) {
          const to = { layer: lower, channel }
          edges.push({ from, to, weight: weights[channel] })
          if (!nodes.some(node => node.layer === lower && node.channel === channel)) {
            nodes.push(to)
            next.push(to)
          }
        }
      }
    }
    level = next
  }
  return { nodes, edges }
}

/** Outputs of the convolutions that reach a tensor without another one between. */
export function layersFeeding(model: ExplainableModel, tensor: string): string[] {
  const producers = producersOf(model.graph)
  const found = new Set<string>()
  const open = producers.get(tensor)?.inputs.slice() ?? []
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const producer = producers.get(name)
    if (!producer || !model.live.has(name)) continue
    if (producer.op === 'Conv') found.add(name)
    else open.push(...producer.inputs)
  }
  return [...found].sort()
}

/** Relevance of the lower layers' channels, under the condition of the root and of each member of one layer. */
async function feeding(
  subject: Subject,
  question: Question,
  settings: AttributionGraphSettings,
  root: ConceptNode,
  members: readonly ConceptNode[],
): Promise<{ from: ConceptNode; lower: string; weights: Float32Array }[]> {
  const model = graphOf(subject)
  const { composite, start, residual, isParallelExcluded } = settings
  const [{ layer }] = members
  const lowers = layersFeeding(model, layer)
  if (lowers.length === 0) return []
  const layers = layer === root.layer ? [layer] : [root.layer, layer]
  const key = `attribution ${composite} ${start} ${residual} ${isParallelExcluded} ${layers.join(' ')}`
  const run = await subject.graph(key, () =>
    writeConceptGraph(model, {
      composite: { ...composites[composite], sum: residual },
      start,
      layers,
      select: 'masks',
      isParallelExcluded,
      from: 'target',
      record: lowers,
    }),
  )
  const masks = layers.map((name, i) => {
    const { channels } = conceptLayer(model, name)
    const kept = name === layer ? members.map(({ channel }) => channel) : members.map(() => root.channel)
    const mask = new Float32Array(members.length * channels)
    kept.forEach((channel, row) => (mask[row * channels + channel] = 1))
    return [names.mask(i), float32([members.length, channels], mask)] as const
  })
  const outputs = await run({
    ...clipFeeds(subject, question, isParallelExcluded ? 1 : members.length),
    ...boxFeeds(subject, question, composite),
    ...Object.fromEntries(masks),
  })
  return lowers.flatMap((lower, i) => {
    const sums = outputs[names.concepts(i + 1)].data as Float32Array
    const channels = sums.length / members.length
    return members.map((from, row) => ({
      from,
      lower,
      weights: shares(sums.slice(row * channels, (row + 1) * channels)),
    }))
  })
}

function shares(sums: Float32Array): Float32Array {
  const magnitude = sums.reduce((total, value) => total + Math.abs(value), 0) || 1
  return sums.map(value => value / magnitude)
}
