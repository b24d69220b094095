/** What a file is by its content, whatever its name says. */
export interface Sniffed {
  /** `aac`: AAC, in one of two containers; `other`: audio (or video) in a container that is not read; `none`: no audio at all. */
  readonly container: 'wav' | 'flac' | 'ogg' | 'mp3' | 'aiff' | 'au' | 'aac' | 'other' | 'none'
  /** In words: "an MP3 file". */
  readonly title: string
  /** Extensions that go with it. */
  readonly extensions: readonly string[]
  /** ffmpeg's name for it, where that may decode it. */
  readonly demuxer?: string
}

interface Signature {
  readonly at: number
  readonly text: string
  readonly sniffed: Sniffed
}

const other = (title: string, ...extensions: string[]): Sniffed => ({ container: 'other', title, extensions })
const ogg = (title: string, ...extensions: string[]): Sniffed => ({ container: 'ogg', title, extensions })
const aiff = (title: string): Sniffed => ({ container: 'aiff', title, extensions: ['aif', 'aiff', 'aifc'] })
const au: Sniffed = { container: 'au', title: 'a Sun audio file', extensions: ['au', 'snd'] }
const mp4: Sniffed = {
  container: 'aac',
  title: 'an MP4 file (M4A, AAC)',
  extensions: ['m4a', 'mp4', 'm4b', 'aac', '3gp', 'mov'],
  demuxer: 'mov',
}
const aac: Sniffed = { container: 'aac', title: 'an AAC file', extensions: ['aac'], demuxer: 'aac' }
const none = (title: string): Sniffed => ({ container: 'none', title, extensions: [] })

const wav: Sniffed = { container: 'wav', title: 'a WAV file', extensions: ['wav', 'wave', 'bwf', 'rf64'] }
const flac: Sniffed = { container: 'flac', title: 'a FLAC file', extensions: ['flac', 'fla'] }
const mp3: Sniffed = { container: 'mp3', title: 'an MP3 file', extensions: ['mp3'] }

/** In Latin-1; the first that fits counts. */
const signatures: readonly Signature[] = [
  { at: 0, text: 'fLaC', sniffed: flac },
  { at: 0, text: 'RIFX', sniffed: other('a big-endian WAV file (RIFX)', 'wav', 'rifx') },
  { at: 0, text: 'riff\x2e\x91\xcf\x11', sniffed: other('a Wave64 file', 'w64') },
  { at: 28, text: 'OpusHead', sniffed: ogg('an Ogg Opus file', 'opus', 'ogg', 'oga') },
  { at: 28, text: '\x01vorbis', sniffed: ogg('an Ogg Vorbis file', 'ogg', 'oga') },
  { at: 0, text: 'OggS', sniffed: ogg('an Ogg file', 'ogg', 'oga', 'ogv', 'ogx', 'opus', 'spx') },
  { at: 8, text: 'AIFC', sniffed: aiff('an AIFF-C file') },
  { at: 8, text: 'AIFF', sniffed: aiff('an AIFF file') },
  { at: 0, text: '.snd', sniffed: au },
  { at: 0, text: 'caff', sniffed: other('a Core Audio file', 'caf') },
  { at: 0, text: 'NIST_1A', sniffed: other('a NIST SPHERE file', 'sph', 'nist') },
  { at: 4, text: 'ftyp', sniffed: mp4 },
  { at: 0, text: '\x1a\x45\xdf\xa3', sniffed: other('a WebM or Matroska file', 'webm', 'mkv', 'mka') },
  { at: 0, text: '#!AMR', sniffed: other('an AMR file', 'amr') },
  { at: 0, text: '\x30\x26\xb2\x75\x8e\x66\xcf\x11', sniffed: other('a Windows Media file', 'wma', 'asf', 'wmv') },
  { at: 0, text: 'MThd', sniffed: other('a MIDI file', 'mid', 'midi') },
  { at: 0, text: 'wvpk', sniffed: other('a WavPack file', 'wv') },
  { at: 0, text: 'MAC ', sniffed: other("a Monkey's Audio file", 'ape') },
  { at: 0, text: '\xff\xf1', sniffed: aac },
  { at: 0, text: '\xff\xf9', sniffed: aac },
  {
    at: 0,
    text: 'version https://git-lfs',
    sniffed: none('a Git LFS pointer, the audio itself was never fetched (run: git lfs pull)'),
  },
  { at: 0, text: '\x89PNG', sniffed: none('a PNG picture') },
  { at: 0, text: '\xff\xd8\xff', sniffed: none('a JPEG picture') },
  { at: 0, text: 'GIF8', sniffed: none('a GIF picture') },
  { at: 0, text: '%PDF', sniffed: none('a PDF document') },
  { at: 0, text: 'PK\x03\x04', sniffed: none('a ZIP archive') },
  { at: 0, text: '\x1f\x8b', sniffed: none('a gzip archive') },
  { at: 0, text: '\xff\xfe', sniffed: none('a text in UTF-16') },
  { at: 0, text: '\xfe\xff', sniffed: none('a text in UTF-16') },
]

export function sniff(bytes: Uint8Array): Sniffed {
  const start = latin1(bytes, 0, 64)
  if (start.startsWith('RIFF') || start.startsWith('RF64')) return sniffRiff(start)
  if (start.startsWith('ID3')) return sniffBehindTag(latin1(bytes, id3Length(bytes), 4))
  const found = signatures.find(({ at, text }) => start.startsWith(text, at))
  if (found) return found.sniffed
  // Eleven set bits start an MPEG frame; layer 0 and bit rate 15 do not exist.
  if (bytes[0] === 0xff && (bytes[1] & 0xe0) === 0xe0 && (bytes[1] & 0x06) !== 0 && bytes[2] >> 4 !== 15) return mp3
  return sniffText(bytes)
}

/** Length of a leading ID3v2 tag, 0 without one. */
export function id3Length(bytes: Uint8Array): number {
  if (latin1(bytes, 0, 3) !== 'ID3' || bytes.length < 10) return 0
  return 10 + ((bytes[6] & 127) << 21) + ((bytes[7] & 127) << 14) + ((bytes[8] & 127) << 7) + (bytes[9] & 127)
}

export function latin1(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length))
}

function sniffBehindTag(start: string): Sniffed {
  if (start === 'fLaC') return flac
  return start.startsWith('\xff\xf1') || start.startsWith('\xff\xf9') ? aac : mp3
}

function sniffRiff(start: string): Sniffed {
  const form = start.slice(8, 12)
  if (form.length < 4 || form === 'WAVE') return wav
  return other(`a RIFF file of kind "${form.replace(/[^\x20-\x7e]/g, '?').trim()}", not WAVE`, 'avi', 'rmi', 'webp')
}

function sniffText(bytes: Uint8Array): Sniffed {
  const head = bytes.subarray(0, 512)
  if (head.every(byte => byte === 0)) return none('a file of zero bytes (a failed copy?)')
  const isText = head.every(byte => byte >= 32 || byte === 9 || byte === 10 || byte === 13)
  if (!isText) return none('a file of an unknown kind')
  const text = latin1(head, 0, head.length).trimStart().toLowerCase()
  if (text.startsWith('<')) return none('a web page or XML (a failed download?)')
  if (text.startsWith('{') || text.startsWith('[')) return none('JSON text (a failed download?)')
  return none('a text')
}
