import { GraphBuilder } from '#engine/onnx/graph-builder'
import { writeGraph } from '#engine/onnx/write-graph'
import { conceptLayer, type ExplainableModel } from '#engine/saliency/explainable-model'
import { names } from '#engine/saliency/graph-names'
import type { Composite } from './composites'
import { propagate } from './propagate'
import { materialise, times, whole, type Relevance } from './relevance'
import type { StepContext } from './step-context'

/**
 * Layer-wise relevance propagation as an ONNX graph: the model's forward pass with all it computed, and behind it the
 * relevance, layer by layer, back to the input. See why-graph-rewriting.md.
 *
 * Conventions: `target` weighs the labels [clips x labels]; one-hot explains one label, {+1, -1} what speaks for one
 * against another. The map has the input's shape. LRP is linear in the target. A negative logit turns the whole map's
 * sign when starting from 'logit'.
 *
 * References: [bach2015], [montavon2019], [kohlbrenner2020]
 */
export interface RelevancePlan {
  readonly composite: Composite
  /** Relevance of the output: target times logit, or the target itself. */
  readonly start: 'logit' | 'one'
  /** Tensors whose relevance per channel is wanted as well. */
  readonly layers: readonly string[]
}

/** Inputs: the model's, names.target. Outputs: names.logits, names.map, names.concepts(i) [clips x channels]. */
export function writeRelevanceGraph(model: ExplainableModel, plan: RelevancePlan): Uint8Array<ArrayBuffer> {
  const b = new GraphBuilder(model.graph)
  const ctx: StepContext = { b, model, composite: plan.composite, rows: 'clips' }
  const relevanceOf = propagate(ctx, model.logits, startOf(ctx, plan.start))
  b.output(names.logits, model.logits)
  b.output(names.map, materialise(b, reachedInput(ctx, relevanceOf)))
  plan.layers.forEach((layer, i) => b.output(names.concepts(i), channelSums(ctx, layer, relevanceOf)))
  return writeGraph(b.build())
}

export function startOf({ b, model }: StepContext, start: RelevancePlan['start']): Relevance {
  const target = whole(b.input(names.target, 'float32', ['rows', model.labelCount]))
  return start === 'logit' ? times(b, target, model.logits) : target
}

export function reachedInput({ model, b }: StepContext, relevanceOf: (tensor: string) => Relevance | null): Relevance {
  return relevanceOf(model.input) ?? whole(b.node('Mul', [model.input, b.scalar(0)]))
}

/** Relevance of a layer summed over space: [rows x channels]. */
export function channelSums(
  ctx: StepContext,
  layer: string,
  relevanceOf: (tensor: string) => Relevance | null,
): string {
  const { tensor, rank } = conceptLayer(ctx.model, layer)
  const reached = relevanceOf(tensor)
  const full = reached ? materialise(ctx.b, reached) : ctx.b.node('Mul', [tensor, ctx.b.scalar(0)])
  const space = Array.from({ length: rank - 2 }, (_, i) => i + 2)
  return space.length === 0 ? full : ctx.b.reduceSum(full, space, false)
}
