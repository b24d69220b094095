import { Body } from './body'
import { counted, unsigned, type Code } from './encoding'

/** Writes one function down; see `Body`. */
export type Kernel = (body: Body) => void

const PAGE_BYTES = 65536
const ALIGNMENT_BYTES = 64

/**
 * Memory for WebAssembly kernels, and the kernels that work in it. Arrays are given out once and for all and seen from
 * both sides; a kernel is written for its arrays: their addresses (`byteOffset`) stand in its code.
 *
 * SIMD takes two doubles or four floats at a time and rounds each as JavaScript does: same order, same bits.
 * References: [wasm2019].
 */
export interface Workspace {
  f32(length: number): Float32Array
  f64(length: number): Float64Array
  i32(length: number): Int32Array
  /** The kernels as functions without arguments, under their names. */
  compile<Name extends string>(kernels: Record<Name, Kernel>): Record<Name, () => void>
}

/** `bytes`: room for all arrays; costs nothing until it is used. */
export function createWorkspace(bytes: number): Workspace {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) })
  // Address 0 stays free: an array that was forgotten would show.
  let used = ALIGNMENT_BYTES
  function take(length: number, bytesEach: number): number {
    const start = used
    used += ALIGNMENT_BYTES * Math.ceil((length * bytesEach) / ALIGNMENT_BYTES)
    return start
  }
  return {
    f32: length => new Float32Array(memory.buffer, take(length, 4), length),
    f64: length => new Float64Array(memory.buffer, take(length, 8), length),
    i32: length => new Int32Array(memory.buffer, take(length, 4), length),
    compile<Name extends string>(kernels: Record<Name, Kernel>) {
      const names = Object.keys(kernels) as Name[]
      const module = new WebAssembly.Module(
        assemble(
          names,
          names.map(name => kernels[name]),
        ),
      )
      return new WebAssembly.Instance(module, { workspace: { memory } }).exports as Record<Name, () => void>
    },
  }
}

/** A module of functions without arguments or results, over an imported memory. */
function assemble(names: readonly string[], kernels: readonly Kernel[]): Uint8Array<ArrayBuffer> {
  const bodies = kernels.map(kernel => {
    const body = new Body()
    kernel(body)
    return body.encode()
  })
  const noArgumentsNoResults = [0x60, 0, 0]
  const memoryImport = [...text('workspace'), ...text('memory'), 0x02, 0x00, 0x00]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, counted([noArgumentsNoResults])),
    ...section(2, counted([memoryImport])),
    ...section(3, counted(names.map(() => [0]))),
    ...section(7, counted(names.map((name, i) => [...text(name), 0x00, ...unsigned(i)]))),
    ...section(10, counted(bodies)),
  ])
}

function section(id: number, content: Code): Code {
  return [id, ...unsigned(content.length), ...content]
}

function text(ascii: string): Code {
  return [...unsigned(ascii.length), ...Array.from(ascii, letter => letter.charCodeAt(0))]
}

/** What is used of the host's WebAssembly: the pure part of the engine is checked without a host's declarations. */
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer }
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  Instance: new (module: object, imports: object) => { readonly exports: object }
}
