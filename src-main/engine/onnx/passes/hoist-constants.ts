import type { Graph, GraphNode } from '#engine/onnx/graph'
import { float32, int64, sizeOf, type Tensor } from '#engine/onnx/tensor'

/**
 * Turns what is constant into constants: Constant nodes, and Identity, Cast to the same type, Transpose and shape
 * changes of a constant. PyTorch's exporter shares equal weights through such Identity nodes.
 */
export function hoistConstants(graph: Graph): Graph {
  const constants = new Map(graph.constants)
  const outputs = new Set(graph.outputs.map(output => output.name))
  const nodes = graph.nodes.filter(node => {
    const value = constantOf(node, constants)
    if (!value || outputs.has(node.outputs[0])) return true
    constants.set(node.outputs[0], value)
    return false
  })
  return { ...graph, nodes, constants }
}

function constantOf(node: GraphNode, constants: ReadonlyMap<string, Tensor>): Tensor | null {
  if (node.op === 'Constant') return literalOf(node)
  const input = constants.get(node.inputs[0])
  if (!input) return null
  if (node.op === 'Identity') return input
  if (node.op === 'Transpose')
    return transpose(input, node.attributes.get('perm')?.value as readonly number[] | undefined)
  if (node.op !== 'Unsqueeze' && node.op !== 'Squeeze') return null
  const axes = node.attributes.get('axes')?.value ?? constants.get(node.inputs[1])?.data
  if (axes === undefined) return null
  return { ...input, dims: reshaped(node.op, input.dims, Array.from(axes as ArrayLike<number | bigint>, Number)) }
}

function literalOf(node: GraphNode): Tensor | null {
  const [[name, attribute]] = [...node.attributes]
  if (attribute.type === 'tensor') return attribute.value
  if (name === 'value_float' && attribute.type === 'float') return float32([], [attribute.value])
  if (name === 'value_floats' && attribute.type === 'floats')
    return float32([attribute.value.length], [...attribute.value])
  if (name === 'value_int' && attribute.type === 'int') return int64([attribute.value], [])
  if (name === 'value_ints' && attribute.type === 'ints') return int64(attribute.value)
  return null
}

function reshaped(op: string, dims: readonly number[], axes: readonly number[]): number[] {
  if (op === 'Squeeze') return dims.filter((_, axis) => !axes.some(a => (a < 0 ? a + dims.length : a) === axis))
  const rank = dims.length + axes.length
  const added = new Set(axes.map(axis => (axis < 0 ? axis + rank : axis)))
  const rest = [...dims]
  return Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : rest.shift()!))
}

/** @param perm default: all axes reversed */
function transpose(tensor: Tensor, perm?: readonly number[]): Tensor | null {
  if (tensor.type !== 'float32') return null
  const order = perm ?? tensor.dims.map((_, axis) => tensor.dims.length - 1 - axis)
  const dims = order.map(axis => tensor.dims[axis])
  const strides = tensor.dims.map((_, axis) => sizeOf(tensor.dims.slice(axis + 1)))
  const data = new Float32Array(tensor.data.length)
  for (let i = 0; i < data.length; i++) {
    let rest = i
    let from = 0
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      from += (rest % dims[axis]) * strides[order[axis]]
      rest = Math.floor(rest / dims[axis])
    }
    data[i] = tensor.data[from]
  }
  return float32(dims, data)
}
