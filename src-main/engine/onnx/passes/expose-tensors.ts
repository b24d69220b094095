import { CueScopeError } from '#engine/base/errors'
import { resolveName, type Graph } from '#engine/onnx/graph'
import { producersOf } from '#engine/onnx/walk'

/** Adds tensors inside the graph to its outputs. */
export function exposeTensors(graph: Graph, names: readonly string[]): Graph {
  const producers = producersOf(graph)
  const known = new Set(graph.outputs.map(output => output.name))
  const added = names.map(name => resolveName(graph, name)).filter(name => !known.has(name))
  for (const name of added) {
    if (producers.has(name)) continue
    throw new CueScopeError('not-found', `The model has no tensor "${name}".`, { tensor: name })
  }
  return {
    ...graph,
    outputs: [...graph.outputs, ...[...new Set(added)].map(name => ({ name, type: 'float32', dims: null }))],
  }
}
