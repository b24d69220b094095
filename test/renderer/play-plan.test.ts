import { describe, expect, it } from 'vitest'
import type { Segment } from '#contracts/segment'
import { clipTimeAt, cutWithFades, mergeStretches, planLengthSec, planOf } from '../../src-renderer/canvas/play-plan'
import { loopedByKey } from '../../src-renderer/canvas/segment-hit'

const RATE = 24_414

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
    const samples = plan.map(step => [step.atSec, step.fromSec, step.durationSec].map(sec => sec * RATE))
    const whole = samples.map(numbers => numbers.map(Math.round))
    samples.flat().forEach((value, i) => expect(value).toBeCloseTo(whole.flat()[i], 6))
    expect(whole[0]).toEqual([0, Math.round(0.31 * RATE), Math.round(0.46 * RATE) - Math.round(0.31 * RATE)])
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
    expect(planLengthSec([])).toBe(0)
  })

  it('the cursor runs inside a step, waits in a gap and stops at the end', () => {
    const plan = planOf(
      [
        { startSec: 1, endSec: 1.5 },
        { startSec: 3, endSec: 3.25 },
      ],
      0.25,
      16_000,
    )
    expect(clipTimeAt(plan, 0)).toBe(1)
    expect(clipTimeAt(plan, 0.25)).toBe(1.25)
    expect(clipTimeAt(plan, 0.6)).toBe(1.5)
    expect(clipTimeAt(plan, 0.75)).toBe(3)
    expect(clipTimeAt(plan, 9)).toBe(3.25)
    expect(planLengthSec(plan)).toBe(1)
  })

  it('a loop is cut to the sample and faded at both ends only', () => {
    const samples = new Float32Array(1000).fill(1)
    const cut = cutWithFades(samples, 100, 400, 50)
    expect(cut).toHaveLength(300)
    expect(cut[0]).toBe(0)
    expect(cut[299]).toBe(0)
    expect(cut[25]).toBeCloseTo(0.5, 6)
    expect(Math.min(...cut.slice(50, 250))).toBe(1)
    expect(samples[100]).toBe(1)
  })

  it('fades of a very short cut meet in its middle', () => {
    expect([...cutWithFades(new Float32Array(4).fill(1), 0, 4, 50)]).toEqual([0, 0.5, 0.5, 0])
  })
})
