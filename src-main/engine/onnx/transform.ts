import type { Graph, GraphNode } from './graph'
import { neededFor } from './walk'

/** Replaces each node by what `change` returns for it; the order of the results must stay topological. */
export function mapNodes(graph: Graph, change: (node: GraphNode) => GraphNode | readonly GraphNode[]): Graph {
  return { ...graph, nodes: graph.nodes.flatMap(change) }
}

/**
 * Takes tensors away: whoever read `from` reads `to`, and `from` becomes an alias. A graph output keeps its name, so
 * callers rename the producer of an output instead.
 */
export function redirect(graph: Graph, renames: ReadonlyMap<string, string>): Graph {
  if (renames.size === 0) return graph
  const final = (name: string): string => {
    let current = name
    for (let next = renames.get(current); next !== undefined; next = renames.get(current)) current = next
    return current
  }
  return {
    ...graph,
    nodes: graph.nodes.map(node =>
      node.inputs.some(input => renames.has(input)) ? { ...node, inputs: node.inputs.map(final) } : node,
    ),
    aliases: new Map([...graph.aliases, ...[...renames.keys()].map(from => [from, final(from)] as const)]),
  }
}

/** Drops nodes and constants that no output needs. */
export function prune(graph: Graph): Graph {
  const needed = neededFor(
    graph,
    graph.outputs.map(output => output.name),
  )
  return {
    ...graph,
    nodes: graph.nodes.filter(node => node.outputs.some(output => needed.has(output))),
    constants: new Map([...graph.constants].filter(([name]) => needed.has(name))),
  }
}
