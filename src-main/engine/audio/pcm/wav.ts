import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import type { AudioReading } from '../reading'
import { countPcmFrames, readPcm } from './pcm'
import type { PcmFormat } from './pcm'
import { looksLikeChunk, readRiffChunks } from './riff-chunks'
import type { RiffChunk } from './riff-chunks'
import { parseWavFormat } from './wav-format'

/** Sizes that a recorder leaves when it can't go back to write the true one. */
const UNKNOWN_SIZE_FROM = 0x7fff0000

/**
 * Reads WAV: RIFF and RF64, integers of 8 to 32 bits, 32- and 64-bit floating point, A-law, mu-law, plain or
 * extensible. Length fields are compared with what is there; the samples there are what counts. Of two format or data
 * chunks the first counts.
 */
export function readWav(bytes: Uint8Array): AudioReading {
  if (bytes.length < 20)
    throw new CueScopeError(
      'truncated-header',
      `it ends after ${bytes.length} bytes, within the header. Get the file again.`,
    )
  const { chunks, notes } = readRiffChunks(bytes)
  const formatChunk = only('fmt ', chunks, bytes, notes)
  const dataChunk = only('data', chunks, bytes, notes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const format = parseWavFormat(
    new DataView(view.buffer, view.byteOffset + formatChunk.start, formatChunk.claimedSize),
    notes,
  )
  if (dataChunk.start < formatChunk.start)
    notes.push({ code: 'corrupt-header', message: 'The samples stand before their format.' })
  const frames = countFrames(bytes, dataChunk, format, notes)
  checkRiffSize(view, dataChunk, notes)
  return readPcm(view, dataChunk.start, frames, format, notes)
}

function only(id: string, chunks: readonly RiffChunk[], bytes: Uint8Array, notes: ErrorBody[]): RiffChunk {
  const found = chunks.filter(chunk => chunk.id === id)
  const name = id.trim()
  if (found.length === 0) {
    const message = `its "${name}" chunk is missing: the header is damaged or cut (${bytes.length} bytes in all). Get the file again.`
    throw new CueScopeError(bytes.length < 44 ? 'truncated-header' : 'corrupt-header', message)
  }
  if (found.length > 1) {
    const message = `There are ${found.length} "${name}" chunks; the first is used.`
    notes.push({ code: 'corrupt-header', message, details: { chunk: name, count: found.length } })
  }
  return found[0]
}

/** Whole frames that are really in the file. */
function countFrames(bytes: Uint8Array, data: RiffChunk, format: PcmFormat, notes: ErrorBody[]): number {
  const there = bytes.length - data.start
  const isUnwritten = data.claimedSize === 0 && there > 0 && !looksLikeChunk(bytes, data.start)
  const isUnknown = isUnwritten || (data.claimedSize >= UNKNOWN_SIZE_FROM && data.claimedSize > there)
  if (!isUnknown) return countPcmFrames(there, data.claimedSize, format, notes)
  const frames = Math.floor(there / (format.bytesPerSample * format.channels))
  const message = `The header doesn't tell how long the clip is; all ${frames} samples to the end of the file are used.`
  notes.push({ code: 'size-field-wrong', message, details: { claimedBytes: data.claimedSize, bytes: there } })
  return frames
}

/** The size of the whole, in the file's first bytes; needed for nothing, but wrong ones should be known. */
function checkRiffSize(view: DataView, data: RiffChunk, notes: ErrorBody[]): void {
  const isRf64 = view.getUint8(1) === 0x46
  const claimed = view.getUint32(4, true) + 8
  const isPlausible = claimed <= view.byteLength + 1 && claimed >= data.start + Math.min(data.claimedSize, 1)
  const isKnown = notes.some(({ code }) => code === 'size-field-wrong' || code === 'truncated-data')
  if (isRf64 || isKnown || (isPlausible && claimed >= Math.min(data.start + data.claimedSize, view.byteLength))) return
  const message = `The header says ${claimed} bytes, the file has ${view.byteLength}; all samples are there.`
  notes.push({ code: 'size-field-wrong', message, details: { claimedBytes: claimed, bytes: view.byteLength } })
}
