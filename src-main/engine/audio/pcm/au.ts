import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import { checkShape } from '../limits'
import type { AudioReading } from '../reading'
import { countPcmFrames, readPcm } from './pcm'
import type { SampleEncoding } from './sample-formats'

const HEADER_BYTES = 24
/** Legal: a stream whose length was not known beforehand. */
const UNKNOWN_SIZE = 0xffffffff
const ENCODINGS: Readonly<Record<number, readonly [SampleEncoding, bytesPerSample: number]>> = {
  1: ['mu-law', 1],
  2: ['signed', 1],
  3: ['signed', 2],
  4: ['signed', 3],
  5: ['signed', 4],
  6: ['float', 4],
  7: ['float', 8],
  27: ['a-law', 1],
}

/** Sun audio (.au, .snd). */
export function readAu(bytes: Uint8Array): AudioReading {
  if (bytes.length < HEADER_BYTES) {
    const message = `it ends after ${bytes.length} bytes, within its header. Get the file again.`
    throw new CueScopeError('truncated-header', message, { size: bytes.length })
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = view.getUint32(4)
  const claimedSize = view.getUint32(8)
  const code = view.getUint32(12)
  const sampleRateHz = view.getUint32(16)
  const channels = view.getUint32(20)
  const encoding = ENCODINGS[code]
  if (!encoding) {
    const message = `its samples are stored as encoding ${code}, which is not read here. Convert it to WAV or FLAC.`
    throw new CueScopeError('unsupported-codec', message, { encoding: code })
  }
  checkShape(sampleRateHz, channels)
  if (start < HEADER_BYTES || start > bytes.length) {
    const message = `its header says that the samples start at byte ${start} of ${bytes.length}. It is cut or damaged: get the file again.`
    throw new CueScopeError('corrupt-header', message, { start, size: bytes.length })
  }
  const format = { encoding: encoding[0], bytesPerSample: encoding[1], isLittleEndian: false, channels, sampleRateHz }
  const notes: ErrorBody[] = []
  const there = bytes.length - start
  const frameBytes = format.bytesPerSample * channels
  const claimedBytes = claimedSize === UNKNOWN_SIZE ? there - (there % frameBytes) : claimedSize
  return readPcm(view, start, countPcmFrames(there, claimedBytes, format, notes), format, notes)
}
