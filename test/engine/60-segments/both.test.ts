import { describe, expect, it } from 'vitest'
import type { Segment } from '#contracts/segment'
import { rankAverage, timeOverlap } from '#engine/segments/both'

const windows = (...times: [number, number][]): Segment[] =>
  times.map(([startSec, endSec], i) => ({ rank: i + 1, startSec, endSec, score: 1, share: 0.1 }))

describe('engine/segments, two methods together', () => {
  it('engine/segments - the mean of ranks, whatever the scales; ties share theirs', () => {
    const together = rankAverage(Float64Array.of(0, 10, 20, 20), Float64Array.of(3000, 0, 1000, 2000))
    // ranks 0 1 2.5 2.5 and 3 0 1 2, halved, over the highest rank 3
    expect([...together]).toEqual([0.5, 1 / 6, 3.5 / 6, 4.5 / 6])
  })

  it('engine/segments - a profile with itself keeps its order', () => {
    const profile = Float64Array.of(5, 1, 4, 2, 3)
    const together = rankAverage(profile, profile)
    expect([...together]).toEqual([1, 0, 0.75, 0.25, 0.5])
  })

  it.each([
    ['the same windows', windows([0, 0.15], [0.3, 0.45]), windows([0, 0.15], [0.3, 0.45]), 1],
    ['none in common', windows([0, 0.15]), windows([0.2, 0.35]), 0],
    ['half of one', windows([0, 0.2]), windows([0.1, 0.3]), 1 / 3],
    ['one set empty', windows([0, 0.2]), [], 0],
  ])('engine/segments - overlap in time: %s', (_, a, b, expected) => {
    expect(timeOverlap(a, b)).toBeCloseTo(expected, 12)
    expect(timeOverlap(b, a)).toBeCloseTo(expected, 12)
  })

  it('engine/segments - overlap of nothing with nothing is not a number', () => {
    expect(timeOverlap([], [])).toBeNull()
  })
})
