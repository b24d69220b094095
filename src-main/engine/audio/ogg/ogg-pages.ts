import { latin1 } from '../sniff'

/** A page whose checksum holds. [rfc3533] section 6 */
export interface OggPage {
  readonly serial: number
  readonly sequence: number
  /** Samples up to the last packet that ends on the page, in the codec's own count; null: none ends, or nonsense. */
  readonly granule: number | null
  /** It starts with the rest of a packet. */
  readonly isContinued: boolean
  readonly isFirst: boolean
  readonly isLast: boolean
  /** Parts of packets; all but the last end here. */
  readonly parts: readonly Uint8Array[]
  /** The last part ends here too. */
  readonly isComplete: boolean
}

export interface OggPages {
  readonly pages: readonly OggPage[]
  /** Pages that are there from end to end, but damaged. */
  readonly damagedPages: number
  /** Bytes after the last page; a damaged or cut one among them. */
  readonly tailBytes: number
  /** They start as a page does. */
  readonly isTailPage: boolean
}

const HEADER_BYTES = 27

/** Walks from page to page; damaged ones and what stands between are passed over and counted. */
export function readOggPages(bytes: Uint8Array): OggPages {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const pages: OggPage[] = []
  let damagedPages = 0
  let wholeEnd = 0
  let position = 0
  while (position + HEADER_BYTES <= bytes.length) {
    const end = isCapture(bytes, position) ? pageEnd(bytes, position) : -1
    if (end >= 0 && end <= bytes.length) {
      if (pageChecksum(bytes, position, end) === view.getUint32(position + 22, true)) {
        pages.push(readPage(bytes, view, position, end))
        position = wholeEnd = end
        continue
      }
      damagedPages++
    }
    position = nextCapture(bytes, position + 1)
  }
  return { pages, damagedPages, tailBytes: bytes.length - wholeEnd, isTailPage: isCapture(bytes, wholeEnd) }
}

function isCapture(bytes: Uint8Array, at: number): boolean {
  return latin1(bytes, at, 4) === 'OggS'
}

function nextCapture(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0x4f, from)
  while (at >= 0 && !isCapture(bytes, at)) at = bytes.indexOf(0x4f, at + 1)
  return at < 0 ? bytes.length : at
}

function pageEnd(bytes: Uint8Array, start: number): number {
  const segments = bytes[start + 26]
  let end = start + HEADER_BYTES + segments
  for (let i = 0; i < segments; i++) end += bytes[start + HEADER_BYTES + i] ?? 0
  return end
}

function readPage(bytes: Uint8Array, view: DataView, start: number, end: number): OggPage {
  const flags = bytes[start + 5]
  const segments = bytes[start + 26]
  const parts: Uint8Array[] = []
  let from = start + HEADER_BYTES + segments
  let to = from
  let isComplete = true
  for (let i = 0; i < segments; i++) {
    const length = bytes[start + HEADER_BYTES + i]
    to += length
    isComplete = length < 255
    if (!isComplete) continue
    parts.push(bytes.subarray(from, to))
    from = to
  }
  if (!isComplete) parts.push(bytes.subarray(from, end))
  const granule = Number(view.getBigInt64(start + 6, true))
  return {
    serial: view.getUint32(start + 14, true),
    sequence: view.getUint32(start + 18, true),
    granule: granule >= 0 ? granule : null,
    isContinued: (flags & 1) !== 0,
    isFirst: (flags & 2) !== 0,
    isLast: (flags & 4) !== 0,
    parts,
    isComplete,
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24
  for (let i = 0; i < 8; i++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  return crc
})

/** Its own field counts as zeros. */
function pageChecksum(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0
  for (let at = start; at < end; at++) {
    const isOwnField = at >= start + 22 && at < start + 26
    crc = (crc << 8) ^ CRC_TABLE[(crc >>> 24) ^ (isOwnField ? 0 : bytes[at])]
  }
  return crc >>> 0
}
