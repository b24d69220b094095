import { describe, expect, it } from 'vitest'
import { rowsToDraw, topThatShows } from '../../src-renderer/composables/row-window'

const box = { count: 100_000, rowPx: 30, topPx: 0, heightPx: 600 }

describe('renderer, rows in sight of a long list', () => {
  it('renderer/row-window - the rows in sight are drawn, rows cut at an edge too, and some around', () => {
    expect(rowsToDraw(box, 0)).toEqual([0, 19])
    expect(rowsToDraw(box, 12)).toEqual([0, 31])
    expect(rowsToDraw({ ...box, topPx: 15 }, 0)).toEqual([0, 20])
    expect(rowsToDraw({ ...box, topPx: 3000 }, 2)).toEqual([98, 121])
    expect(rowsToDraw({ ...box, topPx: 2_999_400 }, 5)).toEqual([99_975, 99_999])
  })

  it('renderer/row-window - of an empty list nothing is drawn', () => {
    const [first, last] = rowsToDraw({ ...box, count: 0 }, 12)
    expect(last).toBeLessThan(first)
  })

  it('renderer/row-window - a row in sight stays where it is; one outside comes in by the shortest way', () => {
    const scrolled = { ...box, topPx: 3000 }
    for (const index of [100, 110, 119]) expect(topThatShows(index, 'nearest', scrolled)).toBe(3000)
    expect(topThatShows(99, 'nearest', scrolled)).toBe(2970)
    expect(topThatShows(120, 'nearest', scrolled)).toBe(3030)
    expect(topThatShows(99_999, 'nearest', scrolled)).toBe(2_999_400)
    expect(topThatShows(0, 'nearest', scrolled)).toBe(0)
  })

  it('renderer/row-window - a row comes to the middle, near an end as far as the list goes', () => {
    expect(topThatShows(1000, 'centre', box)).toBe(30_000 + 15 - 300)
    expect(topThatShows(3, 'centre', box)).toBe(0)
    expect(topThatShows(99_998, 'centre', box)).toBe(2_999_400)
    expect(topThatShows(2, 'centre', { ...box, count: 5 })).toBe(0)
  })

  it('renderer/row-window - a row higher than the box is shown from its top', () => {
    expect(topThatShows(50, 'nearest', { ...box, heightPx: 20 })).toBe(1500)
  })
})
