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

  it('a frame is decided 40 frames later at the latest, one at a time, where voiced and unvoiced stay level', () => {
    // Per pair of frames: voiced 2 * 0.29 + costs of 0.8 and 0.6; unvoiced 8 + 2 * 1: level to 0.1.
    const level = Array.from({ length: 60 }, (_, i) => ({ hz: 71, voicing: i % 2 === 0 ? 0.8 : 0.6 }))
    const { decided, f0Hz } = run(level)
    expect(decided.slice(0, 39).flat()).toEqual([])
    expect(decided.slice(39).map(frames => frames.length)).toEqual(Array.from({ length: 21 }, () => 1))
    expect(decided.flat()).toEqual(Array.from({ length: 21 }, (_, i) => i))
    expect(f0Hz.length).toBe(60)
  })

  it('decides in order, each frame once', () => {
    const frames = Array.from({ length: 200 }, (_, i) => ({ hz: 100 + ((i * 37) % 300), voicing: ((i * 13) % 10) / 10 }))
    const order = run(frames).decided.flat()
    expect(order).toEqual(order.map((_, i) => i))
  })
})
