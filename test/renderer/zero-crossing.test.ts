import { describe, expect, it } from 'vitest'
import { secDigits } from '../../src-renderer/canvas/time-scale'
import { nearestZeroCrossing, toZeroCrossings } from '../../src-renderer/canvas/zero-crossing'

const rateHz = 8000
/** 100 Hz: it crosses zero every 5 ms, 40 samples. */
const sine = Float32Array.from({ length: rateHz }, (_, n) => Math.sin((2 * Math.PI * 100 * (n + 0.5)) / rateHz))

describe('renderer/zero-crossing', () => {
  it('the first sample on the other side, whichever way is shorter', () => {
    expect(nearestZeroCrossing(sine, rateHz, 0.1012)).toBe(0.1)
    expect(nearestZeroCrossing(sine, rateHz, 0.1038)).toBe(0.105)
    expect(nearestZeroCrossing(sine, rateHz, 0.105)).toBe(0.105)
    expect(nearestZeroCrossing(sine, rateHz, 99)).toBe(0.995)
  })

  it('there is none in silence, nor beside the zero line', () => {
    expect(nearestZeroCrossing(new Float32Array(100), rateHz, 0.005)).toBeNull()
    expect(nearestZeroCrossing(new Float32Array(100).fill(0.2), rateHz, 0.005)).toBeNull()
  })

  it('both ends of a selection go there; one that would have no length stays', () => {
    const box = { startSec: 0.1012, endSec: 0.2038, lowHz: 300, highHz: 900 }
    expect(toZeroCrossings(box, sine, rateHz)).toEqual({ ...box, startSec: 0.1, endSec: 0.205 })
    const short = { ...box, startSec: 0.0995, endSec: 0.1005 }
    expect(toZeroCrossings(short, sine, rateHz)).toBe(short)
    expect(toZeroCrossings(box, new Float32Array(rateHz), rateHz)).toBe(box)
  })
})

describe('renderer/time-scale - decimals', () => {
  it('as many as tell one pixel from the next, milliseconds at least', () => {
    expect([10, 500, 1000, 1001, 16_000, 5e7].map(secDigits)).toEqual([3, 3, 3, 4, 5, 6])
  })
})
