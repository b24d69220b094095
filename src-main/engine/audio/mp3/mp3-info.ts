import { latin1 } from '../sniff'
import type { Mp3Frame } from './mp3-frames'
import type { Mp3Header } from './mp3-header'

/** What an encoder's first frame, which holds no sound, says of the rest. */
export interface Mp3Info {
  /** Without this one; 0: not given. */
  readonly frames: number
  /** Samples that the encoder put before and behind the sound; null: not given. */
  readonly delay: number | null
  readonly padding: number | null
  /** CRC-16 of all bytes of sound; null: not given. */
  readonly checksum: number | null
  /** It has a checksum of its own, and that is wrong: nothing here is sure. */
  readonly isDamaged: boolean
}

/** Where VBRI stands, whatever the frame. */
const VBRI_OFFSET = 36

/** Xing, Info (both by LAME and others) and VBRI; null: the frame is one of sound. */
export function readMp3Info(bytes: Uint8Array, { start, end }: Mp3Frame, header: Mp3Header): Mp3Info | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start)
  const nothing = { delay: null, padding: null, checksum: null, isDamaged: false }
  if (view.byteLength >= VBRI_OFFSET + 18 && latin1(bytes, start + VBRI_OFFSET, 4) === 'VBRI') {
    return { ...nothing, frames: view.getUint32(VBRI_OFFSET + 14) }
  }
  let at = header.sideInfoStart + header.sideInfoBytes
  if (!['Xing', 'Info'].includes(latin1(bytes, start + at, 4)) || view.byteLength < at + 8) return null
  const flags = view.getUint32(at + 4)
  at += 8
  const frames = flags & 1 && view.byteLength >= at + 4 ? view.getUint32(at) : 0
  // Number of frames, of bytes, table of places, quality.
  at += (flags & 1 && 4) + (flags & 2 && 4) + (flags & 4 && 100) + (flags & 8 && 4)
  if (view.byteLength < at + 36 || !/^(LAME|Lav[cf]|L3\.99)/.test(latin1(bytes, start + at, 5)))
    return { ...nothing, frames }
  const gaps = view.getUint32(at + 20) & 0xffffff
  // Others fill in its checksums too, but not all of them rightly.
  const isByLame = latin1(bytes, start + at, 4) === 'LAME'
  return {
    frames,
    delay: gaps >> 12,
    padding: gaps & 0xfff,
    checksum: isByLame ? view.getUint16(at + 32) : null,
    isDamaged: isByLame && mp3Checksum(bytes.subarray(start, start + at + 34)) !== view.getUint16(at + 34),
  }
}

/** CRC-16 with reflection, as LAME writes it over its own output. */
export function mp3Checksum(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) crc = (crc >> 8) ^ CRC_TABLE[(crc ^ byte) & 255]
  return crc
}

const CRC_TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let i = 0; i < 8; i++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1
  return crc
})
