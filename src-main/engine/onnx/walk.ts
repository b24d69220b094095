import { CueScopeError } from '#engine/base/errors'
import type { Graph, GraphNode } from './graph'

/** The nodes in an order in which every tensor is made before it is used; the given order wherever that allows it. */
export function sortNodes(nodes: readonly GraphNode[]): GraphNode[] {
  const producers = new Map<string, number>()
  nodes.forEach((node, index) => node.outputs.forEach(output => output && producers.set(output, index)))
  const sorted: GraphNode[] = []
  const states = new Uint8Array(nodes.length) // 0 not seen, 1 waiting for its inputs, 2 done
  for (let root = 0; root < nodes.length; root++) {
    // A stack rather than recursion: a chain of many thousand nodes is legal.
    const stack = [root]
    while (stack.length > 0) {
      const index = stack[stack.length - 1]
      if (states[index] === 0) {
        states[index] = 1
        for (const input of [...nodes[index].inputs].reverse()) {
          const producer = producers.get(input)
          if (producer === undefined || states[producer] === 2) continue
          if (states[producer] === 1) throw cyclic(nodes[producer])
          stack.push(producer)
        }
        continue
      }
      stack.pop()
      if (states[index] === 1) sorted.push(nodes[index])
      states[index] = 2
    }
  }
  return sorted
}

export function producersOf(graph: Pick<Graph, 'nodes'>): Map<string, GraphNode> {
  return new Map(graph.nodes.flatMap(node => node.outputs.filter(Boolean).map(output => [output, node] as const)))
}

export function consumersOf(graph: Pick<Graph, 'nodes'>): Map<string, GraphNode[]> {
  const consumers = new Map<string, GraphNode[]>()
  for (const node of graph.nodes) {
    for (const input of new Set(node.inputs)) {
      const list = consumers.get(input)
      if (list) list.push(node)
      else consumers.set(input, [node])
    }
  }
  return consumers
}

/** All tensors that depend on one of `names`, those included. */
export function reachedFrom(graph: Pick<Graph, 'nodes'>, names: Iterable<string>): Set<string> {
  const reached = new Set(names)
  for (const node of graph.nodes)
    if (node.inputs.some(input => reached.has(input))) node.outputs.forEach(o => reached.add(o))
  return reached
}

/** All tensors that one of `names` is computed from, those included. */
export function neededFor(graph: Pick<Graph, 'nodes'>, names: Iterable<string>): Set<string> {
  const needed = new Set(names)
  for (const node of [...graph.nodes].reverse()) {
    if (node.outputs.some(output => needed.has(output))) node.inputs.forEach(input => input && needed.add(input))
  }
  return needed
}

function cyclic(node: GraphNode): CueScopeError {
  const name = node.name || node.outputs[0]
  return new CueScopeError('cyclic-graph', `The graph feeds back into itself at ${node.op} ("${name}").`, {
    node: name,
  })
}
