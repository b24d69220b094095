import { readFileSync } from 'node:fs'

/** A little-endian float32 .npy file, C order. */
export function readNpy(file: string): { shape: number[]; data: Float32Array } {
  const bytes = readFileSync(file)
  const headerLength = bytes.readUInt16LE(8)
  const header = bytes.toString('latin1', 10, 10 + headerLength)
  if (!header.includes("'<f4'") || !header.includes("'fortran_order': False"))
    throw new Error(`${file} is no C-order float32 array`)
  const shape = [.../\(([^)]*)\)/.exec(header)![1].matchAll(/\d+/g)].map(match => Number(match[0]))
  const start = 10 + headerLength
  return {
    shape,
    data: new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length)),
  }
}
