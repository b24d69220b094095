/**
 * Where a classifier keeps what it has made of a clip: the input of its last linear layer, found in the graph.
 *
 * Conventions: the last linear layer is the Gemm, the MatMul with constant weights, or the convolution of one bin that
 * everything on the way to the logits goes through; what lies behind it (Add, Reshape, pooling, Softmax) may only pass on.
 */
import { CueScopeError } from '#engine/base/errors'
import type { Graph, GraphNode } from '#engine/onnx/graph'
import { prune } from '#engine/onnx/transform'
import { producersOf, reachedFrom } from '#engine/onnx/walk'
import { writeGraph } from '#engine/onnx/write-graph'

export interface PenultimateLayer {
  readonly tensor: string
  /** Where the tensor's channels are; over all other axes it is averaged. */
  readonly channelAxis: 'second' | 'last'
}

/** @param graph prepared: one input, the logits its output @throws CueScopeError unsupported-signature: there is none */
export function penultimateLayer(graph: Graph): PenultimateLayer {
  const producers = producersOf(graph)
  const live = reachedFrom(graph, [graph.inputs[0].name])
  let name = graph.outputs[0].name
  for (;;) {
    const node = producers.get(name)
    if (node === undefined) throw noLayer('nothing lies between its input and its last layer')
    const inputs = new Set(node.inputs.filter(input => live.has(input)))
    // A Reshape may read the sizes it needs from the clip, too.
    if (inputs.size > 1 && node.op !== 'Reshape')
      throw noLayer(`${node.op} ("${node.name || name}") joins several branches behind the last linear layer`)
    const [input] = node.inputs
    if (!inputs.has(input)) throw noLayer(`${node.op} ("${node.name || name}") has its weights first`)
    if (isLinear(node, graph, live)) {
      if (!producers.has(input)) throw noLayer('its last layer reads the log-Mel itself')
      return { tensor: input, channelAxis: node.op === 'Conv' ? 'second' : 'last' }
    }
    name = input
  }
}

/** The model up to its penultimate layer, which is its only output. */
export function writePenultimateGraph(graph: Graph): Uint8Array<ArrayBuffer> {
  const { tensor } = penultimateLayer(graph)
  return writeGraph(prune({ ...graph, outputs: [{ name: tensor, type: 'float32', dims: null }] }))
}

function isLinear(node: GraphNode, graph: Graph, live: ReadonlySet<string>): boolean {
  if (node.op === 'Gemm' || node.op === 'MatMul') return !live.has(node.inputs[1])
  const kernel = graph.constants.get(node.inputs[1] ?? '')?.dims.slice(2)
  return node.op === 'Conv' && kernel !== undefined && kernel.every(size => size === 1)
}

function noLayer(why: string): CueScopeError {
  const message = `The model has no layer before its last one that a map of clips could be drawn from: ${why}.`
  return new CueScopeError('unsupported-signature', message)
}
