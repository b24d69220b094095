import { describe, expect, it } from 'vitest'
import { FlacBits } from '#engine/audio/flac/flac-bits'
import { readSubframe } from '#engine/audio/flac/flac-subframe'
import { BitWriter } from './flac-bytes'

const VERBATIM = 1
const fixed = (order: number): number => 8 + order
const predicted = (order: number): number => 31 + order

/** Two's complement. */
const signed = (bits: BitWriter, width: number, ...values: number[]): BitWriter =>
  values.reduce((writer, value) => writer.write(width, value < 0 ? value + 2 ** width : value), bits)

/** Quotient in unary, the rest in `parameter` bits. */
function rice(bits: BitWriter, parameter: number, ...values: number[]): BitWriter {
  for (const value of values) {
    const code = value < 0 ? -2 * value - 1 : 2 * value
    for (let i = 0; i < Math.floor(code / 2 ** parameter); i++) bits.write(1, 0)
    bits.write(1, 1).write(parameter, code % 2 ** parameter)
  }
  return bits
}

const head = (type: number, isWasted = 0): BitWriter => new BitWriter().write(1, 0).write(6, type).write(1, isWasted)

function decode(bits: BitWriter, samples: number, depth: number): number[] {
  const reader = new FlacBits()
  reader.open(Uint8Array.from(bits.bytes()), 0)
  const out = new Float64Array(samples)
  readSubframe(reader, out, samples, depth)
  return [...out]
}

describe('engine/audio/flac subframes', () => {
  it('engine/audio - constant and verbatim, up to the 33 bits of a difference', () => {
    expect(decode(signed(head(0), 16, -5), 4, 16)).toEqual([-5, -5, -5, -5])
    const extremes = [2 ** 32 - 1, -(2 ** 32), -1, 0]
    expect(decode(signed(head(VERBATIM), 33, ...extremes), 4, 33)).toEqual(extremes)
  })

  it('engine/audio - wasted bits are put back', () => {
    const bits = head(VERBATIM, 1).write(3, 1)
    expect(decode(signed(bits, 13, 7, -4096), 2, 16)).toEqual([56, -32768])
  })

  // The residuals are 0, so the samples go on as the polynomial through the first ones does.
  it.each([
    [0, [], [0, 0, 0, 0, 0, 0]],
    [1, [3], [3, 3, 3, 3, 3, 3]],
    [2, [3, 5], [3, 5, 7, 9, 11, 13]],
    [3, [0, 1, 4], [0, 1, 4, 9, 16, 25]],
    [4, [0, 1, 8, 27], [0, 1, 8, 27, 64, 125]],
  ])('engine/audio - fixed predictor of order %i', (order, warmUp, expected) => {
    const bits = signed(head(fixed(order)), 16, ...warmUp)
    bits.write(2, 0).write(4, 0).write(4, 0)
    expect(decode(rice(bits, 0, ...Array.from({ length: 6 - order }, () => 0)), 6, 16)).toEqual(expected)
  })

  it('engine/audio - a predictor of its own rounds its sum down', () => {
    const bits = signed(head(predicted(2)), 16, 10, -7)
    // Coefficients of 5 bits: the latest sample times 5, the one before it times -3; shift 2.
    signed(bits.write(4, 4), 5, 2, 5, -3).write(2, 0).write(4, 0).write(4, 2)
    rice(bits, 2, 1, -6, 0)
    const expected = [10, -7]
    for (const residual of [1, -6, 0]) {
      expected.push(Math.floor((5 * expected.at(-1)! - 3 * expected.at(-2)!) / 4) + residual)
    }
    expect(decode(bits, 5, 16)).toEqual(expected)
  })

  it('engine/audio - partitions have parameters of 4 or 5 bits, or plain numbers', () => {
    const long = head(fixed(0)).write(2, 1).write(4, 1).write(5, 17)
    rice(long, 17, 200000, -300000).write(5, 31).write(5, 3)
    signed(long, 3, -4, 3)
    expect(decode(long, 4, 24)).toEqual([200000, -300000, -4, 3])
    const short = head(fixed(0)).write(2, 0).write(4, 2).write(4, 15).write(5, 0)
    rice(short.write(4, 1), 1, -9)
    rice(short.write(4, 14), 14, 40000)
    signed(short.write(4, 15).write(5, 9), 9, -256)
    expect(decode(short, 4, 24)).toEqual([0, -9, 40000, -256])
  })

  it('engine/audio - a quotient longer than a word, and the largest residuals', () => {
    const bits = head(fixed(0)).write(2, 0).write(4, 0).write(4, 0)
    expect(decode(rice(bits, 0, 100, -77, 3), 3, 16)).toEqual([100, -77, 3])
    const large = head(fixed(0)).write(2, 1).write(4, 0).write(5, 30)
    expect(decode(rice(large, 30, 2 ** 31 - 1, -(2 ** 31)), 2, 32)).toEqual([2 ** 31 - 1, -(2 ** 31)])
  })

  it.each([
    ['a type that does not exist', head(2), 4],
    ['a first bit that is set', new BitWriter().write(8, 0x82), 4],
    ['more wasted bits than there are', head(0, 1).write(20, 1), 4],
    ['an order above the number of samples', signed(head(fixed(4)), 16, 1, 2, 3, 4), 3],
    ['an unknown coding', head(fixed(0)).write(2, 2).write(16, 0), 4],
    ['partitions that do not divide the samples', head(fixed(0)).write(2, 0).write(4, 2).write(16, 0), 6],
    [
      'a predictor of 16 bits',
      signed(head(predicted(1)), 16, 1)
        .write(4, 15)
        .write(16, 0),
      4,
    ],
    [
      'a shift below zero',
      signed(head(predicted(1)), 16, 1)
        .write(4, 3)
        .write(5, 31)
        .write(16, 0),
      4,
    ],
    ['an end in the middle', signed(head(VERBATIM), 16, 1, 2), 4],
    ['an end in a residual', head(fixed(0)).write(2, 0).write(4, 0).write(4, 3), 400],
  ])('engine/audio - refused: %s', (_, bits, samples) => {
    expect(() => decode(bits, samples, 16)).toThrow(expect.objectContaining({ code: 'decode-error' }))
  })
})
