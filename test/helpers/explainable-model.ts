import { prepareGraph } from '#engine/onnx/prepare'
import { readGraph } from '#engine/onnx/read-graph'
import { explainableModel, type ExplainableModel } from '#engine/saliency/explainable-model'

export function readExplainableModel(bytes: Uint8Array): ExplainableModel {
  return explainableModel(prepareGraph(readGraph(bytes)))
}

/** Names that can be given as a concept layer: outputs of convolutions, front to back. */
export function convolutionsOf({ graph, live }: ExplainableModel): string[] {
  return graph.nodes.filter(({ op, outputs }) => op === 'Conv' && live.has(outputs[0])).map(({ outputs }) => outputs[0])
}
