import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeAudio } from '#engine/audio/decode'
import { sharedDir } from '../../helpers/shared'

const md5 = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  createHash('md5')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex')

// Checksums of the float32 samples that libsndfile 1.2.2 (soundfile 0.14.0, float64, mean of the channels) gives.
describe.runIf(sharedDir())('engine/audio real speech', () => {
  it.each([
    ['data/ravdess/Actor_21/03-01-05-02-01-01-21.flac', 48000, 1, 209810, 'a9f4cbb4b9af1a5274c2aa5223a13357'],
    ['data/tess/OAF_angry/OAF_bite_angry.flac', 24414, 1, 34927, 'b14d2d913349783bd9b7affefe0e48d5'],
    ['data/tess/YAF_happy/YAF_bite_happy.flac', 24414, 1, 46338, '860cdfbd7d1fd3b71d58ffbde2af36cf'],
    ['data/tess/YAF_sad/YAF_beg_sad.wav', 44100, 1, 220500, '3b34d473582fde8b7edba47e17dc1b1d'],
    ['data/tess/OAF_angry/OAF_back_angry.wav', 44100, 1, 220500, '6caeae54c7927038ca8f2475b24aa521'],
  ])('engine/audio - %s is sample for sample what libsndfile reads', async (file, rateHz, channels, length, sum) => {
    const audio = await decodeAudio(readFileSync(join(sharedDir()!, file)), file)
    expect([audio.sampleRateHz, audio.channels, audio.samples.length]).toEqual([rateHz, channels, length])
    expect(md5(audio.samples)).toBe(sum)
  })
})
