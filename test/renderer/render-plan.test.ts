import { describe, expect, it } from 'vitest'
import { createRandom } from '#engine/stats/random'
import { planOf } from '../../src-renderer/canvas/play-plan'
import { FADE_SEC, fadeEnds } from '../../src-renderer/sound/fades'
import { keepLastSound, renderPlan } from '../../src-renderer/sound/render-plan'

function noise(count: number): Float32Array {
  const random = createRandom(1)
  return Float32Array.from({ length: count }, () => random.uniform() - 0.5)
}

describe('renderer/render plan', () => {
  for (const sampleRateHz of [16_000, 24_414, 44_100, 48_000])
    it(`every sample between the fades is the clip’s own, and silence is silence, at ${sampleRateHz} Hz`, () => {
      const clip = noise(Math.round(1.37 * sampleRateHz))
      const stretches = [
        { startSec: 0.0501, endSec: 0.2003 },
        { startSec: 0.7, endSec: 0.9007 },
        { startSec: 1.2, endSec: clip.length / sampleRateHz },
      ]
      const gap = Math.round(0.123 * sampleRateHz)
      const sound = renderPlan(clip, planOf(stretches, 0.123, sampleRateHz), { sampleRateHz, tailSec: 0.123 })
      const fade = Math.round(FADE_SEC * sampleRateHz)
      let at = 0
      for (const { startSec, endSec } of stretches) {
        const [from, to] = [Math.round(startSec * sampleRateHz), Math.round(endSec * sampleRateHz)]
        expect(Math.abs(sound[at])).toBe(0)
        expect(sound.subarray(at + fade, at + to - from - fade)).toEqual(clip.subarray(from + fade, to - fade))
        for (const i of [1, Math.floor(fade / 2), fade - 1]) {
          expect(sound[at + i]).toBeCloseTo((clip[from + i] * i) / fade, 7)
          expect(sound[at + to - from - 1 - i]).toBeCloseTo((clip[to - 1 - i] * i) / fade, 7)
        }
        at += to - from
        expect(sound.subarray(at, at + gap).every(sample => sample === 0)).toBe(true)
        at += gap
      }
      expect(sound).toHaveLength(at)
    })

  it('a whole clip is all of its samples, and the clip itself is left alone', () => {
    const clip = noise(16_001)
    const before = clip.slice()
    const sound = renderPlan(clip, planOf([{ startSec: 0, endSec: 16_001 / 16_000 }], 0.5, 16_000), {
      sampleRateHz: 16_000,
    })
    expect(sound.subarray(80, -80)).toEqual(clip.subarray(80, -80))
    expect(sound).toHaveLength(16_001)
    expect(clip).toEqual(before)
    expect(renderPlan(clip, [], { sampleRateHz: 16_000, tailSec: 1 })).toHaveLength(0)
  })

  it('the last sound is made once, another clip’s or another plan’s anew', () => {
    const [one, other] = [noise(8000), noise(8000)]
    const soundOf = keepLastSound()
    const plan = (endSec: number): ReturnType<typeof planOf> => planOf([{ startSec: 0, endSec }], 0, 16_000)
    const options = { sampleRateHz: 16_000 }
    const first = soundOf(one, plan(0.5), options)
    expect(soundOf(one, plan(0.5), options)).toBe(first)
    expect(soundOf(other, plan(0.5), options)).not.toBe(first)
    expect(soundOf(one, plan(0.25), options)).toHaveLength(4000)
    expect(soundOf(one, plan(0.25), { ...options, tailSec: 0.1 })).toHaveLength(5600)
  })

  it('fades are linear; those of a very short sound meet in its middle', () => {
    const long = new Float32Array(300).fill(1)
    fadeEnds(long, 50)
    expect([long[0], long[25], long[50], long[249], long[274], long[299]]).toEqual([0, 0.5, 1, 1, 0.5, 0])
    const short = new Float32Array(4).fill(1)
    fadeEnds(short, 50)
    expect([...short]).toEqual([0, 0.5, 0.5, 0])
  })
})
