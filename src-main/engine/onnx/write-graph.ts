import { dataTypeNumbers, dataTypes } from './data-types'
import type { Attribute, Graph, GraphNode, ValueInfo } from './graph'
import { encodeModel } from '#engine/onnx/proto/encode'
import type { AttributeProto, NodeProto, TensorProto, ValueInfoProto } from '#engine/onnx/proto/messages'
import type { Tensor } from './tensor'
import { encodeUtf8 } from './utf8'

/** A model file of the graph, with its own IR version and operator set. */
export function writeGraph(graph: Graph): Uint8Array<ArrayBuffer> {
  return encodeModel({
    irVersion: BigInt(graph.irVersion),
    producerName: 'cuescope',
    opsetImport: [{ domain: '', version: BigInt(graph.opset) }],
    graph: {
      name: 'explained',
      node: graph.nodes.map(nodeProto),
      initializer: [...graph.constants].map(([name, tensor]) => tensorProto(name, tensor)),
      input: graph.inputs.map(valueInfoProto),
      output: graph.outputs.map(valueInfoProto),
    },
  })
}

function nodeProto(node: GraphNode): NodeProto {
  return {
    input: [...node.inputs],
    output: [...node.outputs],
    name: node.name,
    opType: node.op,
    attribute: [...node.attributes].map(([name, attribute]) => attributeProto(name, attribute)),
  }
}

function attributeProto(name: string, a: Attribute): AttributeProto {
  switch (a.type) {
    case 'float':
      return { name, f: a.value, type: 1n }
    case 'int':
      return { name, i: BigInt(a.value), type: 2n }
    case 'string':
      return { name, s: encodeUtf8(a.value), type: 3n }
    case 'tensor':
      return { name, t: tensorProto('', a.value), type: 4n }
    case 'floats':
      return { name, floats: [...a.value], type: 6n }
    case 'ints':
      return { name, ints: a.value.map(BigInt), type: 7n }
    case 'strings':
      return { name, strings: a.value.map(encodeUtf8), type: 8n }
  }
}

function tensorProto(name: string, { type, dims, data }: Tensor): TensorProto {
  return {
    dims: dims.map(BigInt),
    dataType: BigInt(dataTypeNumbers[type]),
    name,
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  }
}

function valueInfoProto({ name, type, dims }: ValueInfo): ValueInfoProto {
  const dim = dims?.map(d => (typeof d === 'number' ? { value: BigInt(d) } : d === null ? {} : { param: d }))
  const number = [...dataTypes].find(([, { name: known }]) => known === type)?.[0] ?? 0
  return { name, type: { tensorType: { elemType: BigInt(number), ...(dim ? { shape: { dim } } : {}) } } }
}
