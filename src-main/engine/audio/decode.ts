/**
 * A file's bytes -> one channel of samples at the file's own rate.
 *
 * Conventions: samples are integers / 2^(bits - 1), so nominally in [-1, 1]; channels are mixed by their mean; nothing
 * is clipped or scaled, and only what an encoder says it added before and behind the sound is cut off. What a file is,
 * its content says, not its name. No length field is believed: what is there is counted, what is missing is noted.
 *
 * References: [mmrp1991] (WAV), [ebu3306] (RF64), [aiff1991] (AIFF-C), [g711] (A-law, mu-law), [rfc9639] (FLAC),
 * [iso11172] (MP3), [rfc3533] (Ogg), [vorbis1] (Vorbis), [rfc7845], [rfc6716] (Opus).
 */
import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import type { DecodedAudio } from './audio'
import { readWithFfmpeg } from './ffmpeg'
import { readFlac } from './flac/flac'
import { levelNotes } from './level-notes'
import { readMp3 } from './mp3/mp3'
import { readOgg } from './ogg/ogg'
import { readAiff } from './pcm/aiff'
import { readAu } from './pcm/au'
import { readWav } from './pcm/wav'
import type { AudioReading } from './reading'
import { sniff } from './sniff'
import type { Sniffed } from './sniff'

const AUDIO_EXTENSIONS = [
  'wav',
  'wave',
  'flac',
  'mp3',
  'ogg',
  'oga',
  'opus',
  'm4a',
  'mp4',
  'aac',
  'aif',
  'aiff',
  'aifc',
  'au',
  'snd',
  'wma',
  'webm',
  'amr',
]

const READERS = { wav: readWav, aiff: readAiff, au: readAu, flac: readFlac, mp3: readMp3, ogg: readOgg }

/** `fileName` is for messages and for a note where its extension misleads. @throws CueScopeError */
export async function decodeAudio(bytes: Uint8Array, fileName: string): Promise<DecodedAudio> {
  try {
    const sniffed = sniff(bytes)
    const { samples, levels, sampleRateHz, channels, notes } = await read(bytes, sniffed)
    const ofLevels = levelNotes(levels, samples.length, sampleRateHz, channels)
    return { samples, sampleRateHz, channels, notes: [...extensionNotes(fileName, sniffed), ...notes, ...ofLevels] }
  } catch (error) {
    if (!(error instanceof CueScopeError)) throw error
    const details = { file: fileName, ...error.details }
    throw new CueScopeError(error.code, `${fileName} can't be used: ${error.message}`, details, { cause: error })
  }
}

function read(bytes: Uint8Array, { container, title, demuxer }: Sniffed): AudioReading | Promise<AudioReading> {
  if (bytes.length === 0) throw new CueScopeError('empty-file', 'it is empty (0 bytes). Get the file again.')
  if (container === 'none') throw new CueScopeError('not-audio', `it is ${title}, not audio that is known here.`)
  if (container === 'aac') return readWithFfmpeg(bytes, demuxer!, title)
  if (container !== 'other') return READERS[container](bytes)
  const message = `it is ${title}; WAV, AIFF, AU, FLAC, MP3, Ogg Vorbis, Opus and M4A are read. Convert it to one of them.`
  throw new CueScopeError('unsupported-container', message)
}

function extensionNotes(fileName: string, { title, extensions }: Sniffed): ErrorBody[] {
  const extension = /\.([^.]+)$/.exec(fileName)?.[1].toLowerCase() ?? ''
  if (extensions.includes(extension) || !AUDIO_EXTENSIONS.includes(extension)) return []
  const message = `The name ends in .${extension}, but the file is ${title}; it is read as that.`
  return [{ code: 'extension-mismatch', message, details: { extension } }]
}
