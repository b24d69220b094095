import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resample } from '#engine/dsp/resample'
import { sharedDir } from '../../helpers/shared'

const sine = (hz: number, rateHz: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / rateHz + 0.4))

const rms = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)

/** Without the ends, where the signal begins and stops. */
const inner = (values: Float32Array, edge: number): Float32Array => values.slice(edge, values.length - edge)

const pairs = [
  [48000, 16000],
  [44100, 16000],
  [24414, 16000],
  [22050, 16000],
  [11025, 16000],
  [8000, 16000],
  [16000, 44100],
  [96000, 16000],
  [16000.5, 12345.25],
] as const

describe('engine/dsp/resample', () => {
  it.each(pairs)('engine/dsp - from %d to %d Hz, sines in the pass band keep amplitude and phase', (fromHz, toHz) => {
    const nyquistHz = Math.min(fromHz, toHz) / 2
    for (const share of [0.013, 0.31, 0.62, 0.91]) {
      const hz = share * nyquistHz
      const got = resample(sine(hz, fromHz, Math.round(fromHz * 0.4)), fromHz, toHz)
      const expected = sine(hz, toHz, got.length)
      const edge = Math.ceil((100 * toHz) / Math.min(fromHz, toHz))
      const levelDb = 20 * Math.log10(rms(inner(got, edge)) / rms(inner(expected, edge)))
      expect(Math.abs(levelDb)).toBeLessThan(0.001)
      const errors = got.map((value, i) => value - expected[i])
      // No delay at all: the sample-by-sample difference is far below what a delay of a hundredth of a sample gives.
      expect(20 * Math.log10(rms(inner(errors, edge)) / rms(expected))).toBeLessThan(-100)
    }
  })

  it.each(pairs.filter(([fromHz, toHz]) => fromHz > toHz * 1.05))(
    'engine/dsp - from %d to %d Hz, nothing above the new Nyquist frequency folds back',
    (fromHz, toHz) => {
      for (const hz of [toHz / 2, toHz * 0.52, toHz * 0.6, (fromHz / 2) * 0.98].filter(hz => hz < fromHz / 2)) {
        const got = resample(sine(hz, fromHz, Math.round(fromHz * 0.4)), fromHz, toHz)
        expect(20 * Math.log10(rms(inner(got, 100)) / rms(sine(hz, fromHz, 4000)))).toBeLessThan(-115)
      }
    },
  )

  it('engine/dsp - the length is that of librosa, rounded up', () => {
    const lengths = [
      [209810, 48000, 69937],
      [34927, 24414, 22890],
      [220500, 44100, 80000],
      [1, 48000, 1],
      [0, 48000, 0],
    ]
    for (const [samples, fromHz, expected] of lengths) {
      expect(resample(new Float32Array(samples), fromHz, 16000)).toHaveLength(expected)
    }
  })

  it('engine/dsp - an impulse stays where it was and its response is symmetric', () => {
    const impulse = new Float32Array(2001)
    impulse[999] = 1
    const got = resample(impulse, 48000, 16000)
    for (let i = 1; i < 90; i++) expect(got[333 - i]).toBeCloseTo(got[333 + i], 9)
    expect(got.indexOf(Math.max(...got))).toBe(333)
    expect(got.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1 / 3, 4)
  })

  it('engine/dsp - the same rate gives the same array, not a copy', () => {
    const samples = sine(440, 16000, 100)
    expect(resample(samples, 16000, 16000)).toBe(samples)
  })

  it.each([
    [0, 16000],
    [16000, -1],
    [NaN, 16000],
    [Infinity, 16000],
  ])('engine/dsp - %d to %d Hz is refused', (fromHz, toHz) => {
    expect(() => resample(new Float32Array(4), fromHz, toHz)).toThrow(RangeError)
  })
})

describe.runIf(sharedDir())('engine/dsp/resample beside soxr', () => {
  const folder = join(sharedDir() ?? '', 'reference/logmel')

  it('engine/dsp - lengths of real clips are those that librosa and soxr gave', () => {
    const clips = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as {
      rate: number
      samples: number
      resampled: number
    }[]
    expect(clips.length).toBeGreaterThan(0)
    for (const { rate, samples, resampled } of clips) {
      expect(resample(new Float32Array(samples), rate, 16000)).toHaveLength(resampled)
    }
  })
})
