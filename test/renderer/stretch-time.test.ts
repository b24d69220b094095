import { describe, expect, it } from 'vitest'
import { createRandom } from '#engine/stats/random'
import { createFft } from '../../src-renderer/canvas/fine/fft'
import { stretchTime } from '../../src-renderer/sound/stretch-time'

const rates = [0.5, 0.67, 0.8, 0.9, 1.1, 1.25, 1.5, 2]

function sine(hz: number, sampleRateHz: number, seconds = 2): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * sampleRateHz) },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / sampleRateHz),
  )
}

/** By the peak of a long, padded FFT under a Hann window, with a parabola through it. */
function peakHz(samples: Float32Array, sampleRateHz: number): number {
  const size = 2 ** 17
  const [re, im] = [new Float64Array(size), new Float64Array(size)]
  samples.forEach((value, i) => (re[i] = value * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / samples.length))))
  createFft(size).transform(re, im)
  const level = (k: number): number => Math.log(Math.hypot(re[k], im[k]))
  let best = 1
  for (let k = 1; k < size / 2; k++) if (level(k) > level(best)) best = k
  const [before, at, after] = [level(best - 1), level(best), level(best + 1)]
  return ((best + (0.5 * (before - after)) / (before - 2 * at + after)) * sampleRateHz) / size
}

describe('renderer/stretch time', () => {
  for (const rate of rates)
    it(`keeps the frequency of sines within 1 Hz and their level, without clicks, at rate ${rate}`, () => {
      for (const sampleRateHz of [16_000, 44_100])
        for (const hz of [110, 441, 2750]) {
          const sound = sine(hz, sampleRateHz)
          const heard = stretchTime(sound, Math.round(sound.length / rate), sampleRateHz)
          expect(heard).toHaveLength(Math.round(sound.length / rate))
          expect(Math.abs(peakHz(heard, sampleRateHz) - hz)).toBeLessThan(1)
          const middle = heard.subarray(heard.length * 0.1, heard.length * 0.9)
          const power = middle.reduce((sum, value) => sum + value * value, 0) / middle.length
          expect(10 * Math.log10(power / 0.125)).toBeGreaterThan(-0.5)
          expect(10 * Math.log10(power / 0.125)).toBeLessThan(0.5)
          // A click is a step that the sine itself never makes.
          const steepest = 2 * Math.sin((Math.PI * hz) / sampleRateHz) * 0.5
          for (let i = 1; i < heard.length; i++)
            expect(Math.abs(heard[i] - heard[i - 1])).toBeLessThan(steepest * 1.2 + 0.002)
        }
    })

  it('things happen when they are due: a burst is heard where the cursor is', () => {
    for (const rate of rates) {
      const random = createRandom(5)
      const sound = Float32Array.from({ length: 32_000 }, () => 0.001 * random.normal())
      for (let i = 20_000; i < 21_600; i++) sound[i] += 0.5 * Math.sin((2 * Math.PI * 300 * i) / 16_000)
      const heard = stretchTime(sound, Math.round(sound.length / rate), 16_000)
      const loud = [...heard.keys()].filter(i => Math.abs(heard[i]) > 0.1)
      expect(Math.abs(loud[0] - 20_000 / rate) / 16_000).toBeLessThan(0.02)
      expect(Math.abs(loud[loud.length - 1] - 21_600 / rate) / 16_000).toBeLessThan(0.02)
    }
  })

  it('at its own length a sound is itself, bit by bit', () => {
    const random = createRandom(6)
    const sound = Float32Array.from({ length: 5001 }, () => random.normal())
    expect(stretchTime(sound, 5001, 16_000)).toEqual(sound)
  })

  it('what is shorter than a frame, silent or empty has its length all the same', () => {
    expect(stretchTime(new Float32Array(10).fill(0.5), 20, 16_000)).toHaveLength(20)
    expect(stretchTime(new Float32Array(0), 5, 16_000)).toEqual(new Float32Array(5))
    expect(stretchTime(new Float32Array(16_000), 8000, 16_000)).toEqual(new Float32Array(8000))
  })

  it('five seconds take no seconds', () => {
    const sound = sine(200, 44_100, 5)
    const times = rates.map(rate => {
      const startMs = performance.now()
      stretchTime(sound, Math.round(sound.length / rate), 44_100)
      return performance.now() - startMs
    })
    expect(Math.min(...times)).toBeLessThan(500)
  })
})
