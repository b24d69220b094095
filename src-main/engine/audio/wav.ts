import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import { checkLength } from './limits'
import { Mixdown } from './mixdown'
import type { AudioReading } from './reading'
import { looksLikeChunk, readRiffChunks } from './riff-chunks'
import type { RiffChunk } from './riff-chunks'
import { sampleFormat } from './sample-formats'
import { parseWavFormat } from './wav-format'
import type { WavFormat } from './wav-format'

const BLOCK_FRAMES = 16384
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
  checkLength(frames, format.sampleRateHz)
  checkRiffSize(view, dataChunk, notes)
  const mixed = mixSamples(view, dataChunk.start, frames, format)
  return { ...mixed, sampleRateHz: format.sampleRateHz, channels: format.channels, notes }
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
function countFrames(bytes: Uint8Array, data: RiffChunk, format: WavFormat, notes: ErrorBody[]): number {
  const frameBytes = format.bytesPerSample * format.channels
  const there = bytes.length - data.start
  const isUnwritten = data.claimedSize === 0 && there > 0 && !looksLikeChunk(bytes, data.start)
  const used = isUnwritten ? there : Math.min(there, data.claimedSize)
  const frames = Math.floor(used / frameBytes)
  const details = { claimedBytes: data.claimedSize, bytes: there }
  if (isUnwritten || data.claimedSize >= UNKNOWN_SIZE_FROM) {
    if (used !== data.claimedSize) {
      const message = `The header doesn't tell how long the clip is; all ${frames} samples to the end of the file are used.`
      notes.push({ code: 'size-field-wrong', message, details })
    }
  } else if (data.claimedSize > there) {
    const promised = Math.floor(data.claimedSize / frameBytes)
    const message = `The file is cut: ${frames} of ${promised} samples are there and used.`
    notes.push({ code: 'truncated-data', message, details: { ...details, frames, promised } })
  } else if (used % frameBytes !== 0) {
    const message = `The samples' ${used} bytes are not a multiple of ${frameBytes}; the last ${used % frameBytes} are left out.`
    notes.push({ code: 'size-field-wrong', message, details })
  }
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

function mixSamples(view: DataView, start: number, frames: number, format: WavFormat): ReturnType<Mixdown['finish']> {
  const { channels, bytesPerSample, encoding } = format
  const { read, fullScale } = sampleFormat(encoding, bytesPerSample)
  const mixdown = new Mixdown(channels, frames, fullScale)
  const block = Array.from({ length: channels }, () => new Float64Array(Math.min(frames, BLOCK_FRAMES)))
  let position = start
  for (let done = 0; done < frames; done += BLOCK_FRAMES) {
    const count = Math.min(BLOCK_FRAMES, frames - done)
    for (let i = 0; i < count; i++) {
      for (let channel = 0; channel < channels; channel++, position += bytesPerSample)
        block[channel][i] = read(view, position)
    }
    mixdown.add(block, count)
  }
  return mixdown.finish()
}
