import { crc16Table, crc8Table } from './crc'
import type { FlacStreamInfo } from './flac-stream-info'

/** A stretch of samples whose checksum holds. */
export interface FlacFrame {
  readonly start: number
  readonly end: number
  readonly header: FlacFrameHeader
}

export interface FlacFrameHeader {
  /** Samples a channel. */
  readonly samples: number
  readonly channels: number
  /** How they are coded: 0 to 7 as they are; 8 left and difference, 9 difference and right, 10 mean and difference. */
  readonly channelCode: number
  /** 0: as STREAMINFO says. */
  readonly bits: number
  /** 0: as STREAMINFO says. */
  readonly sampleRateHz: number
  readonly bytes: number
}

export interface FlacFrames {
  readonly frames: readonly FlacFrame[]
  /** Bytes between whole frames, or before the first, that belong to none. */
  readonly damagedBytes: number
  /** Bytes after the last whole frame. */
  readonly tailBytes: number
  /** They start as a frame does: one that was cut or damaged. */
  readonly isTailFrame: boolean
}

/** Walks from frame to frame; a frame counts if the checksums of its header and of the whole hold. [rfc9639] section 9 */
export function findFlacFrames(bytes: Uint8Array, info: FlacStreamInfo): FlacFrames {
  const frames: FlacFrame[] = []
  let samples = 0
  let damagedBytes = 0
  let position = info.audioStart
  let wholeEnd = position
  while (position < bytes.length) {
    const header = readFrameHeader(bytes, position)
    const end = header ? frameEnd(bytes, position, header, info, samples) : -1
    if (!header || end < 0) {
      position = nextSync(bytes, position + 1)
      continue
    }
    damagedBytes += position - wholeEnd
    frames.push({ start: position, end, header })
    samples += header.samples
    position = wholeEnd = end
  }
  const isTailFrame = readFrameHeader(bytes, wholeEnd) !== null
  return { frames, damagedBytes, tailBytes: bytes.length - wholeEnd, isTailFrame }
}

/** Fourteen set bits and a zero. */
function isSync(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xff && (bytes[at + 1] & 0xfe) === 0xf8
}

function nextSync(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && !isSync(bytes, at)) at++
  return at
}

/**
 * A frame ends where its checksum holds and another frame, or the end of the file, follows; the last one of a known
 * number of samples may be followed by anything. -1: no such end.
 */
function frameEnd(
  bytes: Uint8Array,
  start: number,
  header: FlacFrameHeader,
  info: FlacStreamInfo,
  samplesBefore: number,
): number {
  // Twice what the samples need unpacked: no encoder goes there.
  const most = header.samples * header.channels * (info.bits + 1) * 0.25 + 1024
  const limit = Math.min(bytes.length, start + most)
  const isLast = samplesBefore + header.samples === info.totalSamples
  const shortest = Math.max(header.bytes + 2, info.minFrameBytes)
  let endBeforeOther = -1
  let crc = 0
  for (let at = start; at < limit; at++) {
    if (crc === 0 && at > start + header.bytes) {
      if (isSync(bytes, at) && readFrameHeader(bytes, at)) return at
      if (isLast && endBeforeOther < 0 && at >= start + shortest) endBeforeOther = at
    }
    crc = ((crc << 8) & 0xffff) ^ crc16Table[(crc >> 8) ^ bytes[at]]
  }
  return limit === bytes.length && crc === 0 ? limit : endBeforeOther
}

const RATES_HZ = [0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000]
const BITS = [0, 8, 12, -1, 16, 20, 24, 32]

/** null where there is no header, or a damaged one. */
function readFrameHeader(bytes: Uint8Array, start: number): FlacFrameHeader | null {
  if (!isSync(bytes, start)) return null
  const sizeCode = bytes[start + 2] >> 4
  const rateCode = bytes[start + 2] & 15
  const channelCode = bytes[start + 3] >> 4
  const bits = BITS[(bytes[start + 3] >> 1) & 7]
  if (sizeCode === 0 || rateCode === 15 || channelCode > 10 || bits < 0 || (bytes[start + 3] & 1) === 1) return null

  // The frame's number, coded like a UTF-8 character: as many leading ones as bytes (none: one byte).
  let at = start + 5 + Math.max(0, Math.clz32(~(bytes[start + 4] << 24)) - 1)
  const take = (count: number): number => {
    let value = 0
    for (; count > 0; count--) value = value * 256 + bytes[at++]
    return value
  }
  const samples = sizeCode === 6 ? take(1) + 1 : sizeCode === 7 ? take(2) + 1 : blockSize(sizeCode)
  const sampleRateHz =
    rateCode === 12 ? 1000 * take(1) : rateCode === 13 ? take(2) : rateCode === 14 ? 10 * take(2) : RATES_HZ[rateCode]
  if (at >= bytes.length) return null
  let crc = 0
  for (let i = start; i < at; i++) crc = crc8Table[crc ^ bytes[i]]
  if (crc !== bytes[at]) return null
  const channels = channelCode < 8 ? channelCode + 1 : 2
  return { samples, channels, channelCode, bits, sampleRateHz, bytes: at + 1 - start }
}

function blockSize(code: number): number {
  if (code === 1) return 192
  return code < 6 ? 576 << (code - 2) : 256 << (code - 8)
}
