import { encodeUtf8 } from '#engine/onnx/utf8'
import { messages, type Field, type MessageName, type ModelProto } from './messages'

/** Writes a model file. Repeated numbers are packed, as ONNX's own writers do; unknown fields come last. */
export function encodeModel(model: ModelProto): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array[] = []
  const size = writeMessage(model as Values, 'Model', chunks)
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

type Values = Record<string, unknown>

/** Appends the message's chunks and returns their size in bytes. */
function writeMessage(values: Values, name: MessageName, chunks: Uint8Array[]): number {
  let size = 0
  const push = (chunk: Uint8Array): void => {
    chunks.push(chunk)
    size += chunk.length
  }
  for (const field of messages[name]) {
    const value = values[field.name]
    if (value === undefined) continue
    if (field.isRepeated && isPackable(field)) {
      const list = value as readonly (bigint | number)[]
      if (list.length > 0) pushDelimited(field, concatenate(list.map(item => scalar(field, item))), push)
      continue
    }
    for (const item of field.isRepeated ? (value as unknown[]) : [value]) {
      if (isPackable(field)) {
        push(varint(tagOf(field)))
        push(scalar(field, item as bigint | number))
      } else if (field.type === 'string') pushDelimited(field, encodeUtf8(item as string), push)
      else if (field.type === 'bytes') pushDelimited(field, item as Uint8Array, push)
      else {
        const inner: Uint8Array[] = []
        const innerSize = writeMessage(item as Values, field.type as MessageName, inner)
        push(varint(BigInt(field.number * 8 + 2)))
        push(varint(BigInt(innerSize)))
        inner.forEach(push)
      }
    }
  }
  for (const chunk of (values.unknownFields as Uint8Array[] | undefined) ?? []) push(chunk)
  return size
}

function pushDelimited(field: Field, bytes: Uint8Array, push: (chunk: Uint8Array) => void): void {
  push(varint(BigInt(field.number * 8 + 2)))
  push(varint(BigInt(bytes.length)))
  push(bytes)
}

function isPackable(field: Field): boolean {
  return field.type === 'int64' || field.type === 'float' || field.type === 'double'
}

function tagOf(field: Field): bigint {
  return BigInt(field.number * 8 + (field.type === 'int64' ? 0 : field.type === 'double' ? 1 : 5))
}

function scalar(field: Field, value: bigint | number): Uint8Array {
  if (field.type === 'int64') return varint(BigInt.asUintN(64, value as bigint))
  const bytes = new Uint8Array(field.type === 'float' ? 4 : 8)
  const view = new DataView(bytes.buffer)
  if (field.type === 'float') view.setFloat32(0, value as number, true)
  else view.setFloat64(0, value as number, true)
  return bytes
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
