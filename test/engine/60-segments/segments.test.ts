import { describe, expect, it } from 'vitest'
import { timeProfile, topWindows, type FrameAxis } from '#engine/segments/segments'

const axis = (frames: number, changes: Partial<FrameAxis> = {}): FrameAxis => ({
  hopSec: 0.1,
  startSec: 0,
  durationSec: frames * 0.1,
  ...changes,
})
const settings = (frames: number, count = 5): { windowSec: number; count: number } => ({
  windowSec: frames * 0.1,
  count,
})
const profileOf = (...values: number[]): Float64Array => Float64Array.from(values)

describe('engine/segments', () => {
  it('engine/segments - the profile sums the positive part of the map over mel', () => {
    const map = { data: Float32Array.of(1, -2, 0.5, 3, 4, -1), rows: 2, cols: 3 }
    expect([...timeProfile(map)]).toEqual([4, 4, 0.5])
  })

  it('engine/segments - windows come highest first, with times, sums and shares', () => {
    const profile = profileOf(0, 1, 1, 0, 0, 4, 2, 0)
    const found = topWindows(profile, axis(8), settings(2))
    expect(found.map(({ rank }) => rank)).toEqual([1, 2])
    expect(found.map(({ startSec, endSec }) => [startSec, endSec])).toEqual([
      [0.5, expect.closeTo(0.7, 12)],
      [expect.closeTo(0.1, 12), expect.closeTo(0.3, 12)],
    ])
    expect(found.map(({ score }) => score)).toEqual([6, 2])
    expect(found.map(({ share }) => share)).toEqual([0.75, 0.25])
  })

  it('engine/segments - among equals the earlier window is first', () => {
    const found = topWindows(profileOf(0, 3, 0, 3, 0, 3), axis(6), settings(1))
    expect(found.map(({ startSec }) => Math.round(startSec * 10))).toEqual([1, 3, 5])
  })

  it('engine/segments - equal sums are equal wherever they stand: rounding breaks no tie', () => {
    // 0.1 + 0.2 + 0.3 differs from 0.6 by rounding if a running sum carries what came before.
    const block = [0.1, 0.2, 0.3]
    const found = topWindows(profileOf(1e6, ...block, 0, 0, 0, ...block, 0, 0, 0, ...block), axis(16), settings(3, 3))
    expect(found.map(({ startSec }) => Math.round(startSec * 10))).toEqual([0, 7, 13])
    expect(found[1].score).toBe(found[2].score)
  })

  it('engine/segments - a window that overlaps a chosen one is passed over, one that touches it is not', () => {
    // Width 2, first 5 + 6: the window at 1 overlaps it, those at 2 and 4 touch what is chosen.
    const found = topWindows(profileOf(5, 6, 4, 4, 1, 0), axis(6), settings(2))
    expect(found.map(({ startSec }) => Math.round(startSec * 10))).toEqual([0, 2, 4])
    const touching = topWindows(profileOf(0, 6, 5, 4, 1, 0), axis(6), settings(2))
    expect(touching.map(({ startSec }) => Math.round(startSec * 10))).toEqual([1, 3])
  })

  it('engine/segments - fewer than asked for is a result; a profile without relevance has none', () => {
    expect(topWindows(profileOf(0, 0, 7, 0, 0, 0), axis(6), settings(1))).toHaveLength(1)
    expect(topWindows(profileOf(0, 0, 0), axis(3), settings(1))).toEqual([])
    expect(topWindows(new Float64Array(0), axis(0), settings(1))).toEqual([])
  })

  it('engine/segments - no more than asked for', () => {
    expect(topWindows(new Float64Array(20).fill(1), axis(20), settings(2, 3))).toHaveLength(3)
  })

  it('engine/segments - a clip shorter than the window is one window, the whole clip', () => {
    const [only, ...others] = topWindows(profileOf(1, 2, 3), axis(3), settings(10))
    expect(others).toEqual([])
    expect(only).toEqual({ rank: 1, startSec: 0, endSec: expect.closeTo(0.3, 12), score: 6, share: 1 })
  })

  it('engine/segments - a window is never shorter than a frame', () => {
    const [first] = topWindows(profileOf(0, 5, 0), axis(3), { windowSec: 0.001, count: 1 })
    expect([first.startSec, first.endSec]).toEqual([0.1, expect.closeTo(0.2, 12)])
  })

  it('engine/segments - the default of 0.15 s is 15 frames of 10 ms', () => {
    const profile = new Float64Array(40)
    profile.fill(1, 10, 25)
    const [first] = topWindows(profile, { hopSec: 0.01, startSec: 0, durationSec: 0.4 }, { windowSec: 0.15, count: 1 })
    expect([first.startSec, first.endSec, first.score, first.share]).toEqual([0.1, 0.25, 15, 1])
  })

  it('engine/segments - times start where the front end starts to look', () => {
    const [first] = topWindows(profileOf(0, 4, 0), axis(3, { startSec: 0.35, durationSec: 2 }), settings(1))
    expect([first.startSec, first.endSec]).toEqual([expect.closeTo(0.45, 12), expect.closeTo(0.55, 12)])
  })

  it('engine/segments - no window leaves the clip, at its end or before its start', () => {
    const [last] = topWindows(profileOf(0, 0, 0, 4), axis(4, { durationSec: 0.33 }), settings(1))
    expect([last.startSec, last.endSec]).toEqual([expect.closeTo(0.3, 12), 0.33])
    const padded = topWindows(profileOf(4, 1, 0, 0), axis(4, { startSec: -0.05 }), settings(1))
    expect(padded.map(({ startSec, endSec }) => [startSec, endSec])).toEqual([[0.05, expect.closeTo(0.15, 12)]])
  })

  it('engine/segments - a last frame that stands for the end of the clip gives no empty window', () => {
    // Centred frames: 0.3 s at a hop of 0.1 s are four frames, the last one at 0.3 s.
    const found = topWindows(profileOf(0, 1, 0, 9), axis(4, { durationSec: 0.3 }), settings(1))
    expect(found.map(({ startSec }) => Math.round(startSec * 10))).toEqual([1])
    const [last] = topWindows(profileOf(0, 1, 0, 9), axis(4, { durationSec: 0.3 }), settings(2))
    expect([last.startSec, last.endSec, last.score]).toEqual([0.2, 0.3, 9])
  })

  it('engine/segments - a window that lies in the front end’s padding alone is none', () => {
    // The model takes 10 frames, the clip ends after 3: what follows is silence that nobody recorded.
    const padded = axis(10, { durationSec: 0.3 })
    const found = topWindows(profileOf(0, 1, 0, 0, 0, 0, 9, 0, 0, 0), padded, settings(1))
    expect(found).toEqual([{ rank: 1, startSec: 0.1, endSec: expect.closeTo(0.2, 12), score: 1, share: 0.1 }])
    const wide = topWindows(profileOf(0, 1, 0, 0, 0, 0, 9, 0, 0, 0), padded, settings(8))
    expect(wide.map(({ startSec, endSec }) => [startSec, endSec])).toEqual([[0, 0.3]])
  })

  it('engine/segments - on a fixed grid windows begin at multiples of their length, even across a salient stretch', () => {
    const profile = profileOf(0, 5, 5, 0, 0, 0, 1, 0)
    const starts = (grid: 'fixed' | undefined): number[] =>
      topWindows(profile, axis(8), { ...settings(2), grid }).map(({ startSec }) => Math.round(10 * startSec))
    expect(starts(undefined)[0]).toBe(1)
    expect(starts('fixed')).toEqual([0, 2, 6])
  })

  it('engine/segments - with a threshold, bins below the mean of the map count as 0', () => {
    const map = { data: Float32Array.of(1, 2, 9, 0, 4, -4), rows: 2, cols: 3 } // mean 2
    expect([...timeProfile(map, 'mean')]).toEqual([0, 6, 9])
    const below = { data: Float32Array.of(-3, 1, -1, 0.5), rows: 2, cols: 2 } // mean -0.625
    expect([...timeProfile(below, 'mean')]).toEqual([0, 1.5])
  })
})
