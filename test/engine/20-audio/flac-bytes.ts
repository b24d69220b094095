import { createHash } from 'node:crypto'

export interface FlacFields {
  rateHz: number
  bits: number
  /** Integers, one array a channel. */
  channels: readonly (readonly number[])[]
  blockSamples: number
  /** @default the right one */
  total?: number
  /** @default the right one */
  md5?: Uint8Array
  /** Let the frames refer to STREAMINFO for rate and bits. @default false */
  isTerse?: boolean
  /** Blocks of changing length, one frame here, numbered by their first sample. @default false */
  isVariable?: boolean
  /** Of the first frame. @default 0 */
  firstNumber?: number
}

/** A FLAC file without compression (verbatim subframes): enough to know each sample that must come out. [rfc9639] */
export function flacFile({
  rateHz,
  bits,
  channels,
  blockSamples,
  total,
  md5,
  isTerse = false,
  isVariable = false,
  firstNumber = 0,
}: FlacFields): {
  header: Uint8Array
  frames: Uint8Array[]
} {
  const length = channels[0].length
  const info = new BitWriter()
  info.write(16, blockSamples).write(16, blockSamples).write(24, 0).write(24, 0)
  info
    .write(20, rateHz)
    .write(3, channels.length - 1)
    .write(5, bits - 1)
    .write(36, total ?? length)
  const sum = md5 ?? createHash('md5').update(interleaved(channels, bits)).digest()
  const header = Uint8Array.from([0x66, 0x4c, 0x61, 0x43, 0x80, 0, 0, 34, ...info.bytes(), ...sum])

  const frames: Uint8Array[] = []
  for (let start = 0; start < length; start += blockSamples) {
    const count = Math.min(blockSamples, length - start)
    const frame = new BitWriter()
    frame
      .write(16, isVariable ? 0xfff9 : 0xfff8)
      .write(4, 7)
      .write(4, isTerse ? 0 : 13)
    frame
      .write(4, channels.length - 1)
      .write(3, isTerse ? 0 : BITS_CODES[bits])
      .write(1, 0)
    for (const byte of codedNumber(firstNumber + frames.length)) frame.write(8, byte)
    frame.write(16, count - 1)
    if (!isTerse) frame.write(16, rateHz)
    frame.write(8, remainder(frame.bytes(), 8, 0x07))
    for (const values of channels) {
      frame.write(8, 2)
      for (const value of values.slice(start, start + count)) frame.write(bits, value < 0 ? value + 2 ** bits : value)
    }
    const body = frame.bytes()
    const crc = remainder(body, 16, 0x8005)
    frames.push(Uint8Array.from([...body, crc >> 8, crc & 255]))
  }
  return { header, frames }
}

export function joined({ header, frames }: { header: Uint8Array; frames: readonly Uint8Array[] }): Uint8Array {
  return Uint8Array.from([header, ...frames].flatMap(part => [...part]))
}

/** Up to 11 bits, as UTF-8 has them. */
function codedNumber(value: number): number[] {
  return value < 128 ? [value] : [0xc0 | (value >> 6), 0x80 | (value & 63)]
}

const BITS_CODES: Readonly<Record<number, number>> = { 8: 1, 12: 2, 16: 4, 20: 5, 24: 6, 32: 7 }

/** Highest bit first. */
export class BitWriter {
  #bits: number[] = []

  write(count: number, value: number): this {
    for (let i = count - 1; i >= 0; i--) this.#bits.push(Math.floor(value / 2 ** i) % 2)
    return this
  }

  /** The last byte filled up with zeros. */
  bytes(): number[] {
    return Array.from({ length: Math.ceil(this.#bits.length / 8) }, (_, i) =>
      this.#bits.slice(8 * i, 8 * i + 8).reduce((byte, bit, k) => byte + bit * 2 ** (7 - k), 0),
    )
  }
}

/** Long division, bit by bit: the definition of the checksum, without tables. */
function remainder(bytes: readonly number[], width: number, polynomial: number): number {
  let rest = 0
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const top = (rest >> (width - 1)) & 1
      rest = (rest << 1) & (2 ** width - 1)
      if (top !== ((byte >> bit) & 1)) rest ^= polynomial
    }
  }
  return rest
}

function interleaved(channels: readonly (readonly number[])[], bits: number): Uint8Array {
  const width = Math.ceil(bits / 8)
  return Uint8Array.from(
    channels[0].flatMap((_, i) =>
      channels.flatMap(values =>
        Array.from({ length: width }, (_, k) => Number((BigInt(values[i]) >> BigInt(8 * k)) & 255n)),
      ),
    ),
  )
}
