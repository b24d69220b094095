import { describe, expect, it } from 'vitest'
import type { DecodedAudio } from '#engine/audio/audio'
import { decodeAudio } from '#engine/audio/decode'
import { findMp3Frames } from '#engine/audio/mp3/mp3-frames'
import { codeOf } from '../../helpers/error-code'
import { goldenAudio } from './golden-audio'
import { bytesOf } from './wav-bytes'

const decode = (...parts: Uint8Array[]): Promise<DecodedAudio> => decodeAudio(bytesOf(...parts), 'clip.mp3')
const codes = ({ notes }: DecodedAudio): string[] => notes.map(note => note.code)

const mono = goldenAudio('mono-16k.mp3')
const { frames } = findMp3Frames(mono)
const frame = (i: number): Uint8Array => mono.subarray(frames.at(i)!.start, frames.at(i)!.end)
const FRAME_SAMPLES = 576
/** LAME's delay and that of any decoder. */
const LEAD = 1105

describe('engine/audio/mp3', () => {
  it("engine/audio - the encoder's lead and rest are cut off, by what its first frame says", async () => {
    const { samples, channels } = await decode(mono)
    expect([samples.length, channels]).toEqual([6400, 1])
    // Without that frame nobody knows: all samples of all frames, the same ones later.
    const bare = await decode(mono.subarray(frames[1].start))
    expect([codes(bare), bare.samples.length]).toEqual([[], (frames.length - 1) * FRAME_SAMPLES])
    samples.slice(2000, 5000).forEach((value, i) => expect(bare.samples[2000 + i + LEAD]).toBeCloseTo(value, 5))
  })

  it('engine/audio - tags before and behind cost nothing', async () => {
    const plain = await decode(mono)
    const id3 = bytesOf('ID3\x04\0\0\0\0\0\x0a', new Uint8Array(10).fill(0xff))
    for (const end of ['TAG', 'APETAGEX', 'LYRICSBEGIN']) {
      const { samples, notes } = await decode(id3, mono, bytesOf(end, new Uint8Array(125).fill(0x20)))
      expect([notes, [...samples]]).toEqual([[], [...plain.samples]])
    }
    expect(codes(await decode(mono, new Uint8Array(300)))).toEqual([])
    expect(codes(await decode(mono, new Uint8Array(300).fill(7)))).toEqual(['size-field-wrong'])
  })

  it('engine/audio - a file that is cut is used up to there, and says so', async () => {
    const plain = await decode(mono)
    const atFrame = await decode(mono.subarray(0, frames.at(-2)!.end))
    const inFrame = await decode(mono.subarray(0, frames.at(-1)!.end - 7))
    for (const cut of [atFrame, inFrame]) {
      expect(codes(cut)).toContain('truncated-data')
      expect(cut.samples).toHaveLength((frames.length - 2) * FRAME_SAMPLES - LEAD)
    }
    expect([...inFrame.samples.subarray(0, 4000)]).toEqual([...plain.samples.subarray(0, 4000)])
  })

  it('engine/audio - damage in the sound is seen by the checksum of the encoder', async () => {
    const changed = mono.slice()
    changed[frames[4].start + 40] ^= 8
    expect(codes(await decode(changed))).toContain('crc-mismatch')
    const header = mono.slice()
    header[frames[0].start + 7] ^= 8
    expect(codes(await decode(header))).toEqual(['crc-mismatch'])
  })

  it('engine/audio - bytes between frames: noted where no frame is lost, else refused', async () => {
    const middle = frames[5].start
    const junk = await decode(mono.subarray(0, middle), new Uint8Array(50).fill(1), mono.subarray(middle))
    expect([codes(junk), junk.samples.length]).toEqual([['decode-error'], 6400])
    const lost = mono.slice()
    lost.fill(0, frames[5].start, frames[5].start + 30)
    expect(await codeOf(() => decode(lost))).toBe('decode-error')
  })

  it('engine/audio - a number of frames that can not be is noted, and nothing is made for it', async () => {
    const lying = mono.slice()
    const at = frames[0].start + 4 + 9 + 8
    lying.set([0xff, 0xff, 0xff, 0xff], at)
    const more = await decode(lying)
    expect(codes(more)).toEqual(['truncated-data', 'crc-mismatch'])
    expect(more.samples).toHaveLength((frames.length - 1) * FRAME_SAMPLES - LEAD)
    lying.set([0, 0, 0, 3], at)
    expect(codes(await decode(lying))).toEqual(['size-field-wrong', 'crc-mismatch'])
  })

  it('engine/audio - another rate or number of channels on the way is refused', async () => {
    const others = ['stereo-24k.mp3', 'mono-8k.mp3'].map(goldenAudio)
    for (const other of others) {
      const start = findMp3Frames(other).frames[1].start
      expect(await codeOf(() => decode(mono, other.subarray(start)))).toBe('corrupt-header')
    }
  })

  it('engine/audio - layer 2 is refused by name, a lone frame is too little to know one', async () => {
    // 192 kbit/s at 48 kHz: 576 bytes a frame.
    const layer2 = bytesOf([0xff, 0xfd, 0xa4, 0], new Uint8Array(572))
    expect(await codeOf(() => decode(layer2, layer2))).toBe('unsupported-codec')
    expect(await codeOf(() => decode(frame(1).subarray(0, -1)))).toBe('no-audio-frames')
  })

  it('engine/audio - cut anywhere, or with bytes changed, never crashes', async () => {
    const tried: Uint8Array[] = []
    for (let end = 1; end < mono.length; end += 97) tried.push(mono.slice(0, end))
    for (let i = 0; i < 150; i++) {
      const copy = mono.slice()
      for (let k = 0; k < 4; k++) copy[(i * 7919 + k * 104729) % copy.length] ^= 1 + ((i * 31) % 255)
      tried.push(copy)
    }
    for (const bytes of tried) {
      const outcome = await decode(bytes).catch((error: unknown) => error)
      if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'CueScopeError' })
      else expect((outcome as DecodedAudio).samples.every(value => Math.abs(value) <= 10)).toBe(true)
    }
  })
})
