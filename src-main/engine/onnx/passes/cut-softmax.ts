import type { Graph } from '#engine/onnx/graph'
import { prune } from '#engine/onnx/transform'
import { producersOf } from '#engine/onnx/walk'

/** Logits are explained, not probabilities: a Softmax or LogSoftmax that makes an output is taken off. */
export function cutSoftmax(graph: Graph): Graph {
  const producers = producersOf(graph)
  const outputs = graph.outputs.map(output => {
    const producer = producers.get(output.name)
    const isSoftmax = producer?.op === 'Softmax' || producer?.op === 'LogSoftmax'
    return producer && isSoftmax ? { ...output, name: producer.inputs[0] } : output
  })
  return prune({ ...graph, outputs })
}
