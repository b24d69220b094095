/**
 * Big arrays cross the API as binary: a little-endian header, then the values.
 * Header: uint32 magic 'CSA1', uint32 number of dimensions, then each dimension as uint32; values are float32.
 * A header X-Array-Meta carries a JSON object with what else belongs to the array (rates, hop, value range).
 */
export interface NamedArray {
  readonly shape: readonly number[]
  readonly data: Float32Array
  readonly meta: Readonly<Record<string, unknown>>
}

const MAGIC = 0x31415343 // 'CSA1'

export function encodeArray(shape: readonly number[], data: Float32Array): Uint8Array<ArrayBuffer> {
  const header = 8 + 4 * shape.length
  const out = new Uint8Array(header + data.byteLength)
  const view = new DataView(out.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, shape.length, true)
  shape.forEach((size, i) => view.setUint32(8 + 4 * i, size, true))
  out.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header)
  return out
}

export function decodeArray(bytes: ArrayBuffer): { shape: number[]; data: Float32Array } {
  const view = new DataView(bytes)
  if (bytes.byteLength < 8 || view.getUint32(0, true) !== MAGIC) throw new Error('not an array of this program')
  const dimensions = view.getUint32(4, true)
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(8 + 4 * i, true))
  const size = shape.reduce((product, n) => product * n, 1)
  const header = 8 + 4 * dimensions
  if (bytes.byteLength !== header + 4 * size) throw new Error('array is shorter or longer than its header says')
  return { shape, data: new Float32Array(bytes.slice(header)) }
}
