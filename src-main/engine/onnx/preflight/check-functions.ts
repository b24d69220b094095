import type { FunctionProto, GraphProto, NodeProto } from '#engine/onnx/proto/messages'
import { limits } from './limits'
import { refuse, shown } from './refuse'

export const functionKey = (domain: string | undefined, name: string | undefined): string =>
  `${domain ?? ''}\n${name ?? ''}`

/** Local functions may call each other, but not themselves, and not in chains that the runtime can't take. */
export function checkFunctions(functions: readonly FunctionProto[]): void {
  const byKey = new Map(functions.map(f => [functionKey(f.domain, f.name), f]))
  const calls = (f: FunctionProto): FunctionProto[] =>
    nodesWithin(f.node ?? []).flatMap(node => byKey.get(functionKey(node.domain, node.opType)) ?? [])
  const depths = new Map<FunctionProto, number>()
  const waiting = new Set<FunctionProto>()
  for (const root of functions) {
    // A stack rather than recursion: the chain to be refused may be deeper than ours.
    const stack = [root]
    while (stack.length > 0) {
      const f = stack[stack.length - 1]
      if (depths.has(f)) {
        stack.pop()
        continue
      }
      const open = calls(f).filter(called => !depths.has(called))
      if (open.length === 0) {
        depths.set(f, 1 + Math.max(0, ...calls(f).map(called => depths.get(called)!)))
        waiting.delete(f)
        stack.pop()
        continue
      }
      waiting.add(f)
      const loop = open.find(called => waiting.has(called))
      if (loop) refuse('invalid-graph', `The local function ${shown(loop.name)} calls itself.`, { function: loop.name })
      stack.push(...open)
    }
  }
  const deepest = Math.max(0, ...depths.values())
  if (deepest > limits.functionDepth) {
    refuse('invalid-graph', `Local functions call each other ${deepest} deep; ${limits.functionDepth} is the limit.`, {
      depth: deepest,
    })
  }
}

/** The nodes and those of all graphs inside them. The reader has bounded the nesting. */
export function nodesWithin(nodes: readonly NodeProto[]): NodeProto[] {
  return nodes.flatMap(node => [node, ...innerGraphs(node).flatMap(graph => nodesWithin(graph.node ?? []))])
}

export function innerGraphs(node: NodeProto): GraphProto[] {
  return (node.attribute ?? []).flatMap(a => [...(a.g ? [a.g] : []), ...(a.graphs ?? [])])
}
