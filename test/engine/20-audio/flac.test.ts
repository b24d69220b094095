import { describe, expect, it } from 'vitest'
import { decodeAudio } from '#engine/audio/decode'
import { flacFile, joined } from './flac-bytes'

const LENGTH = 1000
const integers = (bits: number, step = 0.3): number[] =>
  Array.from({ length: LENGTH }, (_, n) => Math.round((2 ** (bits - 1) - 1) * 0.7 * Math.sin(n * step)) + 0)

const base = { rateHz: 16000, bits: 16, channels: [integers(16)], blockSamples: 256 }
const codes = (notes: readonly { code: string }[]): string[] => notes.map(note => note.code)

describe('engine/audio/flac', () => {
  it.each([4, 8, 12, 16, 20, 24])('engine/audio - %i-bit samples come out exactly, the extremes too', async bits => {
    const values = integers(bits)
    values[10] = 2 ** (bits - 1) - 1
    values[20] = -(2 ** (bits - 1))
    for (const isTerse of bits === 4 ? [true] : [false, true]) {
      const bytes = joined(flacFile({ ...base, bits, channels: [values], isTerse }))
      const { samples, sampleRateHz, channels, notes } = await decodeAudio(bytes, 'clip.flac')
      expect({ sampleRateHz, channels, notes }).toEqual({ sampleRateHz: 16000, channels: 1, notes: [] })
      expect([...samples]).toEqual(values.map(value => value / 2 ** (bits - 1)))
    }
  })

  it('engine/audio - 32-bit samples are exact to the precision of the result', async () => {
    const bytes = joined(flacFile({ ...base, bits: 32, channels: [integers(32)] }))
    const { samples, notes } = await decodeAudio(bytes, 'clip.flac')
    expect(notes).toEqual([])
    expect([...samples]).toEqual(integers(32).map(value => Math.fround(value / 2 ** 31)))
  })

  it('engine/audio - blocks of changing length, numbered by samples', async () => {
    const values = integers(16)
    const part = (from: number, to: number): Uint8Array => {
      const { frames } = flacFile({ ...base, channels: [values.slice(from, to)], firstNumber: from, isVariable: true })
      return joined({ header: new Uint8Array(0), frames })
    }
    const { header } = flacFile(base)
    const bytes = Uint8Array.from(
      [header, part(0, 100), part(100, 355), part(355, LENGTH)].flatMap(piece => [...piece]),
    )
    const { samples, notes } = await decodeAudio(bytes, 'clip.flac')
    expect([[...samples], notes]).toEqual([values.map(value => value / 32768), []])
  })

  it('engine/audio - an odd rate and several channels, mixed by their mean', async () => {
    const other = integers(16, 0.11)
    const bytes = joined(flacFile({ ...base, rateHz: 24414, channels: [integers(16), other] }))
    const { samples, sampleRateHz, channels, notes } = await decodeAudio(bytes, 'clip.flac')
    expect({ sampleRateHz, channels, notes: codes(notes) }).toEqual({
      sampleRateHz: 24414,
      channels: 2,
      notes: ['downmixed'],
    })
    integers(16).forEach((value, i) => expect(samples[i]).toBe((value + other[i]) / 2 / 32768))
  })

  it('engine/audio - an unknown length and no checksum are legal', async () => {
    const bytes = joined(flacFile({ ...base, total: 0, md5: new Uint8Array(16) }))
    const { samples, notes } = await decodeAudio(bytes, 'clip.flac')
    expect([samples.length, notes]).toEqual([LENGTH, []])
  })

  it.each([16, 32])('engine/audio - a wrong checksum of the whole (%i bits) is noted', async bits => {
    const { samples, notes } = await decodeAudio(
      joined(flacFile({ ...base, bits, channels: [integers(bits)], md5: new Uint8Array(16).fill(9) })),
      'clip.flac',
    )
    expect([samples.length, codes(notes)]).toEqual([LENGTH, ['crc-mismatch']])
  })

  it('engine/audio - a wrong length whose samples are all there is noted', async () => {
    const { samples, notes } = await decodeAudio(joined(flacFile({ ...base, total: 2 ** 36 - 1 })), 'clip.flac')
    expect([samples.length, codes(notes)]).toEqual([LENGTH, ['size-field-wrong']])
  })

  it('engine/audio - a cut file is used up to its last whole block, and says so', async () => {
    const bytes = joined(flacFile(base))
    const { samples, notes } = await decodeAudio(bytes.subarray(0, bytes.length - 50), 'clip.flac')
    expect([...samples]).toEqual(
      integers(16)
        .slice(0, 768)
        .map(value => value / 32768),
    )
    expect(codes(notes)).toEqual(['truncated-data', 'crc-mismatch'])
    const { header, frames } = flacFile(base)
    const atBlock = await decodeAudio(joined({ header, frames: frames.slice(0, 3) }), 'clip.flac')
    expect([atBlock.samples.length, codes(atBlock.notes)]).toEqual([768, ['truncated-data']])
  })

  it('engine/audio - damage before the end is refused: later times would be wrong', async () => {
    for (const frame of [0, 1, 2]) {
      const damaged = flacFile(base)
      damaged.frames[frame][100] ^= 4
      await expect(decodeAudio(joined(damaged), 'clip.flac')).rejects.toMatchObject({ code: 'crc-mismatch' })
    }
  })

  it('engine/audio - a header at odds with its blocks is refused', async () => {
    const { header, frames } = flacFile(base)
    const stereo = flacFile({ ...base, channels: [integers(16), integers(16)] })
    await expect(decodeAudio(joined({ header: stereo.header, frames }), 'clip.flac')).rejects.toMatchObject({
      code: 'corrupt-header',
    })
    const slow = flacFile({ ...base, rateHz: 8000 })
    await expect(decodeAudio(joined({ header, frames: slow.frames }), 'clip.flac')).rejects.toMatchObject({
      code: 'corrupt-header',
    })
  })

  it('engine/audio - tags before and garbage after the stream cost no sample', async () => {
    const tag = Uint8Array.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 5, 1, 2, 3, 4, 5])
    const garbage = Uint8Array.from({ length: 300 }, (_, i) => (i * 37 + 11) % 251)
    const bytes = Uint8Array.from([...tag, ...joined(flacFile(base)), ...garbage])
    const { samples, notes } = await decodeAudio(bytes, 'clip.flac')
    expect([...samples]).toEqual(integers(16).map(value => value / 32768))
    expect(codes(notes)).toEqual(['size-field-wrong'])
  })

  it('engine/audio - a header that is cut or has any byte changed never crashes', async () => {
    const whole = joined(flacFile({ ...base, channels: [integers(16).slice(0, 64)] }))
    for (let at = 4; at < 60; at++) {
      for (const bytes of [whole.slice(0, at), whole.map((byte, i) => (i === at ? byte ^ 0x91 : byte))]) {
        const outcome = await decodeAudio(bytes, 'clip.flac').catch((error: unknown) => error)
        if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'CueScopeError' })
        else expect((outcome as { samples: Float32Array }).samples.every(Number.isFinite)).toBe(true)
      }
    }
  })
})
