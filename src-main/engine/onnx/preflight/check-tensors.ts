import { dataTypes } from '#engine/onnx/data-types'
import type { TensorProto } from '#engine/onnx/proto/messages'
import { externalRange, type ExternalRange } from './external-data'
import { refuse, shown } from './refuse'

const EXTERNAL = 1n

/** Shape, type and payload of a constant must agree, and its values be numbers. Returns where external data lies. */
export function checkTensor(tensor: TensorProto): ExternalRange | null {
  const name = tensor.name ?? ''
  const type = dataTypes.get(Number(tensor.dataType ?? 0n))
  if (!type)
    refuse('invalid-graph', `The constant ${shown(name)} is of the unknown type ${tensor.dataType ?? 0n}.`, {
      tensor: name,
    })
  const count = elementCount(tensor)
  if (tensor.dataLocation === EXTERNAL || tensor.externalData?.length)
    return externalRange(tensor, Math.ceil(count * type.bytes))
  const held = heldValues(tensor, type)
  if (held !== count) {
    const why = `The constant ${shown(name)} should hold ${count} values by its shape, but holds ${held}.`
    refuse('tensor-size-mismatch', why, { tensor: name, shape: (tensor.dims ?? []).map(Number), values: held })
  }
  if (type.name === 'float32' && hasNaN(tensor)) {
    refuse('non-finite-output', `The weights ${shown(name)} hold values that are no number (NaN).`, { tensor: name })
  }
  return null
}

/** Exact below 2^53; beyond that no payload can match anyway. */
export function elementCount(tensor: TensorProto): number {
  const dims = tensor.dims ?? []
  const negative = dims.find(dim => dim < 0n)
  if (negative !== undefined) {
    refuse('tensor-size-mismatch', `The constant ${shown(tensor.name)} has a size of ${negative}.`, {
      tensor: tensor.name ?? '',
    })
  }
  return dims.reduce((product, dim) => product * Number(dim), 1)
}

function heldValues(tensor: TensorProto, type: { name: string; bytes: number }): number {
  if (type.name === 'string') return tensor.stringData?.length ?? 0
  if (tensor.rawData) {
    const whole = tensor.rawData.length / type.bytes
    // Four-bit types share a byte; an odd count leaves half of the last one unused.
    return type.bytes < 1 && elementCount(tensor) === whole - 1 ? whole - 1 : whole
  }
  const lists = [tensor.floatData, tensor.int32Data, tensor.int64Data, tensor.doubleData, tensor.uint64Data]
  const held = lists.reduce((sum, list) => sum + (list?.length ?? 0), 0)
  if (type.name === 'complex64' || type.name === 'complex128') return held / 2
  return type.bytes < 1 ? Math.min(held * 2, elementCount(tensor)) : held
}

function hasNaN({ rawData, floatData }: TensorProto): boolean {
  if (floatData?.some(value => Number.isNaN(value))) return true
  if (!rawData) return false
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength)
  for (let at = 0; at + 4 <= rawData.length; at += 4) {
    const bits = view.getUint32(at, true)
    if ((bits & 0x7f800000) === 0x7f800000 && (bits & 0x7fffff) !== 0) return true
  }
  return false
}
