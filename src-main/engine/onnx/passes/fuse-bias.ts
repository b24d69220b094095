import { createNode, type Graph, type GraphNode } from '#engine/onnx/graph'
import { inferShapes } from '#engine/onnx/infer-shapes'
import { prune } from '#engine/onnx/transform'
import { consumersOf, producersOf } from '#engine/onnx/walk'

/**
 * MatMul with a constant followed by Add of a vector becomes one Gemm, where the input is [batch x features]: the
 * bias then takes part in the layer's denominators, as in the network that was exported.
 */
export function fuseBias(graph: Graph): Graph {
  const shapes = inferShapes(graph)
  const producers = producersOf(graph)
  const consumers = consumersOf(graph)
  const outputs = new Set(graph.outputs.map(output => output.name))
  const aliases = new Map(graph.aliases)
  const fused = new Map<GraphNode, readonly GraphNode[]>()
  for (const add of graph.nodes) {
    if (add.op !== 'Add') continue
    const [sum, bias] = graph.constants.has(add.inputs[0]) ? [add.inputs[1], add.inputs[0]] : add.inputs
    const product = producers.get(sum)
    if (product?.op !== 'MatMul' || outputs.has(sum) || consumers.get(sum)?.length !== 1) continue
    const isLayer = graph.constants.has(product.inputs[1]) && shapes.get(product.inputs[0])?.length === 2
    if (!isLayer || graph.constants.get(bias)?.dims.length !== 1) continue
    fused.set(product, [])
    fused.set(add, [createNode('Gemm', [...product.inputs, bias], add.outputs)])
    aliases.set(sum, add.outputs[0])
  }
  return prune({ ...graph, nodes: graph.nodes.flatMap(node => fused.get(node) ?? node), aliases })
}
