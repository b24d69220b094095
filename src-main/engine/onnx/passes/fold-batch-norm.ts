import { createNode, floatOf, type Graph, type GraphNode } from '#engine/onnx/graph'
import { inferShapes } from '#engine/onnx/infer-shapes'
import { float32, sizeOf, type Tensor } from '#engine/onnx/tensor'
import { prune } from '#engine/onnx/transform'
import { consumersOf, producersOf } from '#engine/onnx/walk'

/**
 * BatchNormalization right after a Conv or Gemm whose output nobody else reads becomes part of its weights, computed
 * in double precision; the Conv's own tensor is then an alias of the normalised one. Data flow decides, not the order
 * of declaration. Any other BatchNormalization becomes Mul and Add with constants.
 */
export function foldBatchNorm(graph: Graph): Graph {
  const constants = new Map(graph.constants)
  const aliases = new Map(graph.aliases)
  const producers = producersOf(graph)
  const consumers = consumersOf(graph)
  const outputs = new Set(graph.outputs.map(output => output.name))
  const shapes = inferShapes(graph)
  const folded = new Map<GraphNode, readonly GraphNode[]>()

  for (const node of graph.nodes) {
    if (node.op !== 'BatchNormalization') continue
    const affine = affineOf(node, constants)
    if (!affine) continue
    const name = node.outputs[0]
    const source = producers.get(node.inputs[0])
    const isAlone = source && consumers.get(source.outputs[0])?.length === 1 && !outputs.has(source.outputs[0])
    const weights = source && isAlone ? scaledWeights(source, affine, constants) : null
    if (source && weights) {
      constants.set(`${name}/weight`, weights.weight)
      constants.set(`${name}/bias`, weights.bias)
      folded.set(source, [{ ...source, inputs: [source.inputs[0], `${name}/weight`, `${name}/bias`], outputs: [name] }])
      folded.set(node, [])
      aliases.set(source.outputs[0], name)
    } else {
      const rank = shapes.get(node.inputs[0])?.length
      if (rank === undefined) continue
      constants.set(`${name}/scale`, perChannel(affine.scale, rank))
      constants.set(`${name}/shift`, perChannel(affine.shift, rank))
      folded.set(node, [
        createNode('Mul', [node.inputs[0], `${name}/scale`], [`${name}/scaled`]),
        createNode('Add', [`${name}/scaled`, `${name}/shift`], [name]),
      ])
    }
  }
  return prune({ ...graph, nodes: graph.nodes.flatMap(node => folded.get(node) ?? node), constants, aliases })
}

interface Affine {
  readonly scale: Float64Array
  readonly shift: Float64Array
}

function affineOf(node: GraphNode, constants: ReadonlyMap<string, Tensor>): Affine | null {
  const [scale, shift, mean, variance] = node.inputs.slice(1).map(name => constants.get(name))
  if (
    scale?.type !== 'float32' ||
    shift?.type !== 'float32' ||
    mean?.type !== 'float32' ||
    variance?.type !== 'float32'
  )
    return null
  const epsilon = floatOf(node, 'epsilon', 1e-5)
  const k = Float64Array.from(scale.data, (value, c) => value / Math.sqrt(variance.data[c] + epsilon))
  return { scale: k, shift: Float64Array.from(shift.data, (value, c) => value - mean.data[c] * k[c]) }
}

function scaledWeights(
  node: GraphNode,
  { scale, shift }: Affine,
  constants: ReadonlyMap<string, Tensor>,
): { weight: Tensor; bias: Tensor } | null {
  const weight = constants.get(node.inputs[1])
  const bias = constants.get(node.inputs[2] ?? '')
  if (weight?.type !== 'float32' || (node.inputs[2] && bias?.type !== 'float32')) return null
  const isGemm = node.op === 'Gemm'
  if (node.op !== 'Conv' && !(isGemm && isPlainGemm(node))) return null
  const perOutput = sizeOf(weight.dims.slice(1))
  const hasOutputsLast = isGemm && node.attributes.get('transB')?.value !== 1
  const channel = (i: number): number => (hasOutputsLast ? i % weight.dims[1] : Math.floor(i / perOutput))
  return {
    weight: float32(
      weight.dims,
      weight.data.map((value, i) => value * scale[channel(i)]),
    ),
    bias: float32(
      [scale.length],
      Float32Array.from(shift, (value, c) => Number(bias?.data[c] ?? 0) * scale[c] + value),
    ),
  }
}

/** Broadcasts along the channel axis of a tensor of this rank. */
function perChannel(values: Float64Array, rank: number): Tensor {
  return float32([values.length, ...Array.from({ length: rank - 2 }, () => 1)], Float32Array.from(values))
}

function isPlainGemm(node: GraphNode): boolean {
  return floatOf(node, 'alpha', 1) === 1 && floatOf(node, 'beta', 1) === 1 && node.attributes.get('transA')?.value !== 1
}
