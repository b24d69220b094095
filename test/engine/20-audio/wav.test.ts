import { describe, expect, it } from 'vitest'
import { decodeAudio } from '#engine/audio/decode'
import { bytesOf, chunk, extensible, formatChunk, riff, u16, u32, wav16 } from './wav-bytes'
import type { FormatFields } from './wav-bytes'

/** 50 ms, so that no note about a short clip comes in between. */
const LENGTH = 800
const integers = (bits: number): number[] =>
  Array.from({ length: LENGTH }, (_, n) => Math.round((2 ** (bits - 1) - 1) * 0.7 * Math.sin(n * 0.3)))

const littleEndian = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Number((BigInt(value) >> BigInt(8 * i)) & 255n))

const file = (format: Partial<FormatFields>, data: Uint8Array): Uint8Array =>
  riff(formatChunk({ tag: 1, channels: 1, rateHz: 16000, bits: 16, ...format }), chunk('data', data))

async function samplesOf(bytes: Uint8Array): Promise<number[]> {
  const { samples, sampleRateHz, notes } = await decodeAudio(bytes, 'clip.wav')
  expect({ sampleRateHz, notes }).toEqual({ sampleRateHz: 16000, notes: [] })
  return [...samples]
}

describe('engine/audio/wav', () => {
  it('engine/audio - 8-bit integers are unsigned around 128', async () => {
    const data = Uint8Array.from(integers(8), value => value + 128)
    expect(await samplesOf(file({ bits: 8 }, data))).toEqual(integers(8).map(value => value / 128))
  })

  it.each([16, 24, 32])('engine/audio - %i-bit integers are divided by 2^(bits - 1)', async bits => {
    const data = bytesOf(...integers(bits).map(value => littleEndian(value, bits / 8)))
    expect(await samplesOf(file({ bits }, data))).toEqual(
      integers(bits).map(value => Math.fround(value / 2 ** (bits - 1))),
    )
  })

  it.each([
    [12, 2],
    [20, 3],
    [20, 4],
    [24, 4],
  ])('engine/audio - %i bits at the top of %i bytes', async (bits, bytes) => {
    const shift = 2 ** (8 * bytes - bits)
    const data = bytesOf(...integers(bits).map(value => littleEndian(value * shift, bytes)))
    const expected = integers(bits).map(value => Math.fround(value / 2 ** (bits - 1)))
    expect(await samplesOf(file({ bits, blockBytes: bytes }, data))).toEqual(expected)
    const wide = { tag: 0xfffe, bits: 8 * bytes, extension: extensible(1, bits) }
    expect(await samplesOf(file(wide, data))).toEqual(expected)
  })

  it.each([
    [3, undefined],
    [0xfffe, extensible(3, 32)],
  ])('engine/audio - 32-bit floating point, format tag %i', async (tag, extension) => {
    const values = Float32Array.from(integers(16), value => value / 33333)
    const data = new Uint8Array(values.buffer)
    expect(await samplesOf(file({ tag, bits: 32, extension }, data))).toEqual([...values])
  })

  it('engine/audio - 64-bit floating point', async () => {
    const values = Float64Array.from(integers(16), value => value / 33333)
    const data = new Uint8Array(values.buffer)
    expect(await samplesOf(file({ tag: 3, bits: 64 }, data))).toEqual([...Float32Array.from(values)])
  })

  // 16-bit values of libsndfile 1.2.2.
  it.each([
    [6, [0, 0x80, 0x2a, 0xaa, 0x55, 0xd5, 0x7f, 0xff], [-5504, 5504, -32256, 32256, -8, 8, -848, 848]],
    [
      7,
      [0, 0x80, 0x0f, 0x8f, 0x1f, 0x9f, 0x7e, 0xfe, 0x7f, 0xff],
      [-32124, 32124, -16764, 16764, -8316, 8316, -8, 8, 0, 0],
    ],
  ])('engine/audio - companded samples, format tag %i', async (tag, codes, expected) => {
    const data = Uint8Array.from({ length: LENGTH }, (_, n) => codes[n % codes.length])
    const samples = await samplesOf(file({ tag, bits: 8 }, data))
    codes.forEach((code, i) => expect(samples[data.indexOf(code)] * 32768).toBe(expected[i]))
  })

  it('engine/audio - channels are mixed by their mean', async () => {
    const interleaved = integers(16).flatMap(value => [value, 1000, -value])
    const { samples, channels, notes } = await decodeAudio(wav16(interleaved, 16000, 3), 'clip.wav')
    expect(channels).toBe(3)
    expect(notes.map(note => note.code)).toEqual(['downmixed'])
    samples.forEach(value => expect(value).toBeCloseTo(1000 / 3 / 32768, 8))
  })

  it('engine/audio - chunks around the samples are passed over, padded to even lengths', async () => {
    const other = chunk('LIST', bytesOf('INFOx'))
    const format = formatChunk({ tag: 1, channels: 1, rateHz: 16000, bits: 16, extension: bytesOf(u16(0)) })
    const samples = chunk('data', bytesOf(...integers(16).map(value => u16(value & 65535))))
    const expected = integers(16).map(value => value / 32768)
    expect(await samplesOf(riff(other, format, chunk('abcd', new Uint8Array(3)), samples, other))).toEqual(expected)
  })

  it('engine/audio - RF64 keeps its sizes in 64 bits', async () => {
    const data = bytesOf(...integers(16).map(value => u16(value & 65535)))
    const ds64 = chunk('ds64', bytesOf(u32(4000), u32(0), u32(data.length), u32(0), u32(LENGTH), u32(0), u32(0)))
    const format = formatChunk({ tag: 1, channels: 1, rateHz: 16000, bits: 16 })
    const end = chunk('LIST', bytesOf('INFO'))
    const bytes = bytesOf('RF64', u32(0xffffffff), 'WAVE', ds64, format, chunk('data', data, 0xffffffff), end)
    expect(await samplesOf(bytes)).toEqual(integers(16).map(value => value / 32768))
  })

  it.each([0, 0xffffffff])(
    'engine/audio - a stream whose length was never written (%i) goes on to the end of the file',
    async size => {
      const data = bytesOf(...integers(16).map(value => u16(value & 65535)))
      const bytes = riff(formatChunk({ tag: 1, channels: 1, rateHz: 16000, bits: 16 }), chunk('data', data, size))
      const { samples, notes } = await decodeAudio(bytes, 'clip.wav')
      expect([...samples]).toEqual(integers(16).map(value => value / 32768))
      expect(notes.map(note => note.code)).toEqual(['size-field-wrong'])
    },
  )

  it('engine/audio - a cut file is used up to there, and says so', async () => {
    const whole = wav16(integers(16))
    const { samples, notes } = await decodeAudio(whole.subarray(0, whole.length - 101), 'clip.wav')
    expect(samples).toHaveLength(LENGTH - 51)
    expect(notes).toMatchObject([{ code: 'truncated-data', details: { frames: LENGTH - 51, promised: LENGTH } }])
  })

  it('engine/audio - an empty data chunk before another chunk is really empty', async () => {
    const bytes = riff(
      formatChunk({ tag: 1, channels: 1, rateHz: 16000, bits: 16 }),
      chunk('data', new Uint8Array(0)),
      chunk('LIST', bytesOf('INFO')),
    )
    await expect(decodeAudio(bytes, 'clip.wav')).rejects.toMatchObject({ code: 'no-audio-frames' })
  })

  it('engine/audio - a header cut anywhere, or with any byte changed, never crashes', async () => {
    const whole = wav16(integers(16).slice(0, 40))
    const tried: Uint8Array[] = []
    for (let end = 0; end < 44; end++) tried.push(whole.slice(0, end))
    for (let at = 0; at < 44; at++) {
      for (const flip of [1, 128, 255]) tried.push(whole.map((byte, i) => (i === at ? byte ^ flip : byte)))
    }
    for (const bytes of tried) {
      const outcome = await decodeAudio(bytes, 'clip.wav').catch((error: unknown) => error)
      if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'CueScopeError' })
      else expect((outcome as { samples: Float32Array }).samples.every(Number.isFinite)).toBe(true)
    }
  })
})
