import { describe, expect, it } from 'vitest'
import { restOf, within } from '../../src-renderer/sound/stretches'

const windows = [
  { startSec: 0.2, endSec: 0.35 },
  { startSec: 0.9, endSec: 1.35 },
  { startSec: 1.6, endSec: 1.75 },
]

describe('renderer/stretches', () => {
  it('the rest and the stretches together are the clip', () => {
    expect(restOf(windows, 2)).toEqual([
      { startSec: 0, endSec: 0.2 },
      { startSec: 0.35, endSec: 0.9 },
      { startSec: 1.35, endSec: 1.6 },
      { startSec: 1.75, endSec: 2 },
    ])
    expect(restOf([], 2)).toEqual([{ startSec: 0, endSec: 2 }])
  })

  it('what would be fades and nothing else is left out of the rest', () => {
    const all = [
      { startSec: 0, endSec: 1 },
      { startSec: 1.005, endSec: 2 },
    ]
    expect(restOf(all, 2)).toEqual([])
  })

  it('a selection cuts the stretches that reach over its edges', () => {
    expect(within(windows, { startSec: 0.3, endSec: 1 })).toEqual([
      { startSec: 0.3, endSec: 0.35 },
      { startSec: 0.9, endSec: 1 },
    ])
    expect(within(windows, { startSec: 0.4, endSec: 0.8 })).toEqual([])
  })
})
