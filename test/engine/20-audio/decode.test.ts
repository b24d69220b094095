import { describe, expect, it } from 'vitest'
import { decodeAudio } from '#engine/audio/decode'
import { flacFile, joined } from './flac-bytes'
import { bytesOf, chunk, formatChunk, riff, wav16 } from './wav-bytes'

const tone = (length: number, amplitude = 10000): number[] =>
  Array.from({ length }, (_, n) => Math.round(amplitude * Math.sin(n * 0.2)))

const floats = (values: readonly number[]): Uint8Array =>
  riff(
    formatChunk({ tag: 3, channels: 1, rateHz: 16000, bits: 32 }),
    chunk('data', new Uint8Array(Float32Array.from(values).buffer)),
  )

async function notesOf(bytes: Uint8Array, name = 'clip.wav'): Promise<string[]> {
  return (await decodeAudio(bytes, name)).notes.map(note => note.code)
}

describe('engine/audio', () => {
  it.each([
    ['empty-file', '', '0 bytes'],
    ['not-audio', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n', 'git lfs pull'],
    ['not-audio', '<!DOCTYPE html><html>', 'web page'],
    ['not-audio', '{"error": "not found"}', 'JSON'],
    ['not-audio', 'Speaker, emotion\n1, angry\n', 'text'],
    ['not-audio', 'PK\x03\x04 zipped', 'ZIP'],
    ['not-audio', '\x89PNG\r\n\x1a\n', 'PNG'],
    ['not-audio', '\0\0\0\0\0\0\0\0', 'zero bytes'],
    ['not-audio', '\x01\x02\x03\x04\xfe\xdc\xba\x98', 'unknown kind'],
    ['corrupt-header', 'ID3\x04\0\0\0\0\0\x05', 'claims 15 bytes'],
    ['no-audio-frames', '\xff\xfb\x90\x00', 'MP3'],
    ['truncated-header', 'FORM\0\0\x10\0AIFFCOMM', 'format'],
    ['truncated-header', '.snd\0\0', '6 bytes'],
    ['truncated-header', 'OggS\0\x02', '6 bytes'],
    ['unsupported-container', 'caff\0\x01\0\0desc', 'Core Audio'],
    ['unsupported-container', 'RIFF\x10\0\0\0AVI LIST', 'AVI'],
    ['unsupported-container', 'RIFX\0\0\0\x10WAVE', 'big-endian'],
  ])('engine/audio - refused as %s with words for it: %j', async (code, content, words) => {
    const refused = {
      code,
      message: expect.stringContaining(words),
      details: expect.objectContaining({ file: 'S1_angry.wav' }),
    }
    await expect(decodeAudio(bytesOf(content), 'S1_angry.wav')).rejects.toMatchObject(refused)
    await expect(decodeAudio(bytesOf(content), 'S1_angry.wav')).rejects.toThrow('S1_angry.wav')
  })

  it('engine/audio - content counts, not the name, and a wrong name is noted', async () => {
    const flac = joined(flacFile({ rateHz: 16000, bits: 16, channels: [tone(1000)], blockSamples: 256 }))
    expect(await notesOf(flac, 'clip.wav')).toEqual(['extension-mismatch'])
    expect(await notesOf(wav16(tone(1000)), 'clip.MP3')).toEqual(['extension-mismatch'])
    for (const name of ['clip.WAV', 'clip', 'clip.take2', 'clip.bwf'])
      expect(await notesOf(wav16(tone(1000)), name)).toEqual([])
  })

  it('engine/audio - silence, clipping, an offset and a very short clip are noted', async () => {
    expect(await notesOf(wav16(tone(1000, 0)))).toEqual(['silence'])
    expect(await notesOf(wav16(tone(1000, 2)))).toEqual(['silence'])
    expect(await notesOf(wav16(tone(1000).map(value => value + 3000)))).toEqual(['dc-offset'])
    expect(await notesOf(wav16(tone(1000).map(value => Math.max(-32768, Math.min(32767, value * 5)))))).toEqual([
      'clipped',
    ])
    expect(await notesOf(wav16(tone(300)))).toEqual(['too-short'])
  })

  it('engine/audio - a lone sample at full scale is no clipping', async () => {
    const samples = tone(1000)
    samples[500] = 32767
    samples[501] = 32767
    expect(await notesOf(wav16(samples))).toEqual([])
    samples[502] = -32768
    const { notes } = await decodeAudio(wav16(samples), 'clip.wav')
    expect(notes).toMatchObject([{ code: 'clipped', details: { clipped: 3 } }])
  })

  it('engine/audio - two channels that cancel each other are silence', async () => {
    const bytes = wav16(
      tone(1000).flatMap(value => [value, -value]),
      16000,
      2,
    )
    expect(await notesOf(bytes)).toEqual(['downmixed', 'silence'])
  })

  it('engine/audio - floating point above full scale is kept and noted, absurd levels are refused', async () => {
    const { samples, notes } = await decodeAudio(floats(tone(1000).map(value => value / 5000)), 'clip.wav')
    expect(Math.max(...samples)).toBeCloseTo(2, 3)
    expect(notes.map(note => note.code)).toEqual(['out-of-range'])
    await expect(decodeAudio(floats(tone(1000)), 'clip.wav')).rejects.toMatchObject({ code: 'out-of-range' })
  })

  it.each([NaN, Infinity, -Infinity])('engine/audio - one sample that is %d refuses the clip', async value => {
    const bytes = floats([...tone(1000).map(sample => sample / 32768), value])
    await expect(decodeAudio(bytes, 'clip.wav')).rejects.toMatchObject({
      code: 'non-finite-samples',
      details: { nonFinite: 1 },
    })
  })

  it.each([
    ['bad-sample-rate', 999, 1],
    ['bad-sample-rate', 384001, 1],
    ['bad-channel-count', 16000, 0],
    ['bad-channel-count', 16000, 33],
  ])('engine/audio - %s: %i Hz, %i channels', async (code, rateHz, channels) => {
    await expect(decodeAudio(wav16(tone(330), rateHz, channels), 'clip.wav')).rejects.toMatchObject({ code })
  })

  it('engine/audio - an hour is too long, whatever is in it', async () => {
    const bytes = riff(
      formatChunk({ tag: 1, channels: 1, rateHz: 1000, bits: 8 }),
      bytesOf('data', [0x80, 0xee, 0x36, 0], []),
    )
    const hour = new Uint8Array(bytes.length + 3_600_000)
    hour.set(bytes)
    await expect(decodeAudio(hour, 'clip.wav')).rejects.toMatchObject({
      code: 'too-long',
      message: expect.stringMatching(/60\.0 min \(3600000 samples a channel\).* 60\.0 min \(3600000 samples\)/),
    })
  })
})
