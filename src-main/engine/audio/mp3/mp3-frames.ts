import { CueScopeError } from '#engine/base/errors'
import { id3Length, latin1 } from '../sniff'
import { isSameStream, readMp3Header } from './mp3-header'
import type { Mp3Header } from './mp3-header'

export interface Mp3Frame {
  readonly start: number
  readonly end: number
}

export interface Mp3Frames {
  /** That of the first frame; all others have the same rate and channels. */
  readonly header: Mp3Header
  readonly frames: readonly Mp3Frame[]
  /** Bytes between frames that belong to none. */
  readonly damagedBytes: number
  /** Bytes after the last frame that are neither frame nor tag. */
  readonly tailBytes: number
  /** They start as a frame does: one that was cut. */
  readonly isTailFrame: boolean
}

/** Tags that may follow the last frame: ID3v1, APE, Lyrics3. */
const END_TAGS = ['TAG', 'APETAGEX', 'LYRICSBEGIN', 'ID3']

/** Walks from frame to frame by their lengths; a frame counts if another, a tag or the end of the file follows. */
export function findMp3Frames(bytes: Uint8Array): Mp3Frames {
  const audioStart = id3Length(bytes)
  const first = nextFrame(bytes, audioStart, null)
  if (!first) throw noFrames(bytes, audioStart)
  const frames: Mp3Frame[] = []
  let damagedBytes = 0
  let position = first.start
  for (;;) {
    const next = nextFrame(bytes, position, first.header)
    if (!next) break
    damagedBytes += next.start - position
    position = next.start + next.header.bytes
    frames.push({ start: next.start, end: position })
  }
  checkChange(bytes, position, first.header)
  const isTag = END_TAGS.some(tag => latin1(bytes, position, tag.length) === tag)
  const tail = readMp3Header(bytes, position)
  return {
    header: first.header,
    frames,
    damagedBytes,
    tailBytes: isTag || bytes.subarray(position).every(byte => byte === 0) ? 0 : bytes.length - position,
    isTailFrame: tail !== null && isSameStream(tail, first.header),
  }
}

/** The next whole frame of the stream (null: of any) that something known follows. */
function nextFrame(
  bytes: Uint8Array,
  from: number,
  stream: Mp3Header | null,
): { start: number; header: Mp3Header } | null {
  for (let start = bytes.indexOf(0xff, from); start >= 0; start = bytes.indexOf(0xff, start + 1)) {
    const header = readMp3Header(bytes, start)
    if (!header || header.layer !== 3 || header.bytes === 0 || (stream && !isSameStream(header, stream))) continue
    const end = start + header.bytes
    if (end > bytes.length) continue
    // In step with the frame before it, a frame needs no witness: what follows may be damaged.
    if ((stream && start === from) || isFollowed(bytes, end, header)) return { start, header }
  }
  return null
}

function isFollowed(bytes: Uint8Array, end: number, header: Mp3Header): boolean {
  if (end === bytes.length || END_TAGS.some(tag => latin1(bytes, end, tag.length) === tag)) return true
  const next = readMp3Header(bytes, end)
  return next !== null && isSameStream(next, header)
}

/** Another stream behind the first: another rate or number of channels from there on. */
function checkChange(bytes: Uint8Array, from: number, { sampleRateHz, channels }: Mp3Header): void {
  const other = nextFrame(bytes, from, null)
  if (!other || other.start !== from) return
  const message = `it changes from ${sampleRateHz} Hz and ${channels} channels to ${other.header.sampleRateHz} Hz and ${other.header.channels} channels on the way. Cut it into files of one kind each.`
  throw new CueScopeError('corrupt-header', message, { position: from })
}

function noFrames(bytes: Uint8Array, audioStart: number): CueScopeError {
  if (audioStart > bytes.length) {
    const message = `a tag at its start claims ${audioStart} bytes, more than are there. It is cut or damaged: get the file again.`
    return new CueScopeError('corrupt-header', message, { claimedBytes: audioStart, bytes: bytes.length })
  }
  const header = readMp3Header(bytes, audioStart)
  if (header && (header.layer !== 3 || header.bytes === 0)) {
    const kind = header.layer === 3 ? 'MP3 in "free format"' : `MPEG audio of layer ${header.layer}`
    const message = `it is ${kind}, which is not read here. Convert it to WAV or FLAC.`
    return new CueScopeError('unsupported-codec', message, { layer: header.layer })
  }
  const message = 'there is no whole MP3 frame in it. Get the file again, or leave it out.'
  return new CueScopeError('no-audio-frames', message, { bytes: bytes.length })
}
