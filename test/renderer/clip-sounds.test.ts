import { describe, expect, it } from 'vitest'
import { decodeAudio } from '#engine/audio/decode'
import { segmentsWav, selectionWav } from '../../src-renderer/views/clip/clip-sounds'

const sampleRateHz = 8000
const samples = Float32Array.from({ length: 8000 }, (_, i) => 0.3 * Math.sin((2 * Math.PI * 440 * i) / sampleRateHz))
const sound = { samples, sampleRateHz }
const read = (file: Uint8Array): ReturnType<typeof decodeAudio> => decodeAudio(file, 'saved.wav')

describe('renderer/sounds that are saved', () => {
  it('the selection is the clip sample by sample, at its rate', async () => {
    const file = selectionWav(sound, { startSec: 0.1, endSec: 0.25, lowHz: null, highHz: null })
    const saved = await read(file)
    expect(saved.sampleRateHz).toBe(sampleRateHz)
    expect([...saved.samples]).toEqual([...samples.slice(800, 2000)])
  })

  it('of a box only its frequencies are there', async () => {
    const within = await read(selectionWav(sound, { startSec: 0.3, endSec: 0.6, lowHz: 300, highHz: 600 }))
    const outside = await read(selectionWav(sound, { startSec: 0.3, endSec: 0.6, lowHz: 1000, highHz: 2000 }))
    expect(Math.max(...within.samples)).toBeCloseTo(0.3, 2)
    expect(Math.max(...outside.samples)).toBeLessThan(0.001)
  })

  it('segments follow each other in time with the pause between, silent', async () => {
    const segments = [
      { startSec: 0.5, endSec: 0.6 },
      { startSec: 0.1, endSec: 0.2 },
    ]
    const saved = await read(segmentsWav(sound, segments, 0.18, null))
    expect(saved.samples.length).toBe(800 + 1440 + 800)
    expect([...saved.samples.slice(100, 700)]).toEqual([...samples.slice(900, 1500)])
    expect(saved.samples.slice(800, 2240).every(value => value === 0)).toBe(true)
    expect([...saved.samples.slice(2340, 2940)]).toEqual([...samples.slice(4100, 4700)])
  })
})
