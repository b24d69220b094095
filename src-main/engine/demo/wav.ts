const HEADER_BYTES = 44
const FULL_SCALE = 32767

/** 16-bit mono PCM in RIFF. Samples beyond full scale are an error of the caller. */
export function encodeWav(samples: Float64Array, sampleRateHz: number): Buffer {
  const dataBytes = 2 * samples.length
  const file = Buffer.alloc(HEADER_BYTES + dataBytes)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(sampleRateHz, 24)
  file.writeUInt32LE(2 * sampleRateHz, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(dataBytes, 40)
  samples.forEach((sample, i) => {
    if (!(Math.abs(sample) <= 1)) throw new RangeError(`sample ${i} is ${sample}, beyond full scale`)
    file.writeInt16LE(Math.round(sample * FULL_SCALE), HEADER_BYTES + 2 * i)
  })
  return file
}
