import type { FlacBits } from './flac-bits'
import { flacDecodeError } from './flac-errors'
import { readResidual } from './flac-residual'

/** The next sample as a sum of the last ones, the latest first. */
const FIXED_COEFFICIENTS = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]]

/**
 * One channel of one frame into `out`, as integers of `depth` bits (up to 33: a difference of two channels needs one
 * more than they have). Float64 holds every sum here exactly: 32 products of 33 and 15 bits. [rfc9639] section 9.2
 */
export function readSubframe(bits: FlacBits, out: Float64Array, samples: number, depth: number): void {
  const header = bits.unsigned(8)
  const type = (header >> 1) & 63
  const wastedBits = header & 1 ? bits.unary() + 1 : 0
  const width = depth - wastedBits
  if (header & 128 || width < 1) throw flacDecodeError('a damaged subframe')

  if (type === 0) out.fill(bits.signed(width), 0, samples)
  else if (type === 1) for (let i = 0; i < samples; i++) out[i] = bits.signed(width)
  else if (type >= 8 && type <= 12) readFixed(bits, out, samples, width, type - 8)
  else if (type >= 32) readPredicted(bits, out, samples, width, type - 31)
  else throw flacDecodeError(`subframe type ${type}`)

  if (bits.isPastEnd) throw flacDecodeError('a block ends too early')
  if (wastedBits > 0) for (let i = 0; i < samples; i++) out[i] *= 2 ** wastedBits
}

function readFixed(bits: FlacBits, out: Float64Array, samples: number, width: number, order: number): void {
  readWarmUp(bits, out, samples, width, order)
  readResidual(bits, out, samples, order)
  predict(out, samples, FIXED_COEFFICIENTS[order], 0)
}

function readPredicted(bits: FlacBits, out: Float64Array, samples: number, width: number, order: number): void {
  readWarmUp(bits, out, samples, width, order)
  const precision = bits.unsigned(4) + 1
  const shift = bits.signed(5)
  if (precision === 16 || shift < 0) throw flacDecodeError('a damaged predictor')
  const coefficients = Array.from({ length: order }, () => bits.signed(precision))
  readResidual(bits, out, samples, order)
  predict(out, samples, coefficients, shift)
}

function readWarmUp(bits: FlacBits, out: Float64Array, samples: number, width: number, order: number): void {
  if (order > samples) throw flacDecodeError(`${samples} samples, order ${order}`)
  for (let i = 0; i < order; i++) out[i] = bits.signed(width)
}

/** Adds to each residual what the samples before it foretell. */
function predict(out: Float64Array, samples: number, coefficients: readonly number[], shift: number): void {
  const order = coefficients.length
  const scale = 2 ** -shift
  // Oldest first, so that both arrays are read upwards.
  const weights = Float64Array.from(coefficients).reverse()
  for (let i = order; i < samples; i++) {
    let sum = 0
    for (let j = 0, from = i - order; j < order; j++) sum += weights[j] * out[from + j]
    out[i] += Math.floor(sum * scale)
  }
}
