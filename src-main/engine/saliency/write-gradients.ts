import { GraphBuilder } from '#engine/onnx/graph-builder'
import { writeGraph } from '#engine/onnx/write-graph'
import { conceptLayer, type ExplainableModel } from './explainable-model'
import { names } from './graph-names'
import { gradients } from '#engine/saliency/lrp/composites'
import { propagate } from '#engine/saliency/lrp/propagate'
import { materialise } from '#engine/saliency/lrp/relevance'
import type { StepContext } from '#engine/saliency/lrp/step-context'
import { reachedInput, startOf } from '#engine/saliency/lrp/write-relevance'

/**
 * The derivative of target · logits by the input, written by the same machinery as the rules.
 * Inputs: the model's, names.target [clips x labels]. Outputs: names.logits, names.map [...input].
 */
export function writeGradientGraph(model: ExplainableModel): Uint8Array<ArrayBuffer> {
  const ctx = contextOf(model)
  const relevanceOf = propagate(ctx, model.logits, startOf(ctx, 'one'))
  ctx.b.output(names.logits, model.logits)
  ctx.b.output(names.map, materialise(ctx.b, reachedInput(ctx, relevanceOf)))
  return writeGraph(ctx.b.build())
}

/** The derivative by a layer, with the layer itself: names.gradient(0) and names.activation(0). */
export function writeLayerGradientGraph(model: ExplainableModel, layer: string): Uint8Array<ArrayBuffer> {
  const ctx = contextOf(model)
  const { tensor } = conceptLayer(model, layer)
  const reached = propagate(ctx, model.logits, startOf(ctx, 'one'), { stopAt: new Set([tensor]) })(tensor)
  ctx.b.output(names.logits, model.logits)
  ctx.b.output(names.activation(0), tensor)
  ctx.b.output(names.gradient(0), reached ? materialise(ctx.b, reached) : ctx.b.node('Mul', [tensor, ctx.b.scalar(0)]))
  return writeGraph(ctx.b.build())
}

function contextOf(model: ExplainableModel): StepContext {
  return { b: new GraphBuilder(model.graph), model, composite: gradients, rows: 'clips' }
}
