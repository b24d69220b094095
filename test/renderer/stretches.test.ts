import { describe, expect, it } from 'vitest'
import { createPlacing } from '#engine/baselines/place-windows'
import { createRandom } from '#engine/stats/random'
import { randomWindows } from '../../src-renderer/sound/random-windows'
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

  it('random windows are placed as the engine places them: same rule, same seed, same windows', () => {
    const lengthsSec = windows.map(({ startSec, endSec }) => endSec - startSec).sort((a, b) => a - b)
    for (let seed = 0; seed < 200; seed++) {
      const expected = createPlacing(lengthsSec, [{ startSec: 0, endSec: 2 }])!(createRandom(seed))
      const drawn = randomWindows(windows, 2, seed)!
      expect(drawn).toHaveLength(3)
      drawn.forEach(({ startSec, endSec }, i) => {
        expect(startSec).toBeCloseTo(expected[i].startSec, 9)
        expect(endSec).toBeCloseTo(expected[i].endSec, 9)
        expect(startSec).toBeGreaterThanOrEqual(i === 0 ? 0 : drawn[i - 1].endSec)
        expect(endSec).toBeLessThanOrEqual(2 + 1e-9)
      })
    }
  })

  it('there are none where they don’t fit with room for one more', () => {
    expect(randomWindows(windows, 0.8, 1)).toBeNull()
    expect(randomWindows([], 2, 1)).toBeNull()
  })
})
