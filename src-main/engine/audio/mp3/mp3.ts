import { MPEGDecoder } from 'mpg123-decoder'
import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import { checkLength, checkShape } from '../limits'
import { Mixdown } from '../mixdown'
import type { AudioReading } from '../reading'
import { LOSSY_FULL_SCALE } from '../sample-scale'
import { Span } from '../span'
import { findMp3Frames } from './mp3-frames'
import type { Mp3Frame, Mp3Frames } from './mp3-frames'
import { mp3Checksum, readMp3Info } from './mp3-info'
import type { Mp3Info } from './mp3-info'

const FRAMES_AT_A_TIME = 64
/** By which every decoder of layer III is late; encoders count theirs without it. */
const DECODER_DELAY = 529

/**
 * Reads MP3. We find the frames ourselves (the decoder passes over damage in silence) and it decodes them, so what it
 * gives can be compared with what is there. What the encoder put before and behind the sound is cut off where it says
 * how much. [iso11172]
 */
export async function readMp3(bytes: Uint8Array): Promise<AudioReading> {
  const found = findMp3Frames(bytes)
  const { sampleRateHz, channels, samples: perFrame } = found.header
  checkShape(sampleRateHz, channels)
  const info = readMp3Info(bytes, found.frames[0], found.header)
  const audio = info ? found.frames.slice(1) : found.frames
  const notes = damageNotes(bytes, audio, found, info)
  const isWhole = info !== null && info.frames === audio.length
  const skip = info?.delay == null ? 0 : info.delay + DECODER_DELAY
  const padding = isWhole && info.padding !== null ? Math.max(0, info.padding - DECODER_DELAY) : 0
  const frames = Math.max(0, audio.length * perFrame - skip - padding)
  checkLength(frames, sampleRateHz)
  const mixed = await decodeFrames(bytes, audio, found, new Span(skip, frames), frames)
  return { ...mixed, sampleRateHz, channels, notes }
}

async function decodeFrames(
  bytes: Uint8Array,
  audio: readonly Mp3Frame[],
  { header }: Mp3Frames,
  span: Span,
  frames: number,
): Promise<ReturnType<Mixdown['finish']>> {
  const mixdown = new Mixdown(header.channels, frames, LOSSY_FULL_SCALE)
  // One decoder a file: what state an error leaves one in is not known.
  const decoder = new MPEGDecoder({ enableGapless: false })
  await decoder.ready
  try {
    for (let i = 0; i < audio.length; i += FRAMES_AT_A_TIME) {
      const some = audio.slice(i, i + FRAMES_AT_A_TIME)
      const decoded = decoder.decode(Buffer.concat(some.map(({ start, end }) => bytes.subarray(start, end))))
      const expected = some.length * header.samples
      if (decoded.samplesDecoded !== expected || decoded.sampleRate !== header.sampleRateHz) {
        throw decodeError(decoded.errors[0]?.message ?? `${decoded.samplesDecoded} of ${expected} samples decoded`)
      }
      // It gives two channels always.
      const own = decoded.channelData.slice(0, header.channels)
      const block = span.of(own).map(values => Float64Array.from(values))
      mixdown.add(block, block[0].length)
    }
    // Not after an error: its heap may be damaged, and all of it goes with the instance anyway.
    decoder.free()
  } catch (error) {
    throw error instanceof CueScopeError ? error : decodeError(String(error), error)
  }
  return mixdown.finish()
}

function damageNotes(
  bytes: Uint8Array,
  audio: readonly Mp3Frame[],
  { frames, damagedBytes, tailBytes, isTailFrame }: Mp3Frames,
  info: Mp3Info | null,
): ErrorBody[] {
  const notes: ErrorBody[] = []
  const promised = info?.frames ?? 0
  // Simple encoders count the frame that says so.
  const isSimple = info?.delay === null && damagedBytes === 0 && !isTailFrame && tailBytes === 0
  const isCountRight = promised === audio.length || (isSimple && promised === frames.length)
  const details = { frames: audio.length, promised, damagedBytes, tailBytes }
  if (damagedBytes > 0 && !isCountRight) {
    const message = `${damagedBytes} bytes between its frames are damaged; all later times would be wrong. Get the file again.`
    throw new CueScopeError('decode-error', message, details)
  }
  if (damagedBytes > 0) {
    const message = `${damagedBytes} bytes between the frames are no audio; all frames are there.`
    notes.push({ code: 'decode-error', message, details })
  }
  if (isTailFrame || (promised > audio.length && !isCountRight)) {
    const of = promised > 0 ? ` of ${promised}` : ''
    const message = `The file is cut: ${audio.length}${of} frames are there and used.`
    notes.push({ code: 'truncated-data', message, details })
  } else if (promised > 0 && !isCountRight) {
    const message = `The header says ${promised} frames, ${audio.length} are there and used.`
    notes.push({ code: 'size-field-wrong', message, details })
  } else if (tailBytes > 0) {
    const message = `${tailBytes} bytes follow the last samples; they are passed over.`
    notes.push({ code: 'size-field-wrong', message, details })
  }
  if (info?.isDamaged) {
    const message = 'The frame that says how long the clip is does not fit its own checksum.'
    notes.push({ code: 'crc-mismatch', message })
  }
  if (info?.checksum != null && isCountRight && damagedBytes === 0) {
    const sound = bytes.subarray(audio[0]?.start ?? 0, audio.at(-1)?.end ?? 0)
    if (mp3Checksum(sound) !== info.checksum) {
      const message = "The sound doesn't fit the file's own checksum of it: it is damaged somewhere."
      notes.push({ code: 'crc-mismatch', message })
    }
  }
  return notes
}

function decodeError(reason: string, cause?: unknown): CueScopeError {
  const message = `its frames can't be decoded (${reason}). Get the file again.`
  return new CueScopeError('decode-error', message, { reason }, { cause })
}
