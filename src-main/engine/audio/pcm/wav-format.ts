import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import { checkShape } from '../limits'
import type { PcmFormat } from './pcm'
import type { SampleEncoding } from './sample-formats'

const EXTENSIBLE = 0xfffe
/** Bytes 2-15 of a WAVE_FORMAT_EXTENSIBLE sub-format; bytes 0-1 are the format tag. */
const SUBFORMAT_TAIL = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71]
const CODEC_NAMES: Readonly<Record<number, string>> = {
  0x02: 'MS ADPCM',
  0x11: 'IMA ADPCM',
  0x31: 'GSM 6.10',
  0x50: 'MPEG',
  0x55: 'MP3',
  0xff: 'AAC',
  0x161: 'Windows Media Audio',
}

/** Reads a `fmt ` chunk. @throws CueScopeError corrupt-header, unsupported-codec, bad-sample-rate, bad-channel-count */
export function parseWavFormat(chunk: DataView, notes: ErrorBody[]): PcmFormat {
  if (chunk.byteLength < 16) {
    const message = `its format chunk has ${chunk.byteLength} bytes instead of 16 or more. The header is damaged: get the file again.`
    throw new CueScopeError('corrupt-header', message, { size: chunk.byteLength })
  }
  const tag = chunk.getUint16(0, true)
  const channels = chunk.getUint16(2, true)
  const sampleRateHz = chunk.getUint32(4, true)
  const blockBytes = chunk.getUint16(12, true)
  const bits = chunk.getUint16(14, true)
  const encoding = encodingOf(tag === EXTENSIBLE ? subFormatTag(chunk) : tag, bits)
  checkShape(sampleRateHz, channels)

  const packed = Math.ceil(bits / 8)
  const isWide = bits > 16 && bits < 32 && blockBytes === 4 * channels
  const bytesPerSample = isWide ? 4 : packed
  if (blockBytes !== bytesPerSample * channels) {
    if (bits % 8 !== 0) {
      const message = `its header puts ${bits}-bit samples of ${channels} channels into ${blockBytes} bytes. The header is damaged: export it again.`
      throw new CueScopeError('corrupt-header', message, { bits, channels, blockBytes })
    }
    const message = `The header says ${blockBytes} bytes a frame; ${bytesPerSample * channels} are right and used.`
    notes.push({ code: 'corrupt-header', message, details: { blockBytes } })
  }
  if (tag === EXTENSIBLE && chunk.getUint16(18, true) > 8 * bytesPerSample) {
    const message = `The header says that ${chunk.getUint16(18, true)} of ${8 * bytesPerSample} bits are used; all are.`
    notes.push({ code: 'corrupt-header', message })
  }
  return { encoding, bytesPerSample, isLittleEndian: true, channels, sampleRateHz }
}

function encodingOf(tag: number, bits: number): SampleEncoding {
  if (tag === 1 && bits >= 8 && bits <= 32) return bits === 8 ? 'unsigned' : 'signed'
  if (tag === 3 && (bits === 32 || bits === 64)) return 'float'
  if (tag === 6 && bits === 8) return 'a-law'
  if (tag === 7 && bits === 8) return 'mu-law'
  const kind = { 1: 'integer', 3: 'floating-point', 6: 'A-law', 7: 'mu-law' }[tag]
  const name = kind ? `${bits}-bit ${kind}` : (CODEC_NAMES[tag] ?? `codec 0x${tag.toString(16).padStart(4, '0')}`)
  const message = `its samples are stored as ${name}, which is not read here. Convert it to 16- or 24-bit PCM or FLAC.`
  throw new CueScopeError('unsupported-codec', message, { tag, bits })
}

function subFormatTag(chunk: DataView): number {
  if (chunk.byteLength < 40 || chunk.getUint16(16, true) < 22) {
    const message = `its extensible format chunk has ${chunk.byteLength} bytes instead of 40. The header is damaged: export it again.`
    throw new CueScopeError('corrupt-header', message, { size: chunk.byteLength })
  }
  if (SUBFORMAT_TAIL.some((byte, i) => chunk.getUint8(26 + i) !== byte)) {
    const message = 'its samples are stored in an unknown way (sub-format). Convert it to 16- or 24-bit PCM or FLAC.'
    throw new CueScopeError('unsupported-codec', message)
  }
  return chunk.getUint16(24, true)
}
