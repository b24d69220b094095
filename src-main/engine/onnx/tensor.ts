/** A dense array with its shape, row-major. Booleans are bytes 0 and 1; float16 keeps its bits. */
export type Tensor =
  | { readonly type: 'float32'; readonly dims: readonly number[]; readonly data: Float32Array }
  | { readonly type: 'float64'; readonly dims: readonly number[]; readonly data: Float64Array }
  | { readonly type: 'float16'; readonly dims: readonly number[]; readonly data: Uint16Array }
  | { readonly type: 'int64'; readonly dims: readonly number[]; readonly data: BigInt64Array }
  | { readonly type: 'int32'; readonly dims: readonly number[]; readonly data: Int32Array }
  | { readonly type: 'bool' | 'uint8'; readonly dims: readonly number[]; readonly data: Uint8Array }

export type TensorType = Tensor['type']

export function float32(dims: readonly number[], data: Float32Array | readonly number[]): Tensor & { type: 'float32' } {
  return { type: 'float32', dims, data: data instanceof Float32Array ? data : Float32Array.from(data) }
}

/** A vector of shape [values.length], or a scalar with `dims` []. */
export function int64(
  values: readonly number[],
  dims: readonly number[] = [values.length],
): Tensor & { type: 'int64' } {
  return { type: 'int64', dims, data: BigInt64Array.from(values, BigInt) }
}

export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((size, n) => size * n, 1)
}

/** The values of an integer tensor as numbers, or null for floats. Values past 2^53 lose their last digits. */
export function integers(tensor: Tensor): number[] | null {
  if (tensor.type === 'int64') return Array.from(tensor.data, Number)
  return tensor.type === 'int32' ? Array.from(tensor.data) : null
}
