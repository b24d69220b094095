import { CueScopeError } from '#engine/base/errors'
import type { Hertz } from '#engine/base/units'
import { checkShape } from '../limits'
import { id3Length } from '../sniff'

/** What a FLAC file says of itself, [rfc9639] section 8.2. Nothing but the frames' checksums vouches for it. */
export interface FlacStreamInfo {
  readonly sampleRateHz: Hertz
  readonly channels: number
  readonly bits: number
  /** Samples a channel; 0: unknown. */
  readonly totalSamples: number
  /** Of the smallest frame; 0: unknown. */
  readonly minFrameBytes: number
  /** MD5 of the samples, hexadecimal; null: not given. */
  readonly md5: string | null
  /** Where the frames start. */
  readonly audioStart: number
}

const STREAM_INFO_BYTES = 34

/** @throws CueScopeError truncated-header, corrupt-header, bad-sample-rate, bad-channel-count */
export function readFlacStreamInfo(bytes: Uint8Array): FlacStreamInfo {
  const start = id3Length(bytes) + 4
  const block = bytes.subarray(start + 4, start + 4 + STREAM_INFO_BYTES)
  if (block.length < STREAM_INFO_BYTES) throw cutHeader(bytes.length)
  const length = (bytes[start + 1] << 16) | (bytes[start + 2] << 8) | bytes[start + 3]
  if ((bytes[start] & 127) !== 0 || length !== STREAM_INFO_BYTES) {
    const message =
      'its first block is not the one that describes the stream (STREAMINFO). The header is damaged: get the file again.'
    throw new CueScopeError('corrupt-header', message, { type: bytes[start] & 127, length })
  }
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  const packed = view.getBigUint64(10)
  const sampleRateHz = Number(packed >> 44n)
  const channels = Number((packed >> 41n) & 7n) + 1
  checkShape(sampleRateHz, channels)
  return {
    sampleRateHz,
    channels,
    bits: Number((packed >> 36n) & 31n) + 1,
    totalSamples: Number(packed & 0xfffffffffn),
    minFrameBytes: view.getUint32(4) >>> 8,
    md5: block.subarray(18).some(byte => byte !== 0) ? Buffer.from(block.subarray(18)).toString('hex') : null,
    audioStart: skipMetadata(bytes, start),
  }
}

/** From the first metadata block to the byte after the last. */
function skipMetadata(bytes: Uint8Array, start: number): number {
  let position = start
  for (let isLast = false; !isLast;) {
    if (position + 4 > bytes.length) throw cutHeader(bytes.length)
    isLast = (bytes[position] & 128) !== 0
    const length = (bytes[position + 1] << 16) | (bytes[position + 2] << 8) | bytes[position + 3]
    if (position + 4 + length > bytes.length) {
      const message = `a block of its header claims ${length} bytes at byte ${position}, more than are there. It is cut or damaged: get the file again.`
      throw new CueScopeError('corrupt-header', message, { length, position, size: bytes.length })
    }
    position += 4 + length
  }
  return position
}

function cutHeader(size: number): CueScopeError {
  const message = `it ends after ${size} bytes, within its header. Get the file again.`
  return new CueScopeError('truncated-header', message, { size })
}
