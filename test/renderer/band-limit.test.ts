import { describe, expect, it } from 'vitest'
import { bandLimited, bandTaps } from '../../src-renderer/sound/band-limit'
import { convolve } from '../../src-renderer/sound/convolve'
import { createRandom } from '#engine/stats/random'

/** Level of a sine after the filter, relative to before, by its amplitude in the middle of the stretch. */
function gainDb(hz: number, band: { lowHz: number; highHz: number }, sampleRateHz: number): number {
  const sine = Float32Array.from({ length: sampleRateHz }, (_, i) => Math.sin((2 * Math.PI * hz * i) / sampleRateHz))
  const [from, to] = [Math.round(0.3 * sampleRateHz), Math.round(0.7 * sampleRateHz)]
  const heard = bandLimited(sine, from, to, band, sampleRateHz)
  expect(heard).toHaveLength(to - from)
  // By projection on the sine and its quadrature: what else there is would not count as the sine.
  let [re, im, rest] = [0, 0, 0]
  heard.forEach((value, i) => {
    const phase = (2 * Math.PI * hz * (from + i)) / sampleRateHz
    re += value * Math.sin(phase)
    im += value * Math.cos(phase)
    rest = Math.max(rest, Math.abs(value))
  })
  const amplitude = (2 * Math.hypot(re, im)) / heard.length
  // Nothing else was added anywhere in the stretch, its ends included.
  expect(rest).toBeLessThan(amplitude * 1.05 + 1e-4)
  return 20 * Math.log10(amplitude)
}

describe('renderer/band limit', () => {
  for (const sampleRateHz of [16_000, 24_414, 44_100, 48_000]) {
    const band = { lowHz: 500, highHz: 1500 }
    it(`sines inside keep their level, sines outside are 60 dB down and more, at ${sampleRateHz} Hz`, () => {
      for (const hz of [545, 700, 1000, 1455]) expect(Math.abs(gainDb(hz, band, sampleRateHz))).toBeLessThan(0.1)
      for (const hz of [60, 220, 455, 1545, 2500, 7000]) expect(gainDb(hz, band, sampleRateHz)).toBeLessThan(-60)
      for (const hz of [500, 1500]) expect(gainDb(hz, band, sampleRateHz)).toBeCloseTo(-6.02, 1)
    })
  }

  it('an edge at 0 Hz or at half the rate is none', () => {
    expect(Math.abs(gainDb(20, { lowHz: 0, highHz: 800 }, 16_000))).toBeLessThan(0.1)
    expect(gainDb(900, { lowHz: 0, highHz: 800 }, 16_000)).toBeLessThan(-60)
    expect(Math.abs(gainDb(7990, { lowHz: 2000, highHz: 8000 }, 16_000))).toBeLessThan(0.1)
    expect(Math.abs(gainDb(7990, { lowHz: 2000, highHz: 24_000 }, 16_000))).toBeLessThan(0.1)
    expect(gainDb(1900, { lowHz: 2000, highHz: 8000 }, 16_000)).toBeLessThan(-60)
  })

  it('delays nothing: a click stays where it is', () => {
    const click = new Float32Array(16_000)
    click[8000] = 1
    const heard = bandLimited(click, 7000, 9000, { lowHz: 200, highHz: 4000 }, 16_000)
    expect(heard.indexOf(Math.max(...heard))).toBe(1000)
    for (let i = 1; i < 500; i++) expect(heard[1000 + i]).toBeCloseTo(heard[1000 - i], 7)
  })

  it('knows nothing but silence beyond the clip’s ends', () => {
    const clip = new Float32Array(400).fill(0.25)
    const wide = new Float32Array(8400)
    wide.set(clip, 4000)
    const band = { lowHz: 100, highHz: 3000 }
    const [alone, inSilence] = [bandLimited(clip, 0, 400, band, 16_000), bandLimited(wide, 4000, 4400, band, 16_000)]
    alone.forEach((value, i) => expect(value).toBeCloseTo(inSilence[i], 6))
  })

  it('the convolution by FFT is the sum it stands for', () => {
    const random = createRandom(3)
    const draw = (count: number): number[] => Array.from({ length: count }, () => random.normal())
    for (const [samples, taps] of [
      [1000, 1],
      [1000, 31],
      [5000, 257],
      [257, 257],
      [300, 257],
      [10, 31],
    ]) {
      const [sound, filter] = [Float32Array.from(draw(samples)), Float64Array.from(draw(taps))]
      const result = convolve(sound, filter)
      expect(result).toHaveLength(Math.max(0, samples - taps + 1))
      result.forEach((value, i) => {
        let sum = 0
        for (let k = 0; k < taps; k++) sum += filter[k] * sound[i + taps - 1 - k]
        expect(value).toBeCloseTo(sum, 3)
      })
    }
  })

  it('its taps are symmetric, odd in number, and about 0.1 s long whatever the rate', () => {
    for (const sampleRateHz of [16_000, 48_000]) {
      const taps = bandTaps({ lowHz: 300, highHz: 900 }, sampleRateHz)
      expect(taps.length % 2).toBe(1)
      expect(taps.length / sampleRateHz).toBeLessThan(0.1)
      taps.forEach((value, i) => expect(value).toBe(taps[taps.length - 1 - i]))
    }
  })
})
