import type { ErrorBody } from '#contracts/error'
import type { Hertz } from '#engine/base/units'
import { checkLength } from '../limits'
import { Mixdown } from '../mixdown'
import type { AudioReading } from '../reading'
import { sampleFormat } from './sample-formats'
import type { SampleEncoding } from './sample-formats'

/** Samples that stand one after another, channel by channel. */
export interface PcmFormat {
  readonly encoding: SampleEncoding
  /** One sample of one channel; more than the bits need where they are kept in a wider container. */
  readonly bytesPerSample: number
  readonly isLittleEndian: boolean
  readonly channels: number
  readonly sampleRateHz: Hertz
}

const BLOCK_FRAMES = 16384

/** `notes`: those so far. `frames`: really there from byte `start` on. @throws CueScopeError no-audio-frames, too-long */
export function readPcm(
  view: DataView,
  start: number,
  frames: number,
  format: PcmFormat,
  notes: readonly ErrorBody[],
): AudioReading {
  const { channels, bytesPerSample, encoding, sampleRateHz, isLittleEndian } = format
  checkLength(frames, sampleRateHz)
  const { read, fullScale } = sampleFormat(encoding, bytesPerSample, isLittleEndian)
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
  return { ...mixdown.finish(), sampleRateHz, channels, notes }
}

/** Whole frames that are really there: what a length field says is compared, not believed. Adds to `notes`. */
export function countPcmFrames(
  bytesThere: number,
  claimedBytes: number,
  { bytesPerSample, channels }: PcmFormat,
  notes: ErrorBody[],
): number {
  const frameBytes = bytesPerSample * channels
  const used = Math.min(bytesThere, claimedBytes)
  const frames = Math.floor(used / frameBytes)
  const details = { claimedBytes, bytes: bytesThere }
  if (claimedBytes > bytesThere) {
    const promised = Math.floor(claimedBytes / frameBytes)
    const message = `The file is cut: ${frames} of ${promised} samples are there and used.`
    notes.push({ code: 'truncated-data', message, details: { ...details, frames, promised } })
  } else if (used % frameBytes !== 0) {
    const message = `The samples' ${used} bytes are not a multiple of ${frameBytes}; the last ${used % frameBytes} are left out.`
    notes.push({ code: 'size-field-wrong', message, details })
  }
  return frames
}
