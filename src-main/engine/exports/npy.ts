import { CueScopeError } from '#engine/base/errors'

/** A NumPy 1.0 file of float32 in C order; `shape` from the slowest axis, its product is the number of values. */
export function encodeNpy(shape: readonly number[], values: Float32Array): Uint8Array<ArrayBuffer> {
  const count = shape.reduce((product, size) => product * size, 1)
  if (count !== values.length)
    throw new RangeError(`npy: shape ${shape.join(' x ')} does not hold ${values.length} values`)
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${axes}), }`
  // The values start at a multiple of 64 bytes; the header ends with a newline.
  const dataStart = Math.ceil((10 + dictionary.length + 1) / 64) * 64
  const bytes = new Uint8Array(dataStart + 4 * count)
  const header = `\x93NUMPY\x01\x00${' '.repeat(2)}${dictionary.padEnd(dataStart - 11)}\n`
  for (let i = 0; i < dataStart; i++) bytes[i] = header.charCodeAt(i)
  const view = new DataView(bytes.buffer)
  view.setUint16(8, dataStart - 10, true)
  values.forEach((value, i) => view.setFloat32(dataStart + 4 * i, value, true))
  return bytes
}

/** Reads a NumPy file of little-endian float32 or float64 in C order. @throws CueScopeError */
export function decodeNpy(bytes: Uint8Array, name: string): { shape: number[]; values: Float32Array } {
  const refuse = (why: string): CueScopeError =>
    new CueScopeError('wrong-type', `${name} is not a usable .npy file: ${why}.`, { name })
  if (bytes.length < 12 || bytes[0] !== 0x93 || String.fromCharCode(...bytes.subarray(1, 6)) !== 'NUMPY')
    throw refuse('no NumPy header')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [headerStart, headerLength] = bytes[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)]
  const header = new TextDecoder('latin1').decode(bytes.subarray(headerStart, headerStart + headerLength))
  const type = /'descr': '(<f4|<f8)'/.exec(header)?.[1]
  const shapeText = /'shape': \(([\d, ]*)\)/.exec(header)?.[1]
  if (type === undefined || shapeText === undefined)
    throw refuse(`float32 or float64 is needed, the header says ${header.trim()}`)
  if (!header.includes("'fortran_order': False"))
    throw refuse('it is in Fortran order; save it with numpy.ascontiguousarray')
  const shape = shapeText
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(Number)
  const count = shape.reduce((product, size) => product * size, 1)
  const [size, start] = [type === '<f4' ? 4 : 8, headerStart + headerLength]
  if (bytes.length !== start + size * count)
    throw refuse(`its header promises ${count} values, there are ${(bytes.length - start) / size}`)
  const read = (i: number): number =>
    size === 4 ? view.getFloat32(start + 4 * i, true) : view.getFloat64(start + 8 * i, true)
  return { shape, values: Float32Array.from({ length: count }, (_, i) => read(i)) }
}
