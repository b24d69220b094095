/** RIFF, fmt, fact and data, each with its head. */
const HEADER_BYTES = 56
const FLOAT_FORMAT = 3

/** A mono WAV file of 32-bit floats: what was decoded, and nothing rounded. */
export function wavFile(samples: Float32Array, sampleRateHz: number): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(HEADER_BYTES + 4 * samples.length)
  const view = new DataView(file.buffer)
  const name = (at: number, text: string): void =>
    file.set(
      [...text].map(letter => letter.charCodeAt(0)),
      at,
    )
  const long = (at: number, value: number): void => view.setUint32(at, value, true)
  const short = (at: number, value: number): void => view.setUint16(at, value, true)
  name(0, 'RIFF')
  long(4, file.length - 8)
  name(8, 'WAVEfmt ')
  long(16, 16)
  short(20, FLOAT_FORMAT)
  short(22, 1)
  long(24, sampleRateHz)
  long(28, 4 * sampleRateHz)
  short(32, 4)
  short(34, 32)
  name(36, 'fact')
  long(40, 4)
  long(44, samples.length)
  name(48, 'data')
  long(52, 4 * samples.length)
  samples.forEach((value, i) => view.setFloat32(HEADER_BYTES + 4 * i, value, true))
  return file
}
