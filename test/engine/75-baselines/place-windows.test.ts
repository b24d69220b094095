import { describe, expect, it } from 'vitest'
import { createPlacing, totalSec } from '#engine/baselines/place-windows'
import type { Region } from '#engine/cues/region'
import { createRandom } from '#engine/stats/random'

const clip: Region = { startSec: 0, endSec: 2 }
const draws = (lengthsSec: number[], places: Region[], count: number, seed = 1): Region[][] => {
  const [place, random] = [createPlacing(lengthsSec, places)!, createRandom(seed)]
  return Array.from({ length: count }, () => place(random))
}
const inOrder = (windows: readonly Region[]): Region[] => windows.toSorted((a, b) => a.startSec - b.startSec)
const tolerance = 1e-12

describe('engine/baselines, placing windows', () => {
  it('engine/baselines - as many windows of the same lengths, none overlaps another, none leaves the clip', () => {
    for (const windows of draws([0.15, 0.4, 0.1, 0.4], [clip], 500)) {
      const lengths = windows.map(({ startSec, endSec }) => endSec - startSec).sort()
      expect(lengths).toHaveLength(4)
      ;[0.1, 0.15, 0.4, 0.4].forEach((length, i) => expect(lengths[i]).toBeCloseTo(length, 12))
      const ordered = inOrder(windows)
      expect(ordered[0].startSec).toBeGreaterThanOrEqual(0)
      expect(ordered[3].endSec).toBeLessThanOrEqual(2)
      for (let i = 1; i < 4; i++) expect(ordered[i].startSec).toBeGreaterThanOrEqual(ordered[i - 1].endSec - tolerance)
    }
  })

  it('engine/baselines - within places: all of every window, a window over a seam in two parts', () => {
    const places = [
      { startSec: 0.2, endSec: 0.5 },
      { startSec: 0.9, endSec: 1.3 },
      { startSec: 1.8, endSec: 1.9 },
    ]
    let parted = 0
    for (const windows of draws([0.15, 0.15, 0.15], places, 500)) {
      expect(totalSec(windows)).toBeCloseTo(0.45, 12)
      if (windows.length > 3) parted++
      for (const { startSec, endSec } of windows)
        expect(places.some(place => startSec >= place.startSec - tolerance && endSec <= place.endSec + tolerance)).toBe(
          true,
        )
      const ordered = inOrder(windows)
      for (let i = 1; i < ordered.length; i++)
        expect(ordered[i].startSec).toBeGreaterThanOrEqual(ordered[i - 1].endSec - tolerance)
    }
    expect(parted).toBeGreaterThan(50)
  })

  it('engine/baselines - all placements are equally likely: those that throwing windows until none overlap gives', () => {
    // The slow way: independent starts, thrown again as long as any two windows overlap.
    const lengths = [0.5, 0.3, 0.3]
    const random = createRandom(5)
    const thrown: number[][] = []
    while (thrown.length < 4000) {
      const windows = lengths.map(length => {
        const startSec = random.uniform() * (2 - length)
        return { startSec, endSec: startSec + length }
      })
      const ordered = inOrder(windows)
      if (ordered.every((window, i) => i === 0 || window.startSec >= ordered[i - 1].endSec))
        thrown.push([windows[0].startSec, ...ordered.map(({ startSec }) => startSec)])
    }
    const placed = draws(lengths, [clip], 4000).map(windows => {
      const long = windows.find(({ startSec, endSec }) => endSec - startSec > 0.4)!
      return [long.startSec, ...inOrder(windows).map(({ startSec }) => startSec)]
    })
    // The start of the long window; of the first, the second, the third. 1.63: a chance of 1 % each.
    for (let i = 0; i < 4; i++) {
      const [a, b] = [thrown, placed].map(starts => starts.map(row => row[i]))
      expect(largestGap(a, b) * Math.sqrt(4000 / 2)).toBeLessThan(1.63)
    }
  })

  it('engine/baselines - without room for one window more there is nothing to draw', () => {
    expect(createPlacing([0.5, 0.5, 0.4], [clip])).not.toBeNull()
    expect(createPlacing([0.5, 0.5, 0.8], [clip])).toBeNull()
    expect(createPlacing([1, 1.01], [clip])).toBeNull()
    expect(createPlacing([0.1], [])).toBeNull()
    expect(createPlacing([], [clip])).toBeNull()
  })
})

/** Of the two samples' distribution functions (Kolmogorov and Smirnov). */
function largestGap(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [a.toSorted((p, q) => p - q), b.toSorted((p, q) => p - q)]
  let [i, j, gap] = [0, 0, 0]
  while (i < x.length && j < y.length) {
    if (x[i] <= y[j]) i++
    else j++
    gap = Math.max(gap, Math.abs(i / x.length - j / y.length))
  }
  return gap
}
