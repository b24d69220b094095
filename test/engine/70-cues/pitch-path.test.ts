import { describe, expect, it } from 'vitest'
import { createPitchPath } from '#engine/cues/pitch/pitch-path'

/** Feeds one candidate a frame; returns, for each frame pushed, the frames decided then. */
function run(frames: readonly { hz: number; voicing: number }[]): { decided: number[][]; f0Hz: number[] } {
  const path = createPitchPath()
  const f0Hz: number[] = []
  const decided: number[][] = []
  for (const { hz, voicing } of frames) {
    const now: number[] = []
    const candidates = path.next()
    candidates.frequencyHz.fill(0)[0] = hz
    candidates.voicing.fill(0)[0] = voicing
    path.push((frame, f0) => {
      now.push(frame)
      f0Hz[frame] = f0
    })
    decided.push(now)
  }
  path.finish((frame, f0) => (f0Hz[frame] = f0))
  return { decided, f0Hz }
}

describe('engine/cues - pitch path', () => {
  it('follows a clear pitch and calls the rest unvoiced', () => {
    const quiet = Array.from({ length: 10 }, () => ({ hz: 0, voicing: 0 }))
    const clear = Array.from({ length: 10 }, (_, i) => ({ hz: 200 + i, voicing: 0.9 }))
    const { f0Hz } = run([...quiet, ...clear, ...quiet])
    expect(f0Hz).toEqual([...quiet, ...clear, ...quiet].map(({ hz }) => hz))
  })

  it('bridges a frame whose pitch is weak, and passes over a single clear one', () => {
    const at = (voicing: number) => ({ hz: 200, voicing })
    expect(run([0.9, 0.9, 0.9, 0.5, 0.9, 0.9, 0.9].map(at)).f0Hz).toEqual(Array.from({ length: 7 }, () => 200))
    expect(run([0.1, 0.1, 0.1, 0.75, 0.1, 0.1, 0.1].map(at)).f0Hz).toEqual(Array.from({ length: 7 }, () => 0))
  })

  it('tells how clear the pitch is that it took, 0 where it took none', () => {
    const path = createPitchPath()
    const clarity: number[] = []
    const decide = (frame: number, _: number, voicing: number): number => (clarity[frame] = voicing)
    const clear = [0.75, 0.75, 0.75, 0.75]
    const given = [...clear, 0.5, ...clear, 0, 0, 0, 0, 0, 0]
    for (const voicing of given) {
      const candidates = path.next()
      candidates.frequencyHz.fill(0)[0] = voicing > 0 ? 200 : 0
      candidates.voicing.fill(0)[0] = voicing
      path.push(decide)
    }
    path.finish(decide)
    expect(clarity).toEqual(given)
  })

  it('a frame is decided 40 frames later at the latest, one at a time, where voiced and unvoiced stay level', () => {
    // Per pair of frames voiced costs 0.74 + 9.31 and unvoiced 9 + 1; the start leaves them less than a switch (10) apart.
    const level = Array.from({ length: 60 }, (_, i) => ({ hz: 71, voicing: i % 2 === 0 ? 0.8 : 0.6 }))
    const { decided, f0Hz } = run([{ hz: 0, voicing: 0 }, { hz: 71, voicing: 0.8 }, ...level])
    expect(decided.slice(0, 40).flat()).toEqual([0])
    expect(decided.slice(40)).toEqual(Array.from({ length: 22 }, (_, i) => [1 + i]))
    expect(f0Hz.length).toBe(62)
  })

  it('decides in order, each frame once', () => {
    const frames = Array.from({ length: 200 }, (_, i) => ({
      hz: 100 + ((i * 37) % 300),
      voicing: ((i * 13) % 10) / 10,
    }))
    const order = run(frames).decided.flat()
    expect(order).toEqual(order.map((_, i) => i))
  })
})
