/**
 * The part of onnx.proto that the program reads and writes: interfaces, and for each a table of field numbers from
 * which codec.ts reads and writes. Fields outside the tables are kept as bytes, so that writing what was read loses
 * nothing. 64-bit integers are bigints, as in the file.
 */
export interface Message {
  /** Fields that no table knows, tag included, in the order read. */
  unknownFields?: Uint8Array[]
}

export interface EntryProto extends Message {
  key?: string
  value?: string
}

export interface TensorProto extends Message {
  dims?: bigint[]
  dataType?: bigint
  floatData?: number[]
  int32Data?: bigint[]
  stringData?: Uint8Array[]
  int64Data?: bigint[]
  name?: string
  rawData?: Uint8Array
  doubleData?: number[]
  uint64Data?: bigint[]
  externalData?: EntryProto[]
  dataLocation?: bigint
}

export interface DimProto extends Message {
  value?: bigint
  param?: string
}

export interface ShapeProto extends Message {
  dim?: DimProto[]
}

export interface TensorTypeProto extends Message {
  elemType?: bigint
  shape?: ShapeProto
}

export interface TypeProto extends Message {
  tensorType?: TensorTypeProto
  sequenceType?: Message
  mapType?: Message
  optionalType?: Message
  sparseTensorType?: Message
}

export interface ValueInfoProto extends Message {
  name?: string
  type?: TypeProto
}

export interface AttributeProto extends Message {
  name?: string
  f?: number
  i?: bigint
  s?: Uint8Array
  t?: TensorProto
  g?: GraphProto
  floats?: number[]
  ints?: bigint[]
  strings?: Uint8Array[]
  tensors?: TensorProto[]
  graphs?: GraphProto[]
  type?: bigint
}

export interface NodeProto extends Message {
  input?: string[]
  output?: string[]
  name?: string
  opType?: string
  attribute?: AttributeProto[]
  domain?: string
}

export interface GraphProto extends Message {
  node?: NodeProto[]
  name?: string
  initializer?: TensorProto[]
  input?: ValueInfoProto[]
  output?: ValueInfoProto[]
  valueInfo?: ValueInfoProto[]
  sparseInitializer?: Message[]
}

export interface OperatorSetProto extends Message {
  domain?: string
  version?: bigint
}

export interface FunctionProto extends Message {
  name?: string
  input?: string[]
  output?: string[]
  node?: NodeProto[]
  opsetImport?: OperatorSetProto[]
  domain?: string
}

export interface ModelProto extends Message {
  irVersion?: bigint
  opsetImport?: OperatorSetProto[]
  producerName?: string
  producerVersion?: string
  graph?: GraphProto
  metadataProps?: EntryProto[]
  functions?: FunctionProto[]
}

export type Scalar = 'int64' | 'string' | 'bytes' | 'float' | 'double'

export interface Field {
  readonly number: number
  readonly name: string
  readonly type: Scalar | MessageName
  readonly isRepeated: boolean
}

const one = (number: number, name: string, type: Scalar | MessageName): Field => ({
  number,
  name,
  type,
  isRepeated: false,
})
const many = (number: number, name: string, type: Scalar | MessageName): Field => ({
  number,
  name,
  type,
  isRepeated: true,
})

export type MessageName =
  | 'Model'
  | 'Graph'
  | 'Node'
  | 'Attribute'
  | 'Tensor'
  | 'ValueInfo'
  | 'Type'
  | 'TensorType'
  | 'Shape'
  | 'Dim'
  | 'OperatorSet'
  | 'Entry'
  | 'Function'
  | 'Opaque'

// prettier-ignore
export const messages: Readonly<Record<MessageName, readonly Field[]>> = {
  Model: [
    one(1, 'irVersion', 'int64'), one(2, 'producerName', 'string'), one(3, 'producerVersion', 'string'),
    one(7, 'graph', 'Graph'), many(8, 'opsetImport', 'OperatorSet'), many(14, 'metadataProps', 'Entry'),
    many(25, 'functions', 'Function'),
  ],
  Graph: [
    many(1, 'node', 'Node'), one(2, 'name', 'string'), many(5, 'initializer', 'Tensor'), many(11, 'input', 'ValueInfo'),
    many(12, 'output', 'ValueInfo'), many(13, 'valueInfo', 'ValueInfo'), many(15, 'sparseInitializer', 'Opaque'),
  ],
  Node: [
    many(1, 'input', 'string'), many(2, 'output', 'string'), one(3, 'name', 'string'), one(4, 'opType', 'string'),
    many(5, 'attribute', 'Attribute'), one(7, 'domain', 'string'),
  ],
  Attribute: [
    one(1, 'name', 'string'), one(2, 'f', 'float'), one(3, 'i', 'int64'), one(4, 's', 'bytes'), one(5, 't', 'Tensor'),
    one(6, 'g', 'Graph'), many(7, 'floats', 'float'), many(8, 'ints', 'int64'), many(9, 'strings', 'bytes'),
    many(10, 'tensors', 'Tensor'), many(11, 'graphs', 'Graph'), one(20, 'type', 'int64'),
  ],
  Tensor: [
    many(1, 'dims', 'int64'), one(2, 'dataType', 'int64'), many(4, 'floatData', 'float'), many(5, 'int32Data', 'int64'),
    many(6, 'stringData', 'bytes'), many(7, 'int64Data', 'int64'), one(8, 'name', 'string'), one(9, 'rawData', 'bytes'),
    many(10, 'doubleData', 'double'), many(11, 'uint64Data', 'int64'), many(13, 'externalData', 'Entry'),
    one(14, 'dataLocation', 'int64'),
  ],
  ValueInfo: [one(1, 'name', 'string'), one(2, 'type', 'Type')],
  Type: [
    one(1, 'tensorType', 'TensorType'), one(4, 'sequenceType', 'Opaque'), one(5, 'mapType', 'Opaque'),
    one(8, 'sparseTensorType', 'Opaque'), one(9, 'optionalType', 'Opaque'),
  ],
  TensorType: [one(1, 'elemType', 'int64'), one(2, 'shape', 'Shape')],
  Shape: [many(1, 'dim', 'Dim')],
  Dim: [one(1, 'value', 'int64'), one(2, 'param', 'string')],
  OperatorSet: [one(1, 'domain', 'string'), one(2, 'version', 'int64')],
  Entry: [one(1, 'key', 'string'), one(2, 'value', 'string')],
  Function: [
    one(1, 'name', 'string'), many(4, 'input', 'string'), many(5, 'output', 'string'), many(7, 'node', 'Node'),
    many(9, 'opsetImport', 'OperatorSet'), one(10, 'domain', 'string'),
  ],
  Opaque: [],
}
