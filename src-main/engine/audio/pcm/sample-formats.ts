import { LOSSY_FULL_SCALE } from '../sample-scale'

export type SampleEncoding = 'unsigned' | 'signed' | 'float' | 'a-law' | 'mu-law'

/** How samples of one format become numbers in [-1, 1]. */
export interface SampleFormat {
  read(view: DataView, position: number): number
  /** The largest positive value there is; for floating point, that of 16 bits. */
  readonly fullScale: number
}

/**
 * Integers are divided by 2^(bits - 1) of their container, so that -1 is the least value; a narrower sample in a wider
 * container stands at its top, as WAV and AIFF want it. A-law and mu-law give the 16-bit values of [g711].
 */
export function sampleFormat(encoding: SampleEncoding, bytesPerSample: number, isLittleEndian: boolean): SampleFormat {
  switch (encoding) {
    case 'unsigned':
      return { read: (view, at) => (view.getUint8(at) - 128) / 128, fullScale: 127 / 128 }
    case 'signed':
      return signedFormat(bytesPerSample, isLittleEndian)
    case 'float':
      return bytesPerSample === 8
        ? { read: (view, at) => view.getFloat64(at, isLittleEndian), fullScale: LOSSY_FULL_SCALE }
        : { read: (view, at) => view.getFloat32(at, isLittleEndian), fullScale: LOSSY_FULL_SCALE }
    case 'a-law':
      return tableFormat(fromALaw)
    case 'mu-law':
      return tableFormat(fromMuLaw)
  }
}

function signedFormat(bytesPerSample: number, isLittleEndian: boolean): SampleFormat {
  switch (bytesPerSample) {
    case 1:
      return { read: (view, at) => view.getInt8(at) / 2 ** 7, fullScale: 127 / 128 }
    case 2:
      return { read: (view, at) => view.getInt16(at, isLittleEndian) / 2 ** 15, fullScale: 1 - 2 ** -15 }
    case 3: {
      const [low, high] = isLittleEndian ? [0, 2] : [1, 0]
      return {
        read: (view, at) => (view.getUint16(at + low, isLittleEndian) + view.getInt8(at + high) * 65536) / 2 ** 23,
        fullScale: 1 - 2 ** -23,
      }
    }
    default:
      // 24 bits in 32 leave the last 8 at zero: their largest value counts as full scale too.
      return { read: (view, at) => view.getInt32(at, isLittleEndian) / 2 ** 31, fullScale: 1 - 2 ** -23 }
  }
}

function tableFormat(decode: (code: number) => number): SampleFormat {
  const table = Float64Array.from({ length: 256 }, (_, code) => decode(code) / 32768)
  return { read: (view, at) => table[view.getUint8(at)], fullScale: Math.max(...table) }
}

function fromALaw(code: number): number {
  const bits = code ^ 0x55
  const segment = (bits >> 4) & 7
  const step = ((bits & 15) << 4) + 8
  const size = segment === 0 ? step : (step + 256) << (segment - 1)
  return bits & 0x80 ? size : -size
}

function fromMuLaw(code: number): number {
  const bits = ~code
  const size = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132
  return bits & 0x80 ? 0 - size : size
}
