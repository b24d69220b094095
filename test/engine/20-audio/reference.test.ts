import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeAudio } from '#engine/audio/decode'

interface Row {
  file: string
  sampleRateHz: number
  channels: number
  frames: number
  /** Lossless: of the float32 samples. */
  sha256?: string
  /** Lossy: every `step`-th sample. */
  step?: number
  samples?: number[]
}

/** Made by goldens/make/make-audio.py: libFLAC 1.2 to 32 bits, libsndfile for the rest. */
const folder = join(import.meta.dirname, '../../goldens/audio')
const { rows } = JSON.parse(readFileSync(join(folder, 'audio.json'), 'utf8')) as { rows: Row[] }

const decode = (file: string): ReturnType<typeof decodeAudio> => decodeAudio(readFileSync(join(folder, file)), file)

describe('engine/audio against libsndfile and libFLAC', () => {
  it.each(rows.filter(row => row.sha256))('engine/audio - $file is sample-exact', async row => {
    const { samples, sampleRateHz, channels, notes } = await decode(row.file)
    expect([sampleRateHz, channels, samples.length]).toEqual([row.sampleRateHz, row.channels, row.frames])
    const { buffer, byteOffset, byteLength } = samples
    const sum = createHash('sha256')
      .update(new Uint8Array(buffer, byteOffset, byteLength))
      .digest('hex')
    expect(sum).toBe(row.sha256)
    const harmless = ['downmixed', 'clipped', 'too-short', 'dc-offset']
    expect(notes.map(note => note.code).filter(code => !harmless.includes(code))).toEqual([])
  })

  it.each(rows.filter(row => row.samples))('engine/audio - $file within 1e-4, at the same times', async row => {
    const { samples, sampleRateHz, channels, notes } = await decode(row.file)
    expect([sampleRateHz, channels, samples.length]).toEqual([row.sampleRateHz, row.channels, row.frames])
    // Vorbis and MP3 agree to 1e-6; Opus is another version of the same library.
    const tolerance = row.file.endsWith('.opus') ? 1e-4 : 2e-6
    const errors = row.samples!.map((value, i) => Math.abs(samples[i * row.step!] - value))
    expect(Math.max(...errors)).toBeLessThan(tolerance)
    expect(notes.map(note => note.code).filter(code => code !== 'downmixed')).toEqual([])
  })
})
