import { int, type Graph } from '#engine/onnx/graph'
import { GraphBuilder } from '#engine/onnx/graph-builder'
import { float32 } from '#engine/onnx/tensor'
import { producersOf } from '#engine/onnx/walk'
import { writeGraph } from '#engine/onnx/write-graph'
import { conceptLayer, type ExplainableModel } from '#engine/saliency/explainable-model'
import { names } from '#engine/saliency/graph-names'
import type { Composite } from './composites'
import { linearLayer } from './linear-layer'
import { oneChannelStep, takesOneChannel } from './one-channel-step'
import { propagate, ruleOf } from './propagate'
import { materialise, whole, type Relevance } from './relevance'
import type { StepContext } from './step-context'
import { channelSums, reachedInput, startOf, type RelevancePlan } from './write-relevance'

/**
 * Concept relevance propagation as an ONNX graph: a concept is a channel of a layer, its map the relevance that passes
 * through that channel alone [achtibat2023]. All concepts of a run share the forward pass and every denominator, and so
 * are those of one clip.
 *
 * Conventions: with parallel paths excluded the pass restarts at the layer, so only paths through it count; several
 * layers chain, from the output to the input. Otherwise masks apply in place in one pass, and paths beside the layer
 * keep their relevance. Rows of the maps: concepts.
 */
export interface ConceptPlan {
  readonly composite: Composite
  readonly start: RelevancePlan['start']
  /** From the one nearest to the output to the one nearest to the input. */
  readonly layers: readonly string[]
  /** 'top': the channels of highest relevance, names.count of them. 'masks': names.mask(i) says what is kept. */
  readonly select: 'top' | 'masks'
  readonly isParallelExcluded: boolean
  /** Whether relevance at the (first) layer is that of the target, or the layer's own activation: no target then. */
  readonly from: 'target' | 'activation'
  /** Layers whose relevance per channel is wanted under each condition. */
  readonly record: readonly string[]
}

/**
 * Inputs: the model's; names.target; names.count or names.mask(i) [rows x channels].
 * Outputs: names.logits, names.maps [rows x ...input], names.ids ('top'), and names.concepts(i): of plan.layers[0]
 * without conditions (i = 0, where its relevance is computed), then of plan.record under each.
 */
export function writeConceptGraph(model: ExplainableModel, plan: ConceptPlan): Uint8Array<ArrayBuffer> {
  if (plan.select === 'top' && (plan.layers.length > 1 || !plan.isParallelExcluded)) {
    throw new Error(
      'the highest concepts are those of one layer, with parallel paths excluded; name the others by masks',
    )
  }
  const b = new GraphBuilder(ofOneClip(model.graph))
  const clips: StepContext = { b, model, composite: plan.composite, rows: 'clips' }
  const rows: StepContext = { ...clips, rows: 'concepts' }
  b.output(names.logits, model.logits)
  const relevanceOf = plan.isParallelExcluded ? restarted(clips, rows, plan) : inPlace(rows, plan)
  b.output(names.maps, materialise(b, reachedInput(rows, relevanceOf)))
  plan.record.forEach((layer, i) => b.output(names.concepts(i + 1), channelSums(rows, layer, relevanceOf)))
  return writeGraph(b.build())
}

function ofOneClip(graph: Graph): Graph {
  const [{ dims, ...input }] = graph.inputs
  return { ...graph, inputs: [{ ...input, dims: dims && [1, ...dims.slice(1)] }] }
}

type RelevanceOf = (tensor: string) => Relevance | null

/** The pass ends at each layer, what reached it is masked, and a new pass begins with only that. */
function restarted(clips: StepContext, rows: StepContext, plan: ConceptPlan): RelevanceOf {
  const { b, model } = clips
  const layers = plan.layers.map(layer => conceptLayer(model, layer))
  const [first, ...lower] = layers
  const stop = (tensor: string): { stopAt: ReadonlySet<string> } => ({ stopAt: new Set([tensor]) })

  const reached: RelevanceOf =
    plan.from === 'activation'
      ? () => whole(first.tensor)
      : propagate(clips, model.logits, startOf(clips, plan.start), stop(first.tensor))
  const sums = channelSums(clips, plan.layers[0], reached)
  b.output(names.concepts(0), sums)
  const mask = plan.select === 'top' ? topChannels(clips, sums, first.channels) : maskInput(clips, 0, first.channels)
  const relevance = reached(first.tensor)
  const coef = relevance ? materialise(b, relevance) : b.node('Mul', [first.tensor, b.scalar(0)])
  const layer = plan.select === 'top' ? producersOf(model.graph).get(first.tensor) : undefined
  if (layer && takesOneChannel(layer)) {
    const below = oneChannelStep(rows, linearLayer(b, model, layer), ruleOf(rows, layer), coef, mask)
    return propagate(rows, layer.inputs[0], below)
  }
  let start: Relevance = { base: overSpace(clips, mask, first.rank), coef, isSpread: true }
  let from = first.tensor
  lower.forEach(({ tensor, channels, rank }, i) => {
    const next = propagate(rows, from, start, stop(tensor))(tensor)
    const kept = overSpace(rows, maskInput(rows, i + 1, channels), rank)
    const full = next ? materialise(b, next) : b.node('Mul', [tensor, b.scalar(0)])
    start = whole(b.node('Mul', [full, kept]))
    from = tensor
  })
  return propagate(rows, from, start)
}

function inPlace(rows: StepContext, plan: ConceptPlan): RelevanceOf {
  const { b, model } = rows
  const replace = new Map(
    plan.layers.map((layer, i) => {
      const { tensor, channels, rank } = conceptLayer(model, layer)
      const mask = overSpace(rows, maskInput(rows, i, channels), rank)
      return [
        tensor,
        ({ base, coef, isSpread }: Relevance): Relevance => ({ base: b.node('Mul', [base, mask]), coef, isSpread }),
      ] as const
    }),
  )
  return propagate(rows, model.logits, startOf(rows, plan.start), { replace })
}

function maskInput({ b }: StepContext, layer: number, channels: number): string {
  return b.input(names.mask(layer), 'float32', ['rows', channels])
}

/** One-hot rows of the channels with the highest relevance: [count x channels]. */
function topChannels({ b }: StepContext, sums: string, channels: number): string {
  const count = b.input(names.count, 'int64', [1])
  const ids = b.topIndices(sums, count)
  b.output(names.ids, ids, 'int64')
  const depth = b.constant(`depth ${channels}`, () => ({
    type: 'int64',
    dims: [],
    data: BigInt64Array.of(BigInt(channels)),
  }))
  const hot = b.node('OneHot', [ids, depth, b.constant('off on', () => float32([2], [0, 1]))], { axis: int(-1) })
  return b.node('Reshape', [hot, b.vector([-1, channels])])
}

function overSpace({ b }: StepContext, mask: string, rank: number): string {
  return b.unsqueeze(
    mask,
    Array.from({ length: rank - 2 }, (_, i) => i + 2),
  )
}
