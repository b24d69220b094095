import { describe, expect, it } from 'vitest'
import type { Segment } from '#contracts/segment'
import {
  carryOver,
  clipTimeAt,
  elapsedAt,
  mergeStretches,
  planOf,
  type PlayStep,
} from '../../src-renderer/canvas/play-plan'
import { loopedByKey } from '../../src-renderer/canvas/segment-hit'

const RATE = 24_414

const endSec = (plan: readonly PlayStep[]): number => plan.at(-1)!.atSec + plan.at(-1)!.heardSec

describe('renderer/play plan', () => {
  it('plays segments one after the other, each exactly its samples, with the gap between', () => {
    const plan = planOf(
      [
        { startSec: 0.31, endSec: 0.46 },
        { startSec: 0.8, endSec: 0.95 },
      ],
      0.18,
      RATE,
    )
    const samples = plan.map(step => [step.atSec, step.fromSec, step.durationSec, step.heardSec].map(sec => sec * RATE))
    const whole = samples.map(numbers => numbers.map(Math.round))
    samples.flat().forEach((value, i) => expect(value).toBeCloseTo(whole.flat()[i], 6))
    const length = Math.round(0.46 * RATE) - Math.round(0.31 * RATE)
    expect(whole[0]).toEqual([0, Math.round(0.31 * RATE), length, length])
    expect(whole[1][0]).toBe(whole[0][2] + Math.round(0.18 * RATE))
    expect(whole[1][1]).toBe(Math.round(0.8 * RATE))
  })

  it('windows that adjoin, overlap or lie less than a frame apart are one stretch; a frame apart is a gap', () => {
    const windows = [
      { startSec: 0.45, endSec: 0.6 },
      { startSec: 0.3, endSec: 0.45 },
      { startSec: 0.604, endSec: 0.7 },
      { startSec: 0.65, endSec: 0.68 },
      { startSec: 0.71, endSec: 0.8 },
    ]
    const merged = mergeStretches(windows, 0.01)
    expect(merged).toEqual([
      { startSec: 0.3, endSec: 0.7 },
      { startSec: 0.71, endSec: 0.8 },
    ])
    expect(windows[0]).toEqual({ startSec: 0.45, endSec: 0.6 })
    const plan = planOf(merged, 0.18, 16_000)
    expect(plan).toHaveLength(2)
    expect(plan[0].durationSec).toBeCloseTo(0.4, 9)
    expect(plan[1].atSec).toBeCloseTo(0.58, 9)
    expect(mergeStretches([], 0.01)).toEqual([])
  })

  it('loops the segment under the cursor, else the one of rank 1', () => {
    const segment = (rank: number, startSec: number): Segment => {
      return { rank, startSec, endSec: startSec + 0.15, score: 1 / rank, share: 0.1 }
    }
    const segments = [segment(2, 0.2), segment(1, 0.9), segment(3, 0.5)]
    expect(loopedByKey(segments, 0.55)?.rank).toBe(3)
    expect(loopedByKey(segments, 0.05)?.rank).toBe(1)
    expect(loopedByKey([], 0.05)).toBeNull()
  })

  it('leaves out what has no samples', () => {
    expect(planOf([{ startSec: 0.5, endSec: 0.5 }], 0.1, RATE)).toEqual([])
  })

  const two = [
    { startSec: 1, endSec: 1.5 },
    { startSec: 3, endSec: 3.25 },
  ]

  it('the cursor runs inside a step, waits in a gap and stops at the end', () => {
    const plan = planOf(two, 0.25, 16_000)
    expect(clipTimeAt(plan, 0)).toBe(1)
    expect(clipTimeAt(plan, 0.25)).toBe(1.25)
    expect(clipTimeAt(plan, 0.6)).toBe(1.5)
    expect(clipTimeAt(plan, 0.75)).toBe(3)
    expect(clipTimeAt(plan, 9)).toBe(3.25)
    expect(clipTimeAt([], 1)).toBe(0)
    expect(endSec(plan)).toBe(1)
  })

  it('at another rate stretches last longer or shorter, gaps do not, and the cursor is where the sound is', () => {
    const half = planOf(two, 0.25, 16_000, 0.5)
    expect(endSec(half)).toBe(1 + 0.25 + 0.5)
    expect(clipTimeAt(half, 0.5)).toBe(1.25)
    expect(clipTimeAt(half, 1.1)).toBe(1.5)
    expect(clipTimeAt(half, 1.5)).toBe(3.125)
    const double = planOf(two, 0.25, 16_000, 2)
    expect(endSec(double)).toBe(0.25 + 0.25 + 0.125)
    expect(clipTimeAt(double, 0.125)).toBe(1.25)
  })

  it('knows when it gets to a time of the clip, at every rate', () => {
    for (const rate of [0.5, 1, 1.3]) {
      const plan = planOf(two, 0.25, 16_000, rate)
      for (const sec of [1, 1.2, 1.5, 3.1, 3.25]) expect(clipTimeAt(plan, elapsedAt(plan, sec))).toBeCloseTo(sec, 9)
      expect(elapsedAt(plan, 2)).toBe(0)
    }
  })

  it('a change of rate or gap goes on at the same place of the clip', () => {
    const before = planOf(two, 0.25, 16_000)
    for (const after of [planOf(two, 0.25, 16_000, 0.75), planOf(two, 0, 16_000), planOf(two, 0.5, 16_000, 2)])
      for (const elapsedSec of [0, 0.1, 0.49, 0.8, 0.99]) {
        const there = carryOver(before, elapsedSec, after)
        expect(clipTimeAt(after, there)).toBeCloseTo(clipTimeAt(before, elapsedSec), 9)
      }
    expect(carryOver(before, 0.5, [])).toBe(0)
  })
})
