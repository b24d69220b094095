import { readFileSync } from 'node:fs'

/** Plain 16-bit mono WAV with a 44-byte header; anything else throws. */
export function readWav(path: string): { samples: Float64Array; sampleRateHz: number } {
  const file = readFileSync(path)
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const text = (at: number): string => file.toString('latin1', at, at + 4)
  const head = [text(0), text(8), text(12), text(36)].join('')
  if (head !== 'RIFFWAVEfmt data') throw new Error(`not a plain WAV: ${head}`)
  const [format, channels, bits] = [view.getUint16(20, true), view.getUint16(22, true), view.getUint16(34, true)]
  if (format !== 1 || channels !== 1 || bits !== 16) throw new Error(`not 16-bit mono PCM: ${path}`)
  const bytes = view.getUint32(40, true)
  if (44 + bytes !== file.length || view.getUint32(4, true) !== 36 + bytes) throw new Error(`sizes are wrong: ${path}`)
  const samples = Float64Array.from({ length: bytes / 2 }, (_, i) => view.getInt16(44 + 2 * i, true) / 32768)
  return { samples, sampleRateHz: view.getUint32(24, true) }
}
