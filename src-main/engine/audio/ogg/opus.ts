import { OpusDecoder } from 'opus-decoder'
import { CueScopeError } from '#engine/base/errors'
import type { Hertz } from '#engine/base/units'
import { checkLength, checkShape } from '../limits'
import { Mixdown } from '../mixdown'
import type { AudioReading } from '../reading'
import { LOSSY_FULL_SCALE } from '../sample-scale'
import { Span } from '../span'
import { latin1 } from '../sniff'
import { oggExtent } from './ogg-extent'
import { opusPacketFrames } from './opus-packet'
import type { OggStream } from './ogg-stream'

const PACKETS_AT_A_TIME = 50
/** The count that granules and pre-skip are in. */
const GRANULE_RATE_HZ = 48_000
const DECODED_RATES_HZ = [8000, 12_000, 16_000, 24_000, GRANULE_RATE_HZ] as const

interface OpusHead {
  readonly channels: number
  readonly preSkip: number
  /** Of what was encoded. */
  readonly sourceRateHz: Hertz
  /** All samples are multiplied by it. */
  readonly gain: number
  readonly streams: number
  readonly coupledStreams: number
  readonly mapping: readonly number[]
}

/**
 * Opus in Ogg. Decoded at the rate of what was encoded where Opus has it, so that a 16 kHz recording stays one; else at
 * the next higher, at most 48 kHz. [rfc7845]
 */
export async function readOpus({ headers, audio, notes }: OggStream): Promise<AudioReading> {
  const head = readOpusHead(headers[0].data)
  const { channels } = head
  const sampleRateHz = DECODED_RATES_HZ.find(rate => rate >= head.sourceRateHz) ?? GRANULE_RATE_HZ
  const step = GRANULE_RATE_HZ / sampleRateHz
  const counts = audio.map(({ data }) => opusPacketFrames(data))
  if (counts.includes(0)) throw decodeError('a packet without a length')
  const extent = oggExtent(audio, counts, head.preSkip)
  const skip = Math.round(extent.skip / step)
  const frames = Math.round(extent.frames / step)
  checkLength(frames, sampleRateHz)

  const mixdown = new Mixdown(channels, frames, LOSSY_FULL_SCALE)
  const span = new Span(skip, frames)
  // One decoder a file: what state an error leaves one in is not known.
  const decoder = new OpusDecoder({
    sampleRate: sampleRateHz,
    channels,
    streamCount: head.streams,
    coupledStreamCount: head.coupledStreams,
    channelMappingTable: [...head.mapping],
  })
  await decoder.ready
  try {
    for (let i = 0; i < audio.length; i += PACKETS_AT_A_TIME) {
      const some = audio.slice(i, i + PACKETS_AT_A_TIME).map(({ data }) => data)
      const expected = counts.slice(i, i + PACKETS_AT_A_TIME).reduce((sum, count) => sum + count, 0) / step
      const decoded = decoder.decodeFrames(some)
      if (decoded.samplesDecoded !== expected) {
        throw decodeError(decoded.errors[0]?.message ?? `${decoded.samplesDecoded} of ${expected} samples decoded`)
      }
      const block = span.of(decoded.channelData).map(values => Float64Array.from(values, value => value * head.gain))
      mixdown.add(block, block[0].length)
    }
    // Not after an error: its heap may be damaged, and all of it goes with the instance anyway.
    decoder.free()
  } catch (error) {
    throw error instanceof CueScopeError ? error : decodeError(String(error), error)
  }
  return { ...mixdown.finish(), sampleRateHz, channels, notes: [...notes, ...extent.notes] }
}

function readOpusHead(packet: Uint8Array): OpusHead {
  const version = packet[8]
  if (packet.length < 19 || latin1(packet, 0, 8) !== 'OpusHead' || version >> 4 !== 0) throw headerError('version')
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength)
  const channels = packet[9]
  const family = packet[18]
  const shared = {
    channels,
    preSkip: view.getUint16(10, true),
    sourceRateHz: view.getUint32(12, true) || GRANULE_RATE_HZ,
    gain: 10 ** (view.getInt16(16, true) / 256 / 20),
  }
  checkShape(GRANULE_RATE_HZ, channels)
  if (family === 0) {
    if (channels > 2) throw headerError(`${channels} channels`)
    return { ...shared, streams: 1, coupledStreams: channels - 1, mapping: channels === 2 ? [0, 1] : [0] }
  }
  const streams = packet[19]
  const coupledStreams = packet[20]
  const mapping = [...packet.subarray(21, 21 + channels)]
  const isMapped = mapping.every(index => index === 255 || index < streams + coupledStreams)
  if ((family !== 1 && family !== 255) || mapping.length < channels || !(streams > 0)) throw headerError('channels')
  if (coupledStreams > streams || streams + coupledStreams > 255 || !isMapped) throw headerError('channels')
  return { ...shared, streams, coupledStreams, mapping }
}

function headerError(what: string): CueScopeError {
  return new CueScopeError('corrupt-header', `its Opus header is damaged (${what}). Get the file again.`, { what })
}

function decodeError(reason: string, cause?: unknown): CueScopeError {
  const message = `its packets can't be decoded (${reason}). Get the file again.`
  return new CueScopeError('decode-error', message, { reason }, { cause })
}
