import { createHash } from 'node:crypto'
import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import { FlacDecoder } from './flac-decoder'
import { flacDecodeError } from './flac-errors'
import { findFlacFrames } from './flac-frames'
import type { FlacFrame, FlacFrames } from './flac-frames'
import { readFlacStreamInfo } from './flac-stream-info'
import type { FlacStreamInfo } from './flac-stream-info'
import { checkLength } from '../limits'
import { Mixdown } from '../mixdown'
import type { AudioReading } from '../reading'

const MIN_BITS = 4
/** A narrower sample in a wider one leaves the last bits at zero: its largest value counts as full scale too. */
const MOST_FULL_SCALE_BITS = 24

/**
 * Reads FLAC of 4 to 32 bits and 1 to 8 channels, sample-exact. Frames are found by their checksums first, so that
 * their number, no length field, says how long the clip is; then decoded one by one. The MD5 of the whole is checked
 * too. A file that is cut is used up to there; one that is damaged before its end is refused, as all later times would
 * be wrong.
 */
export function readFlac(bytes: Uint8Array): AudioReading {
  const info = readFlacStreamInfo(bytes)
  const found = findFlacFrames(bytes, info)
  const samples = found.frames.reduce((sum, { header }) => sum + header.samples, 0)
  checkWhole(found, samples, info)
  checkLength(samples, info.sampleRateHz)
  checkFrames(found.frames, info)
  checkDepth(info.bits)
  const { md5, ...mixed } = decodeFrames(bytes, found.frames, info, samples)
  const isMd5Right = info.md5 === null ? null : md5 === info.md5
  const notes = lengthNotes(samples, found, info, isMd5Right)
  if (isMd5Right === false && !notes.some(({ code }) => code === 'truncated-data')) {
    const message = "The samples don't fit the file's own checksum of them (MD5), although each block fits its own."
    notes.push({ code: 'crc-mismatch', message })
  }
  return { ...mixed, sampleRateHz: info.sampleRateHz, channels: info.channels, notes }
}

function checkWhole({ frames, damagedBytes, tailBytes }: FlacFrames, samples: number, info: FlacStreamInfo): void {
  if (frames.length === 0 && tailBytes > 0) throw flacDecodeError('not one is whole')
  if (damagedBytes === 0 || samples === info.totalSamples) return
  const message = `${damagedBytes} bytes between its blocks are damaged; all later times would be wrong. Get the file again.`
  throw new CueScopeError('crc-mismatch', message, { damagedBytes, samples, totalSamples: info.totalSamples })
}

function checkDepth(bits: number): void {
  if (bits >= MIN_BITS) return
  const message = `its header says ${bits} bits a sample; ${MIN_BITS} to 32 are possible. It is damaged: get the file again.`
  throw new CueScopeError('corrupt-header', message, { bits })
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

function decodeFrames(
  bytes: Uint8Array,
  frames: readonly FlacFrame[],
  info: FlacStreamInfo,
  samples: number,
): ReturnType<Mixdown['finish']> & { md5: string } {
  const mixdown = new Mixdown(info.channels, samples, 1 - 2 ** -(Math.min(info.bits, MOST_FULL_SCALE_BITS) - 1))
  const md5 = createHash('md5')
  const decoder = new FlacDecoder()
  for (const { start, end, header } of frames) {
    const block = decoder.decode(bytes.subarray(start, end), header, info.bits)
    if (info.md5 !== null) md5.update(interleave(block, header.samples, info.bits))
    const scale = 2 ** (1 - info.bits)
    for (const values of block) for (let i = 0; i < header.samples; i++) values[i] *= scale
    mixdown.add(block, header.samples)
  }
  return { ...mixdown.finish(), md5: md5.digest('hex') }
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
