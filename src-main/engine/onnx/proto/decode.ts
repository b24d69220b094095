import { CueScopeError } from '#engine/base/errors'
import { decodeUtf8 } from '#engine/onnx/utf8'
import { messages, type Field, type Message, type MessageName, type ModelProto } from './messages'

/** The protobuf library of ONNX Runtime stops at 100 as well. */
const MAX_DEPTH = 100

type Values = Record<string, unknown> & Message

/** Reads a model file. Byte fields are views of `bytes`, not copies. Anything that is no ONNX protobuf: 'not-onnx'. */
export function decodeModel(bytes: Uint8Array): ModelProto {
  // A plain array: the slices of Node's Buffer share memory where a copy is meant.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return readMessage({ bytes: plain, view, at: 0 }, plain.length, 'Model', 1)
}

interface Cursor {
  readonly bytes: Uint8Array
  readonly view: DataView
  at: number
}

function readMessage(cursor: Cursor, end: number, name: MessageName, depth: number): Values {
  if (depth > MAX_DEPTH) throw notOnnx(`messages are nested deeper than ${MAX_DEPTH}`, cursor.at)
  const fields = fieldsByNumber[name]
  const values = Object.create(null) as Values
  while (cursor.at < end) {
    const start = cursor.at
    const tag = Number(readVarint(cursor, end))
    const wireType = tag & 7
    const field = fields.get(Math.floor(tag / 8))
    if (tag < 8) throw notOnnx('field number 0', start)
    if (!field) {
      skip(cursor, end, wireType)
      ;(values.unknownFields ??= []).push(cursor.bytes.subarray(start, cursor.at))
    } else if (field.isRepeated) {
      const list = (values[field.name] ??= []) as unknown[]
      const isPacked = wireType === 2 && field.type !== 'string' && field.type !== 'bytes' && !(field.type in messages)
      if (isPacked) {
        const packedEnd = readLength(cursor, end)
        while (cursor.at < packedEnd) list.push(readValue(cursor, packedEnd, field, wireTypeOf(field), depth))
      } else list.push(readValue(cursor, end, field, wireType, depth))
    } else values[field.name] = readValue(cursor, end, field, wireType, depth)
  }
  return values
}

function readValue(cursor: Cursor, end: number, field: Field, wireType: number, depth: number): unknown {
  if (wireType !== wireTypeOf(field)) throw notOnnx(`field ${field.name} has wire type ${wireType}`, cursor.at)
  if (field.type === 'int64') return BigInt.asIntN(64, readVarint(cursor, end))
  if (field.type === 'float') return cursor.view.getFloat32(advance(cursor, end, 4), true)
  if (field.type === 'double') return cursor.view.getFloat64(advance(cursor, end, 8), true)
  const valueEnd = readLength(cursor, end)
  if (field.type !== 'bytes' && field.type !== 'string') return readMessage(cursor, valueEnd, field.type, depth + 1)
  const value = cursor.bytes.subarray(cursor.at, valueEnd)
  cursor.at = valueEnd
  return field.type === 'string' ? decodeUtf8(value) : value
}

function wireTypeOf(field: Field): number {
  return field.type === 'int64' ? 0 : field.type === 'double' ? 1 : field.type === 'float' ? 5 : 2
}

function readVarint(cursor: Cursor, end: number): bigint {
  let small = 0
  for (let k = 0; k < 4; k++) {
    const byte = cursor.bytes[advance(cursor, end, 1)]
    small |= (byte & 0x7f) << (7 * k)
    if (byte < 0x80) return BigInt(small)
  }
  let value = BigInt(small)
  for (let k = 4; k < 10; k++) {
    const byte = cursor.bytes[advance(cursor, end, 1)]
    value |= BigInt(byte & 0x7f) << BigInt(7 * k)
    if (byte < 0x80) return value
  }
  throw notOnnx('a number is longer than 10 bytes', cursor.at)
}

/** The end of the length-delimited value that begins here. */
function readLength(cursor: Cursor, end: number): number {
  const length = readVarint(cursor, end)
  if (length > BigInt(end - cursor.at))
    throw notOnnx(`a part of ${length} bytes is promised, ${end - cursor.at} are left`, cursor.at)
  return cursor.at + Number(length)
}

function skip(cursor: Cursor, end: number, wireType: number): void {
  if (wireType === 0) readVarint(cursor, end)
  else if (wireType === 1) advance(cursor, end, 8)
  else if (wireType === 2) cursor.at = readLength(cursor, end)
  else if (wireType === 5) advance(cursor, end, 4)
  else throw notOnnx(`wire type ${wireType}`, cursor.at)
}

/** Moves on by `size` bytes and returns where they begin. */
function advance(cursor: Cursor, end: number, size: number): number {
  const start = cursor.at
  if (start + size > end) throw notOnnx('the file ends inside a value', start)
  cursor.at = start + size
  return start
}

function notOnnx(what: string, offset: number): CueScopeError {
  const message = `This is no ONNX model, or it is damaged (at byte ${offset}: ${what}). Choose another file, or copy or export it again.`
  return new CueScopeError('not-onnx', message, { offset })
}

const fieldsByNumber = Object.fromEntries(
  Object.entries(messages).map(([name, fields]) => [name, new Map(fields.map(field => [field.number, field]))]),
) as Record<MessageName, Map<number, Field>>
