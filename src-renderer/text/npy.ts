const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]
/** The header's end, and so the data's start, is a multiple of this. */
const ALIGNED_BYTES = 64

/** A file of NumPy's format 1.0: float32, little-endian, row-major. */
export function npyFile(data: Float32Array, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const shapeText = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`
  const words = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shapeText}, }`
  const bare = MAGIC.length + 2 + words.length + 1
  const header = `${words}${' '.repeat((ALIGNED_BYTES - (bare % ALIGNED_BYTES)) % ALIGNED_BYTES)}\n`
  const start = MAGIC.length + 2 + header.length
  const file = new Uint8Array(start + 4 * data.length)
  file.set(MAGIC)
  const view = new DataView(file.buffer)
  view.setUint16(MAGIC.length, header.length, true)
  for (let i = 0; i < header.length; i++) file[MAGIC.length + 2 + i] = header.charCodeAt(i)
  for (let i = 0; i < data.length; i++) view.setFloat32(start + 4 * i, data[i], true)
  return file
}
