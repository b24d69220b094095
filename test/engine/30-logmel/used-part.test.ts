import { describe, expect, it } from 'vitest'
import { computeLogMel } from '#engine/logmel/log-mel'
import { trimSilence } from '#engine/logmel/trim-silence'
import { usedPart } from '#engine/logmel/used-part'
import { frontEnd, sine } from './front-end'

/** A square wave of 40 samples' period in pieces of [amplitude of 16 bits, seconds]. */
function pieces(...parts: readonly (readonly [number, number])[]): Float32Array {
  return Float32Array.from(
    parts.flatMap(([amplitude, seconds]) =>
      Array.from(
        { length: Math.round(seconds * 8000) },
        (_, i) => (Math.floor(i / 20) % 2 ? -amplitude : amplitude) / 32768,
      ),
    ),
  )
}

const trim = { thresholdDb: -14, relativeTo: 'mean-dbfs', minSilenceSec: 0.5 } as const

describe('engine/logmel/trim', () => {
  // First range of pydub 0.25.1: detect_nonsilent(clip, min_silence_len=500, silence_thresh=clip.dBFS - 14), in ms.
  it.each([
    [
      [706, 1194],
      [
        [0, 0.7],
        [8000, 0.5],
        [0, 0.8],
        [6000, 0.4],
      ],
    ],
    [
      [0, 894],
      [
        [20, 0.3],
        [9000, 0.6],
        [30, 0.9],
      ],
    ],
    [
      [0, 950],
      [
        [9000, 0.45],
        [10, 0.2],
        [9000, 0.3],
      ],
    ],
    [
      [700, 720],
      [
        [0, 0.7],
        [5000, 0.02],
        [0, 1],
      ],
    ],
    [
      [0, 196],
      [
        [7000, 0.2],
        [5, 0.6],
      ],
    ],
    [
      [0, 986],
      [
        [12000, 1],
        [200, 0.5005],
        [12000, 0.3],
      ],
    ],
    [[0, 300], [[0, 0.3]]],
  ] as [number[], [number, number][]][])(
    'engine/logmel - the first stretch with sound is %j ms, as in pydub: %j',
    (expectedMs, parts) => {
      const { start, end } = trimSilence(pieces(...parts), 8000, trim)
      expect([start / 8, end / 8]).toEqual(expectedMs)
    },
  )

  it('engine/logmel - a clip without any sound is kept whole', () => {
    expect(trimSilence(new Float32Array(9600), 8000, trim)).toEqual({ start: 0, end: 9600 })
  })
})

describe('engine/logmel/clip', () => {
  const ramp = Float32Array.from({ length: 16000 }, (_, n) => n + 1)
  const clip = (seconds: number, from: 'start' | 'centre'): ReturnType<typeof usedPart> =>
    usedPart(ramp, frontEnd({ clip: { seconds, from, pad: 'silence' } }))

  it('engine/logmel - a longer clip is cut at its end, or at both', () => {
    const fromStart = clip(0.25, 'start')
    expect([fromStart.start, fromStart.end, fromStart.samples[0], fromStart.samples.at(-1)]).toEqual([0, 4000, 1, 4000])
    const centre = clip(0.25, 'centre')
    expect([centre.start, centre.end, centre.samples[0], centre.samples.at(-1)]).toEqual([6000, 10000, 6001, 10000])
  })

  it('engine/logmel - a shorter clip is followed by silence, or surrounded by it', () => {
    const fromStart = clip(2, 'start')
    expect([fromStart.start, fromStart.end, fromStart.samples.length]).toEqual([0, 16000, 32000])
    expect([fromStart.samples[0], fromStart.samples[15999], fromStart.samples[16000]]).toEqual([1, 16000, 0])
    const centre = clip(2, 'centre')
    expect([centre.start, centre.end, centre.silenceBefore, centre.samples.length]).toEqual([0, 16000, 8000, 32000])
    expect([centre.samples[7999], centre.samples[8000], centre.samples[23999], centre.samples[24000]]).toEqual([
      0, 1, 16000, 0,
    ])
  })

  it('engine/logmel - times refer to the whole clip after trim and clip together', () => {
    const samples = new Float32Array(3 * 16000)
    samples.set(sine(440, 1), 16000)
    const fe = frontEnd({ trim, clip: { seconds: 0.5, from: 'start', pad: 'silence' } })
    const { values, usedStartSec, usedEndSec, firstFrameSec } = computeLogMel({ samples, sampleRateHz: 16000 }, fe)
    expect(usedStartSec).toBeGreaterThan(0.99)
    expect(usedStartSec).toBeLessThan(1.02)
    expect(usedEndSec - usedStartSec).toBeCloseTo(0.5, 9)
    expect(firstFrameSec).toBe(usedStartSec)
    expect(values.cols).toBe(51)
  })

  it('engine/logmel - silence put before the clip moves the first frame before its start', () => {
    const fe = frontEnd({ clip: { seconds: 2, from: 'centre', pad: 'silence' } })
    const { firstFrameSec, usedStartSec, usedEndSec } = computeLogMel(
      { samples: sine(440, 1), sampleRateHz: 16000 },
      fe,
    )
    expect([firstFrameSec, usedStartSec, usedEndSec]).toEqual([-0.5, 0, 1])
  })
})
