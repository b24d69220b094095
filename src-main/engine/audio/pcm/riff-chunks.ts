import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import { latin1 } from '../sniff'

export interface RiffChunk {
  readonly id: string
  /** Of the first byte of its content. */
  readonly start: number
  /** What its length field says; may reach past the end of the file. */
  readonly claimedSize: number
}

/** Chunks that speech files really hold: one of them where a pad byte should be means the pad byte was forgotten. */
const KNOWN_IDS = [
  'fmt ',
  'data',
  'fact',
  'LIST',
  'bext',
  'cue ',
  'smpl',
  'JUNK',
  'junk',
  'id3 ',
  'ID3 ',
  'PEAK',
  'iXML',
  'ds64',
]

/** A chunk that claims more and is not there is damaged rather than cut. */
const LARGEST_HEADER_BYTES = 2 ** 20

/**
 * The chunks of a RIFF or RF64 file in order. What reaches past the end of the file is the last one; a chunk that is no
 * chunk ends the list where the samples were found before, and refuses the file where not.
 */
export function readRiffChunks(bytes: Uint8Array): { chunks: RiffChunk[]; notes: ErrorBody[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: RiffChunk[] = []
  const notes: ErrorBody[] = []
  let position = 12
  while (position + 8 <= bytes.length) {
    const id = latin1(bytes, position, 4)
    const claimedSize = sizeOf(view, id, position + 4, chunks)
    const start = position + 8
    const isChunk = /^[\x20-\x7e]{4}$/.test(id)
    const isWhole = start + claimedSize <= bytes.length
    if (id !== 'data' && (!isChunk || !isWhole)) {
      if (!chunks.some(chunk => chunk.id === 'data')) throw brokenHeader(bytes.length, id, position, claimedSize)
      notes.push({
        code: 'corrupt-header',
        message: `What follows the samples, from byte ${position} on, is not a chunk.`,
      })
      break
    }
    chunks.push({ id, start, claimedSize })
    const end = start + claimedSize
    // Samples whose length was never written: they go on to the end of the file.
    if (id === 'data' && claimedSize === 0 && !looksLikeChunk(bytes, end)) break
    const isPadForgotten = claimedSize % 2 === 1 && KNOWN_IDS.includes(latin1(bytes, end, 4))
    if (isPadForgotten) notes.push({ code: 'corrupt-header', message: `The pad byte after chunk "${id}" is missing.` })
    position = end + (isPadForgotten ? 0 : claimedSize % 2)
  }
  return { chunks, notes }
}

/** True where another chunk seems to start: an empty `data` chunk is then really empty. */
export function looksLikeChunk(bytes: Uint8Array, position: number): boolean {
  return KNOWN_IDS.includes(latin1(bytes, position, 4))
}

/** RF64 keeps the size of `data` in the chunk `ds64`, 64 bits wide. */
function sizeOf(view: DataView, id: string, position: number, chunks: readonly RiffChunk[]): number {
  const size = view.getUint32(position, true)
  if (id !== 'data' || size !== 0xffffffff) return size
  const ds64 = chunks.find(chunk => chunk.id === 'ds64' && chunk.claimedSize >= 24)
  return ds64 ? Number(view.getBigUint64(ds64.start + 8, true)) : size
}

function brokenHeader(fileSize: number, id: string, position: number, claimedSize: number): CueScopeError {
  const details = { position, claimedSize }
  if (position + 8 + claimedSize > fileSize && claimedSize < LARGEST_HEADER_BYTES) {
    const message = `it ends after ${fileSize} bytes, within its header. Get the file again.`
    return new CueScopeError('truncated-header', message, details)
  }
  const message = `what stands at byte ${position} ("${printable(id)}", ${claimedSize} bytes) is no chunk of a header. It is damaged: get the file again.`
  return new CueScopeError('corrupt-header', message, details)
}

function printable(id: string): string {
  return id.replace(/[^\x20-\x7e]/g, '?')
}
