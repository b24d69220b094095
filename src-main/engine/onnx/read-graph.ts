import { CueScopeError } from '#engine/base/errors'
import { dataTypeName } from './data-types'
import type { Attribute, Graph, GraphNode, ValueInfo } from './graph'
import { decodeModel } from '#engine/onnx/proto/decode'
import type { AttributeProto, ModelProto, NodeProto, TensorProto, ValueInfoProto } from '#engine/onnx/proto/messages'
import type { Tensor } from './tensor'
import { decodeUtf8 } from './utf8'
import { sortNodes } from './walk'

/**
 * The graph of a model file. Graphs inside nodes (If, Loop), local functions and external weights are beyond it:
 * 'unsupported-op' or 'external-data-missing' names what stands in the way.
 */
export function readGraph(bytes: Uint8Array): Graph {
  return graphOf(decodeModel(bytes))
}

export function graphOf(model: ModelProto): Graph {
  const proto = model.graph
  if (!proto) throw new CueScopeError('invalid-graph', 'The model file holds no graph.')
  const constants = new Map((proto.initializer ?? []).map(tensor => [tensor.name ?? '', tensorOf(tensor)]))
  const isOwn = (domain = ''): boolean => domain === '' || domain === 'ai.onnx'
  const opset = model.opsetImport?.find(set => isOwn(set.domain))?.version ?? 0n
  for (const node of proto.node ?? []) {
    if (isOwn(node.domain)) continue
    throw unsupported(node, `belongs to the operator set "${node.domain}", not to ONNX's own`)
  }
  return {
    irVersion: Number(model.irVersion ?? 0n),
    opset: Number(opset),
    inputs: (proto.input ?? []).map(valueInfoOf).filter(input => !constants.has(input.name)),
    outputs: (proto.output ?? []).map(valueInfoOf),
    nodes: sortNodes((proto.node ?? []).map(nodeOf)),
    constants,
    aliases: new Map(),
  }
}

function nodeOf(node: NodeProto): GraphNode {
  const attributes = (node.attribute ?? []).map(a => [a.name ?? '', attributeOf(node, a)] as const)
  return {
    op: node.opType ?? '',
    name: node.name ?? '',
    inputs: node.input ?? [],
    outputs: node.output ?? [],
    attributes: new Map(attributes),
  }
}

function attributeOf(node: NodeProto, a: AttributeProto): Attribute {
  switch (Number(a.type ?? 0n)) {
    case 1:
      return { type: 'float', value: a.f ?? 0 }
    case 2:
      return { type: 'int', value: safeInteger(a.i ?? 0n) }
    case 3:
      return { type: 'string', value: decodeUtf8(a.s ?? new Uint8Array()) }
    case 4:
      return { type: 'tensor', value: tensorOf(a.t ?? {}) }
    case 6:
      return { type: 'floats', value: a.floats ?? [] }
    case 7:
      return { type: 'ints', value: (a.ints ?? []).map(safeInteger) }
    case 8:
      return { type: 'strings', value: (a.strings ?? []).map(decodeUtf8) }
    default:
      throw unsupported(node, `has an attribute "${a.name ?? ''}" of a kind (a graph, a type) that can't be explained`)
  }
}

/** ONNX writes "to the end" as the largest int64; the largest exact number means the same. */
function safeInteger(value: bigint): number {
  const limit = BigInt(Number.MAX_SAFE_INTEGER)
  return Number(value > limit ? limit : value < -limit ? -limit : value)
}

function valueInfoOf(value: ValueInfoProto): ValueInfo {
  const type = value.type?.tensorType
  const dims = type?.shape
    ? (type.shape.dim ?? []).map(dim => (dim.value !== undefined ? Number(dim.value) : (dim.param ?? null)))
    : null
  return { name: value.name ?? '', type: dataTypeName(Number(type?.elemType ?? 0n)), dims }
}

function tensorOf(tensor: TensorProto): Tensor {
  if (tensor.dataLocation === 1n || tensor.externalData?.length) {
    const details = { tensor: tensor.name ?? '' }
    throw new CueScopeError(
      'external-data-missing',
      `The weights "${details.tensor}" lie outside the model file.`,
      details,
    )
  }
  const dims = (tensor.dims ?? []).map(Number)
  const raw = tensor.rawData
  // A copy, because raw bytes inside the file need not lie on a multiple of the value's size.
  const bytes = raw ? raw.slice().buffer : new ArrayBuffer(0)
  const type = dataTypeName(Number(tensor.dataType ?? 0n))
  switch (type) {
    case 'float32':
      return { type, dims, data: raw ? new Float32Array(bytes) : Float32Array.from(tensor.floatData ?? []) }
    case 'float64':
      return { type, dims, data: raw ? new Float64Array(bytes) : Float64Array.from(tensor.doubleData ?? []) }
    case 'float16':
      return { type, dims, data: raw ? new Uint16Array(bytes) : Uint16Array.from(tensor.int32Data ?? [], Number) }
    case 'int64':
      return { type, dims, data: raw ? new BigInt64Array(bytes) : BigInt64Array.from(tensor.int64Data ?? []) }
    case 'int32':
      return { type, dims, data: raw ? new Int32Array(bytes) : Int32Array.from(tensor.int32Data ?? [], Number) }
    case 'bool':
    case 'uint8':
      return { type, dims, data: raw ? new Uint8Array(bytes) : Uint8Array.from(tensor.int32Data ?? [], Number) }
    default:
      throw new CueScopeError(
        'unsupported-op',
        `The constant "${tensor.name ?? ''}" is of type ${type}, which can't be explained.`,
      )
  }
}

function unsupported(node: NodeProto, why: string): CueScopeError {
  const name = node.name || node.output?.[0] || ''
  return new CueScopeError('unsupported-op', `The operator ${node.opType ?? ''} ("${name}") ${why}.`, {
    op: node.opType,
    node: name,
  })
}
