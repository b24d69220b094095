import { CueScopeError } from '#engine/base/errors'
import type { AudioReading } from '../reading'
import { latin1 } from '../sniff'
import { readOggPages } from './ogg-pages'
import type { OggPage } from './ogg-pages'
import { readOggStream } from './ogg-stream'
import type { OggStream } from './ogg-stream'
import { readOpus } from './opus'
import { readVorbis } from './vorbis'

interface Codec {
  readonly headerCount: number
  read(stream: OggStream): AudioReading | Promise<AudioReading>
}

/** By the first bytes of a stream. */
const CODECS: Readonly<Record<string, Codec>> = {
  OpusHead: { headerCount: 2, read: readOpus },
  '\x01vorbis\0': { headerCount: 3, read: readVorbis },
}

/**
 * Reads Ogg with Vorbis or Opus in it: the first such stream, where there are several. Pages are checked by their
 * checksums and numbers here, and handed on as packets. [rfc3533]
 */
export async function readOgg(bytes: Uint8Array): Promise<AudioReading> {
  const found = readOggPages(bytes)
  const first = found.pages.find(page => page.isFirst && codecOf(page))
  const codec = first && codecOf(first)
  if (codec) return codec.read(readOggStream(found, first.serial, codec.headerCount))
  if (found.damagedPages > 0) {
    const message = 'the checksum of its first page is wrong. It is damaged: get the file again.'
    throw new CueScopeError('crc-mismatch', message, { damagedPages: found.damagedPages })
  }
  if (found.pages.length === 0) {
    const message = `it ends after ${bytes.length} bytes, within its first page. Get the file again.`
    throw new CueScopeError('truncated-header', message, { size: bytes.length })
  }
  const message = 'there is neither Vorbis nor Opus in it; of Ogg these two are read. Convert it to WAV or FLAC.'
  throw new CueScopeError('unsupported-codec', message)
}

function codecOf({ parts }: OggPage): Codec | undefined {
  const start = parts.length > 0 ? latin1(parts[0], 0, 8) : ''
  return Object.hasOwn(CODECS, start) ? CODECS[start] : undefined
}
