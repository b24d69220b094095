import type { TensorType } from './tensor'

/** Numbers of TensorProto.DataType with the name and the size in bytes of a value; strings have no fixed size. */
export const dataTypes: ReadonlyMap<number, { readonly name: string; readonly bytes: number }> = new Map([
  [1, { name: 'float32', bytes: 4 }],
  [2, { name: 'uint8', bytes: 1 }],
  [3, { name: 'int8', bytes: 1 }],
  [4, { name: 'uint16', bytes: 2 }],
  [5, { name: 'int16', bytes: 2 }],
  [6, { name: 'int32', bytes: 4 }],
  [7, { name: 'int64', bytes: 8 }],
  [8, { name: 'string', bytes: 0 }],
  [9, { name: 'bool', bytes: 1 }],
  [10, { name: 'float16', bytes: 2 }],
  [11, { name: 'float64', bytes: 8 }],
  [12, { name: 'uint32', bytes: 4 }],
  [13, { name: 'uint64', bytes: 8 }],
  [14, { name: 'complex64', bytes: 8 }],
  [15, { name: 'complex128', bytes: 16 }],
  [16, { name: 'bfloat16', bytes: 2 }],
  [17, { name: 'float8e4m3fn', bytes: 1 }],
  [18, { name: 'float8e4m3fnuz', bytes: 1 }],
  [19, { name: 'float8e5m2', bytes: 1 }],
  [20, { name: 'float8e5m2fnuz', bytes: 1 }],
  [21, { name: 'uint4', bytes: 0.5 }],
  [22, { name: 'int4', bytes: 0.5 }],
  [23, { name: 'float4e2m1', bytes: 0.5 }],
])

export const dataTypeNumbers: Readonly<Record<TensorType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
}

export function dataTypeName(number: number): string {
  return dataTypes.get(number)?.name ?? `type ${number}`
}
