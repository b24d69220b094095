import type { Graph, ValueInfo } from '#engine/onnx/graph'
import { mapNodes } from '#engine/onnx/transform'
import { float32, type Tensor } from '#engine/onnx/tensor'

const FLOAT = 1
const FLOAT16 = 10

/** A half-precision model in single precision: denominators of relevance underflow in 16 bits. */
export function widenFloat16(graph: Graph): Graph {
  const isHalf = [...graph.constants.values()].some(tensor => tensor.type === 'float16')
  if (!isHalf) return graph
  const widenInfo = (info: ValueInfo): ValueInfo => (info.type === 'float16' ? { ...info, type: 'float32' } : info)
  const widened = mapNodes(graph, node => {
    if (node.op !== 'Cast' || node.attributes.get('to')?.value !== FLOAT16) return node
    return { ...node, attributes: new Map([['to', { type: 'int', value: FLOAT }]]) }
  })
  return {
    ...widened,
    inputs: graph.inputs.map(widenInfo),
    outputs: graph.outputs.map(widenInfo),
    constants: new Map([...graph.constants].map(([name, tensor]) => [name, widen(tensor)])),
  }
}

function widen(tensor: Tensor): Tensor {
  return tensor.type === 'float16' ? float32(tensor.dims, Float32Array.from(tensor.data, halfToNumber)) : tensor
}

/** IEEE 754 binary16 bits to a number. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? NaN : sign * Infinity
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
