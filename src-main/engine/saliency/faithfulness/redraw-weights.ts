import type { Graph } from '#engine/onnx/graph'
import { float32 } from '#engine/onnx/tensor'
import { explainableModel, linearOps, type ExplainableModel } from '#engine/saliency/explainable-model'
import { createRandom, shuffled, type Random } from '#engine/stats/random'

/**
 * Sanity check of [adebayo2018]: the same model with re-drawn weights, for a map that must then be another one. Weights
 * and biases of the chosen layers are shuffled, which keeps their distribution.
 *
 * @param layers how many linear layers from the output down ('cascading'); or one of them, counted from the output
 */
export function redrawWeights(
  model: ExplainableModel,
  layers: { fromTop: number } | { only: number },
  seed: number,
): ExplainableModel {
  const linear = model.graph.nodes.filter(node => linearOps.has(node.op) && model.live.has(node.outputs[0])).reverse()
  const chosen = 'only' in layers ? linear.slice(layers.only, layers.only + 1) : linear.slice(0, layers.fromTop)
  const random = createRandom(seed)
  const constants = new Map(model.graph.constants)
  // Layers may share a tensor (exporters store equal biases once): shuffled once, it is shuffled for all.
  for (const name of new Set(chosen.flatMap(node => node.inputs.slice(1)))) {
    const tensor = constants.get(name)
    if (tensor?.type === 'float32') constants.set(name, float32(tensor.dims, shuffledValues(tensor.data, random)))
  }
  const graph: Graph = { ...model.graph, constants }
  return explainableModel(graph)
}

/** Number of linear layers that redrawWeights can choose from. */
export function linearLayerCount(model: ExplainableModel): number {
  return model.graph.nodes.filter(node => linearOps.has(node.op) && model.live.has(node.outputs[0])).length
}

function shuffledValues(values: Float32Array, random: Random): Float32Array {
  const order = shuffled(values.length, random)
  return values.map((_, i) => values[order[i]])
}
