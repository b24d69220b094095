/** The numbers of the WebAssembly binary format that this folder needs [wasm2019]. */

export type Code = readonly number[]

export const valueTypes = { i32: 0x7f, v128: 0x7b } as const

export const opcodes = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  i32Load: 0x28,
  i32Store: 0x36,
  i32Const: 0x41,
  i32Eqz: 0x45,
  i32Eq: 0x46,
  i32GeU: 0x4f,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  simd: 0xfd,
} as const

/** After the `simd` prefix. */
export const simdOpcodes = {
  load: 0x00,
  load32Splat: 0x09,
  load64Splat: 0x0a,
  store: 0x0b,
  const: 0x0c,
  shuffle: 0x0d,
  and: 0x4e,
  or: 0x50,
  bitselect: 0x52,
  promoteLow: 0x5f,
  bitmask64: 0xc4,
} as const

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  do {
    const rest = Math.floor(value / 128)
    bytes.push((value % 128) + (rest > 0 ? 128 : 0))
    value = rest
  } while (value > 0)
  return bytes
}

/** Signed LEB128 of a 32-bit integer. */
export function signed(value: number): number[] {
  const bytes: number[] = []
  for (;;) {
    const byte = value & 127
    value >>= 7
    const isLast = (value === 0 && (byte & 64) === 0) || (value === -1 && (byte & 64) !== 0)
    bytes.push(isLast ? byte : byte | 128)
    if (isLast) return bytes
  }
}

/** A vector of a type's items, with their count before them. */
export function counted(items: readonly Code[]): number[] {
  return [...unsigned(items.length), ...items.flat()]
}
