import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import { checkShape } from '../limits'
import type { AudioReading } from '../reading'
import { latin1 } from '../sniff'
import { countPcmFrames, readPcm } from './pcm'
import type { PcmFormat } from './pcm'

type Layout = Pick<PcmFormat, 'encoding' | 'isLittleEndian'> & { readonly bits?: number }

/** Compression types of AIFF-C whose samples stand as they are. */
const LAYOUTS: Readonly<Record<string, Layout>> = {
  NONE: { encoding: 'signed', isLittleEndian: false },
  twos: { encoding: 'signed', isLittleEndian: false },
  in24: { encoding: 'signed', isLittleEndian: false, bits: 24 },
  in32: { encoding: 'signed', isLittleEndian: false, bits: 32 },
  sowt: { encoding: 'signed', isLittleEndian: true },
  'raw ': { encoding: 'unsigned', isLittleEndian: false, bits: 8 },
  fl32: { encoding: 'float', isLittleEndian: false, bits: 32 },
  FL32: { encoding: 'float', isLittleEndian: false, bits: 32 },
  fl64: { encoding: 'float', isLittleEndian: false, bits: 64 },
  FL64: { encoding: 'float', isLittleEndian: false, bits: 64 },
  alaw: { encoding: 'a-law', isLittleEndian: false, bits: 8 },
  ALAW: { encoding: 'a-law', isLittleEndian: false, bits: 8 },
  ulaw: { encoding: 'mu-law', isLittleEndian: false, bits: 8 },
  ULAW: { encoding: 'mu-law', isLittleEndian: false, bits: 8 },
}

interface Chunk {
  readonly start: number
  /** What its length field says; may reach past the end of the file. */
  readonly claimedSize: number
}

/** AIFF and AIFF-C with samples that are not packed: integers of 8 to 32 bits, floating point, A-law, mu-law. [aiff1991] */
export function readAiff(bytes: Uint8Array): AudioReading {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const notes: ErrorBody[] = []
  const common = findChunk(view, bytes, 'COMM')
  const sound = findChunk(view, bytes, 'SSND')
  if (!common || common.start + 18 > bytes.length || !sound || sound.start + 8 > bytes.length) {
    const message = `its ${common ? 'samples' : 'format'} can't be found: the header is cut or damaged. Get the file again.`
    throw new CueScopeError('truncated-header', message, { size: bytes.length })
  }
  const format = readCommon(view, bytes, common)
  const frameBytes = format.bytesPerSample * format.channels
  const claimedFrames = view.getUint32(common.start + 2)
  const start = sound.start + 8 + view.getUint32(sound.start)
  const there = Math.max(0, Math.min(bytes.length, sound.start + sound.claimedSize) - start)
  const frames = countPcmFrames(there, claimedFrames * frameBytes, format, notes)
  if (there - frames * frameBytes >= frameBytes) {
    const message = `The header says ${claimedFrames} samples; ${Math.floor(there / frameBytes)} are there, the first ${frames} are used.`
    notes.push({ code: 'size-field-wrong', message, details: { claimedFrames, bytes: there } })
  }
  return readPcm(view, start, frames, format, notes)
}

function findChunk(view: DataView, bytes: Uint8Array, id: string): Chunk | null {
  for (let position = 12; position + 8 <= bytes.length;) {
    const claimedSize = view.getUint32(position + 4)
    if (latin1(bytes, position, 4) === id) return { start: position + 8, claimedSize }
    position += 8 + claimedSize + (claimedSize % 2)
  }
  return null
}

function readCommon(view: DataView, bytes: Uint8Array, { start }: Chunk): PcmFormat {
  const channels = view.getUint16(start)
  const sampleRateHz = Math.round(readExtended(view, start + 8))
  checkShape(sampleRateHz, channels)
  const compression = latin1(bytes, 8, 4) === 'AIFC' ? latin1(bytes, start + 18, 4) : 'NONE'
  const layout = LAYOUTS[compression]
  const bits = layout?.bits ?? view.getUint16(start + 6)
  if (!layout || bits < 1 || bits > 64 || (layout.encoding === 'signed' && bits > 32)) {
    const kind = layout ? `${bits}-bit integers` : `"${compression.replace(/[^\x20-\x7e]/g, '?')}"`
    const message = `its samples are stored as ${kind}, which is not read here. Convert it to 16- or 24-bit PCM or FLAC.`
    throw new CueScopeError('unsupported-codec', message, { compression, bits })
  }
  return { ...layout, bytesPerSample: Math.ceil(bits / 8), channels, sampleRateHz }
}

/** A number of 80 bits: sign and exponent in 16, then 64 bits of size. */
function readExtended(view: DataView, at: number): number {
  const exponent = view.getUint16(at)
  const size = view.getUint32(at + 2) * 2 ** 32 + view.getUint32(at + 6)
  return (exponent & 0x8000 ? -size : size) * 2 ** ((exponent & 0x7fff) - 16383 - 63)
}
