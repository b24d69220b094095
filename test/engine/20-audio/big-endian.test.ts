import { describe, expect, it } from 'vitest'
import type { DecodedAudio } from '#engine/audio/audio'
import { decodeAudio } from '#engine/audio/decode'
import { codeOf } from '../../helpers/error-code'
import { bytesOf } from './wav-bytes'

const be16 = (value: number): number[] => [(value >> 8) & 255, value & 255]
const be32 = (value: number): number[] => [...be16(Math.floor(value / 65536)), ...be16(value % 65536)]
const LENGTH = 800
const values = Array.from({ length: LENGTH }, (_, n) => Math.round(20000 * Math.sin(n * 0.3)) + 0)
const data = bytesOf(...values.map(be16))

/** 16000 as a number of 80 bits: 0xfa00 0000 0000 0000 / 2^63 * 2^13. */
const RATE_16K = [0x40, 0x0c, 0xfa, 0, 0, 0, 0, 0, 0, 0]

interface AiffFields {
  channels?: number
  frames?: number
  bits?: number
  rate?: readonly number[]
  compression?: string
  offset?: number
  soundSize?: number
}

function aiff(fields: AiffFields = {}, sound = data): Uint8Array {
  const { channels = 1, frames = LENGTH, bits = 16, rate = RATE_16K, compression, offset = 0 } = fields
  const { soundSize = 8 + sound.length } = fields
  const kind = compression === undefined ? bytesOf() : bytesOf(compression, [0, 0])
  const common = bytesOf(be16(channels), be32(frames), be16(bits), rate, kind)
  const chunks = [
    bytesOf('NAME', be32(3), 'abc', [0]),
    bytesOf('COMM', be32(common.length), common),
    bytesOf('SSND', be32(soundSize), be32(offset), be32(0), sound),
  ]
  const content = bytesOf(compression === undefined ? 'AIFF' : 'AIFC', ...chunks)
  return bytesOf('FORM', be32(content.length), content)
}

const au = (fields: readonly number[], sound = data): Uint8Array => bytesOf('.snd', ...fields.map(be32), sound)
const decode = (bytes: Uint8Array): Promise<DecodedAudio> => decodeAudio(bytes, 'clip')
const codes = ({ notes }: DecodedAudio): string[] => notes.map(note => note.code)
const expected = values.map(value => value / 32768)

describe('engine/audio/pcm, big-endian', () => {
  it('engine/audio - AIFF: chunks are padded, samples may start later, rates are whole', async () => {
    const audio = await decode(aiff())
    expect([audio.sampleRateHz, [...audio.samples], audio.notes]).toEqual([16000, expected, []])
    const later = await decode(aiff({ offset: 6 }, bytesOf(new Uint8Array(6), data)))
    expect([[...later.samples], codes(later)]).toEqual([expected, []])
    // 22254.54...: the rate of the first machines that wrote the format.
    const old = await decode(aiff({ rate: [0x40, 0x0d, 0xad, 0xdd, 0x17, 0x45, 0xd1, 0x74, 0x5d, 0x17] }))
    expect(old.sampleRateHz).toBe(22255)
  })

  it.each([
    ['truncated-data', aiff().subarray(0, -101), LENGTH - 51],
    ['truncated-data', aiff({ frames: 0xffffffff }), LENGTH],
    ['size-field-wrong', aiff({ frames: 700 }), 700],
  ])('engine/audio - AIFF: %s is noted', async (code, bytes, frames) => {
    const audio = await decode(bytes)
    expect([codes(audio), [...audio.samples]]).toEqual([[code], expected.slice(0, frames)])
  })

  it.each([
    ['unsupported-codec', aiff({ compression: 'ima4' })],
    ['unsupported-codec', aiff({ bits: 40 })],
    ['bad-sample-rate', aiff({ rate: new Array<number>(10).fill(0) })],
    ['bad-sample-rate', aiff({ rate: [0x7f, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0] })],
    ['bad-channel-count', aiff({ channels: 0 })],
    ['no-audio-frames', aiff({ frames: 0 }, new Uint8Array(0))],
    ['no-audio-frames', aiff({ offset: 0xfffffff0 })],
    ['truncated-header', aiff().subarray(0, 30)],
    ['unsupported-codec', au([24, 0xffffffff, 23, 16000, 1])],
    ['bad-sample-rate', au([24, 0xffffffff, 3, 0, 1])],
    ['bad-channel-count', au([24, 0xffffffff, 3, 16000, 0])],
    ['corrupt-header', au([8, 0xffffffff, 3, 16000, 1])],
    ['corrupt-header', au([99999, 0xffffffff, 3, 16000, 1])],
  ])('engine/audio - refused as %s (%#)', async (code, bytes) => {
    expect(await codeOf(() => decode(bytes))).toBe(code)
  })

  it('engine/audio - AU: a length that is not told is legal, a wrong one is noted', async () => {
    for (const [size, notes] of [
      [0xffffffff, []],
      [data.length, []],
      [data.length + 40, ['truncated-data']],
      [data.length - 1, ['size-field-wrong']],
    ] as const) {
      const audio = await decode(au([24, size, 3, 16000, 1]))
      expect(codes(audio)).toEqual(notes)
      expect([...audio.samples]).toEqual(expected.slice(0, audio.samples.length))
    }
  })

  it('engine/audio - a header cut anywhere, or with any byte changed, never crashes', async () => {
    for (const whole of [aiff({ compression: 'NONE' }), au([24, data.length, 3, 16000, 1])]) {
      for (let at = 4; at < 80; at++) {
        for (const bytes of [whole.slice(0, at), whole.map((byte, i) => (i === at ? byte ^ 0x91 : byte))]) {
          const outcome = await decode(bytes).catch((error: unknown) => error)
          if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'CueScopeError' })
          else expect((outcome as DecodedAudio).samples.every(Number.isFinite)).toBe(true)
        }
      }
    }
  })
})
