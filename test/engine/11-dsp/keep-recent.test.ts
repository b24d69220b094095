import { describe, expect, it } from 'vitest'
import { keepRecent } from '#engine/dsp/keep-recent'

describe('engine/dsp/keep-recent', () => {
  it('engine/dsp - makes a value once for each key, and again after as many others as it may keep', () => {
    const made: number[] = []
    const of = keepRecent(2, (key: number) => {
      made.push(key)
      return { key }
    })
    expect(of(1)).toBe(of(1))
    of(2)
    of(1)
    expect(made).toEqual([1, 2])
    of(3)
    expect(of(2).key).toBe(2)
    expect(of(1).key).toBe(1)
    expect(made).toEqual([1, 2, 3, 1])
  })
})
