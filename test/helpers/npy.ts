import { readFileSync } from 'node:fs'

export interface NpyArray {
  /** Row-major. */
  readonly shape: readonly number[]
  /** Float32 for '<f4', Float64 for '<f8'. */
  readonly data: Float32Array | Float64Array
}

/** Reads a NumPy file of little-endian float32 or float64 in C order. */
export function readNpy(path: string): NpyArray {
  const bytes = readFileSync(path)
  if (bytes.toString('latin1', 0, 6) !== '\x93NUMPY') throw new Error(`${path} is not a NumPy file`)
  const isVersion1 = bytes[6] === 1
  const headerStart = isVersion1 ? 10 : 12
  const dataStart = headerStart + (isVersion1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8))
  const header = bytes.toString('latin1', headerStart, dataStart)
  const descr = /'descr': '([^']+)'/.exec(header)?.[1]
  if (!header.includes("'fortran_order': False")) throw new Error(`${path} is not in C order`)
  const shape = [.../'shape': \(([^)]*)\)/.exec(header)![1].matchAll(/\d+/g)].map(match => Number(match[0]))
  const values = bytes.buffer.slice(bytes.byteOffset + dataStart, bytes.byteOffset + bytes.length) as ArrayBuffer
  if (descr === '<f4') return { shape, data: new Float32Array(values) }
  if (descr === '<f8') return { shape, data: new Float64Array(values) }
  throw new Error(`${path} holds ${descr}; only <f4 and <f8 are read`)
}
