import type { FlacBits } from './flac-bits'
import { flacDecodeError } from './flac-errors'

/**
 * What a subframe's prediction misses, into `out` from `order` to `samples`: Rice codes of one parameter a partition,
 * or plain numbers. [rfc9639] section 9.2.7
 */
export function readResidual(bits: FlacBits, out: Float64Array, samples: number, order: number): void {
  const method = bits.unsigned(2)
  if (method > 1) throw flacDecodeError(`coding method ${method}`)
  const parameterBits = method === 0 ? 4 : 5
  const escape = 2 ** parameterBits - 1
  const partitions = 1 << bits.unsigned(4)
  const partitionSamples = samples / partitions
  if (!Number.isInteger(partitionSamples) || partitionSamples < order) {
    throw flacDecodeError(`${samples} samples in ${partitions} partitions`)
  }
  let from = order
  for (let to = partitionSamples; to <= samples; to += partitionSamples) {
    const parameter = bits.unsigned(parameterBits)
    if (parameter === escape) readPlain(bits, out, from, to)
    else readRice(bits, out, from, to, parameter)
    if (bits.isPastEnd) throw flacDecodeError('a block ends too early')
    from = to
  }
}

function readPlain(bits: FlacBits, out: Float64Array, from: number, to: number): void {
  const count = bits.unsigned(5)
  for (let i = from; i < to; i++) out[i] = bits.signed(count)
}

/** A quotient in unary, the remainder in `parameter` bits; even numbers stand for 0, 1, 2..., odd ones for -1, -2... */
function readRice(bits: FlacBits, out: Float64Array, from: number, to: number, parameter: number): void {
  const remainderShift = 31 - parameter
  let position = bits.position
  for (let i = from; i < to; i++) {
    const word = bits.peek(position)
    let quotient = Math.clz32(word)
    let remainder: number
    if (quotient + 1 + parameter <= 32) {
      // Two steps, as a shift by 32 would be one by 0.
      remainder = ((word << (quotient + 1)) >>> 1) >>> remainderShift
      position += quotient + 1 + parameter
    } else {
      bits.position = position
      quotient = bits.unary()
      if (bits.isPastEnd) return
      remainder = bits.unsigned(parameter)
      position = bits.position
    }
    const code = (quotient << parameter) | remainder
    out[i] = (code >>> 1) ^ -(code & 1)
  }
  bits.position = position
}
