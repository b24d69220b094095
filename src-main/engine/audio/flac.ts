import { createHash } from 'node:crypto'
import { FLACDecoder } from '@wasm-audio-decoders/flac'
import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import { findFlacFrames } from './flac-frames'
import type { FlacFrame, FlacFrames } from './flac-frames'
import { readFlacStreamInfo } from './flac-stream-info'
import type { FlacStreamInfo } from './flac-stream-info'
import { checkLength } from './limits'
import { Mixdown } from './mixdown'
import type { AudioReading } from './reading'

const FRAMES_AT_A_TIME = 16
/** The decoder gives NaN for any other. */
const DECODED_BITS = [8, 16, 24, 32]
/** The decoder gives 32-bit floats: integers up to here come back from them exactly. */
const MOST_EXACT_BITS = 24

/**
 * Reads FLAC. We find the frames and check their checksums ourselves (the decoder passes over damage in silence); it
 * decodes the whole ones, block by block. The MD5 of the whole is checked too. A file that is cut is used up to there;
 * one that is damaged before its end is refused, as all later times would be wrong.
 */
export async function readFlac(bytes: Uint8Array): Promise<AudioReading> {
  const info = readFlacStreamInfo(bytes)
  const found = findFlacFrames(bytes, info)
  const samples = found.frames.reduce((sum, { header }) => sum + header.samples, 0)
  checkWhole(found, samples, info)
  checkLength(samples, info.sampleRateHz)
  checkFrames(found.frames, info)
  checkDepth(info.bits)
  const { md5, ...mixed } = await decodeFrames(bytes, found.frames, info, samples)
  const isMd5Right = info.md5 === null || info.bits > MOST_EXACT_BITS ? null : md5 === info.md5
  const notes = lengthNotes(samples, found, info, isMd5Right)
  if (isMd5Right === false && !notes.some(({ code }) => code === 'truncated-data')) {
    const message = "The samples don't fit the file's own checksum of them (MD5), although each block fits its own."
    notes.push({ code: 'crc-mismatch', message })
  }
  return { ...mixed, sampleRateHz: info.sampleRateHz, channels: info.channels, notes }
}

function checkWhole({ frames, damagedBytes, tailBytes }: FlacFrames, samples: number, info: FlacStreamInfo): void {
  if (frames.length === 0 && tailBytes > 0) throw decodeError('not one is whole')
  if (damagedBytes === 0 || samples === info.totalSamples) return
  const message = `${damagedBytes} bytes between its blocks are damaged; all later times would be wrong. Get the file again.`
  throw new CueScopeError('crc-mismatch', message, { damagedBytes, samples, totalSamples: info.totalSamples })
}

function checkDepth(bits: number): void {
  if (DECODED_BITS.includes(bits)) return
  const message = `its samples have ${bits} bits; FLAC of ${DECODED_BITS.join(', ')} bits is read. Convert it to 24 bits.`
  throw new CueScopeError('unsupported-codec', message, { bits })
}

/** The header's word has no checksum, the frames' has: where they differ, neither is taken. */
function checkFrames(frames: readonly FlacFrame[], info: FlacStreamInfo): void {
  for (const { header } of frames) {
    for (const key of ['channels', 'bits', 'sampleRateHz'] as const) {
      if (header[key] === 0 || header[key] === info[key]) continue
      const message = `its header says ${key} ${info[key]}, its blocks ${header[key]}. It is damaged: get the file again.`
      throw new CueScopeError('corrupt-header', message, { key, header: info[key], blocks: header[key] })
    }
  }
}

async function decodeFrames(
  bytes: Uint8Array,
  frames: readonly FlacFrame[],
  info: FlacStreamInfo,
  samples: number,
): Promise<ReturnType<Mixdown['finish']> & { md5: string }> {
  const mixdown = new Mixdown(info.channels, samples, 1 - 2 ** -(Math.min(info.bits, MOST_EXACT_BITS) - 1))
  const md5 = createHash('md5')
  // One decoder a file: what state an error leaves one in is not known.
  const decoder = new FLACDecoder()
  await decoder.ready
  try {
    await decoder.decodeFrames([decoderHeader(info)])
    for (let i = 0; i < frames.length; i += FRAMES_AT_A_TIME) {
      const some = frames.slice(i, i + FRAMES_AT_A_TIME)
      const expected = some.reduce((sum, { header }) => sum + header.samples, 0)
      const decoded = await decoder.decodeFrames(some.map(({ start, end }) => bytes.subarray(start, end)))
      if (decoded.samplesDecoded !== expected || decoded.channelData.length !== info.channels) {
        throw decodeError(decoded.errors[0]?.message ?? `${decoded.samplesDecoded} of ${expected} samples decoded`)
      }
      const block = decoded.channelData.map(values => toIntegers(values, info.bits))
      if (info.md5 !== null && info.bits <= MOST_EXACT_BITS) md5.update(interleave(block, expected, info.bits))
      for (const values of block) for (let k = 0; k < expected; k++) values[k] /= 2 ** (info.bits - 1)
      mixdown.add(block, expected)
    }
  } catch (error) {
    throw error instanceof CueScopeError
      ? error
      : decodeError(error instanceof Error ? error.message : String(error), error)
  } finally {
    decoder.free()
  }
  return { ...mixdown.finish(), md5: md5.digest('hex') }
}

/** STREAMINFO alone, for frames that refer to it; its block sizes are opened wide, as some writers leave them at 0. */
function decoderHeader({ block }: FlacStreamInfo): Uint8Array {
  const header = new Uint8Array(8 + block.length)
  header.set([0x66, 0x4c, 0x61, 0x43, 0x80, 0, 0, block.length])
  header.set(block, 8)
  header.set([0, 16, 0xff, 0xff], 8)
  return header
}

/** The decoder divides by 2^(bits - 1) - 1. */
function toIntegers(values: Float32Array, bits: number): Float64Array {
  const scale = 2 ** (bits - 1) - 1
  const isExact = bits <= MOST_EXACT_BITS
  const out = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) out[i] = isExact ? Math.round(values[i] * scale) : values[i] * scale
  return out
}

/** As the MD5 wants them: channel after channel, little-endian, whole bytes. */
function interleave(block: readonly Float64Array[], samples: number, bits: number): Uint8Array {
  const width = Math.ceil(bits / 8)
  const out = new Uint8Array(samples * block.length * width)
  let at = 0
  for (let i = 0; i < samples; i++) {
    for (const values of block) {
      let value = values[i]
      for (let byte = 0; byte < width; byte++, value >>= 8) out[at++] = value
    }
  }
  return out
}

function lengthNotes(
  samples: number,
  found: FlacFrames,
  info: FlacStreamInfo,
  isMd5Right: boolean | null,
): ErrorBody[] {
  const notes: ErrorBody[] = []
  const { totalSamples } = info
  if (found.damagedBytes > 0) {
    const message = `${found.damagedBytes} bytes between the blocks are no audio; all samples are there.`
    notes.push({ code: 'corrupt-header', message })
  }
  const details = { samples, totalSamples, tailBytes: found.tailBytes }
  const isCut = found.tailBytes > 0 ? samples !== totalSamples : totalSamples > samples
  if (isCut && isMd5Right !== true) {
    const promised = totalSamples > 0 ? ` of ${totalSamples}` : ''
    const message = `The file is cut: ${samples}${promised} samples are there and used.`
    notes.push({ code: 'truncated-data', message, details })
    if (found.isTailFrame)
      notes.push({ code: 'crc-mismatch', message: 'The last block is cut or damaged and left out.' })
  } else if (samples !== totalSamples && totalSamples > 0) {
    const message = `The header says ${totalSamples} samples, ${samples} are there and used.`
    notes.push({ code: 'size-field-wrong', message, details })
  } else if (found.tailBytes > 0) {
    const message = `${found.tailBytes} bytes follow the last samples; they are passed over.`
    notes.push({ code: 'size-field-wrong', message, details })
  }
  return notes
}

function decodeError(reason: string, cause?: unknown): CueScopeError {
  return new CueScopeError(
    'decode-error',
    `its blocks can't be decoded (${reason}). Get the file again.`,
    { reason },
    { cause },
  )
}
