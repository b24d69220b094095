import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, ref, shallowRef } from 'vue'
import type { DrawnWindows } from '#contracts/cue'
import type { Segment } from '#contracts/segment'
import type { Stretch } from '../../src-renderer/canvas/play-plan'
import { useRandomDraws } from '../../src-renderer/composables/use-random-draws'
import type { DrawSource } from '../../src-renderer/composables/use-random-draws'
import { within } from '../../src-renderer/sound/stretches'

const segments: readonly Segment[] = [{ rank: 1, startSec: 1, endSec: 1.2, score: 1, share: 1 }]
const at = (...starts: number[]): Stretch[] => starts.map(startSec => ({ startSec, endSec: startSec + 0.1 }))
const found: DrawnWindows = { baseline: 'speech', draws: 200, windows: [at(0.1, 0.2), at(0.5, 0.9), at(0.6, 1.4)] }

function opened(answer: DrawnWindows = found) {
  let asked = 0
  const of = (shown: readonly Segment[]): DrawSource => ({
    ...{ segments: shown, hopSec: 0.01 },
    drawWindows: async () => (asked++, answer),
  })
  const source = shallowRef<DrawSource | null>(of(segments))
  const solo = ref<Stretch | null>(null)
  const draws = effectScope().run(() =>
    useRandomDraws(source, stretches => (solo.value ? within(stretches, solo.value) : stretches)),
  )!
  return { ...{ source, solo, draws, of }, asked: () => asked }
}

beforeEach(() => setActivePinia(createPinia()))

describe('renderer/random-draws', () => {
  it('are asked for once, and heard one after the other, round to the first', async () => {
    const { draws, asked } = opened()
    expect([draws.isAny.value, draws.draw.value, asked()]).toEqual([true, null, 0])
    await draws.load()
    await draws.load()
    expect([asked(), draws.draw.value]).toEqual([1, null])
    const numbers = [1, 2, 3, 4].map(() => (draws.advance(), draws.draw.value!.number))
    expect(numbers).toEqual([1, 2, 3, 1])
    expect(draws.draw.value).toMatchObject({ of: 200, baseline: 'speech' })
    // Windows that adjoin are heard without a break, as segments are.
    expect(draws.draw.value!.stretches).toHaveLength(1)
    expect(draws.draw.value!.stretches[0].endSec).toBeCloseTo(0.3, 9)
  })

  it('of a soloed selection those are passed over that have nothing in it', async () => {
    const { draws, solo } = opened()
    solo.value = { startSec: 0.85, endSec: 1 }
    await draws.load()
    draws.advance()
    expect(draws.draw.value!.number).toBe(2)
    draws.advance()
    expect(draws.draw.value!.number).toBe(2)
    solo.value = { startSec: 1.6, endSec: 2 }
    expect(draws.isAny.value).toBe(false)
    draws.advance()
    expect(draws.draw.value).toBeNull()
  })

  it('belong to the segments: others are asked for anew, none have none', async () => {
    const { draws, source, of, asked } = opened()
    await draws.load()
    draws.advance()
    source.value = of([...segments])
    expect(draws.draw.value).toBeNull()
    await draws.load()
    expect(asked()).toBe(2)
    source.value = of([])
    await draws.load()
    expect([asked(), draws.isAny.value]).toEqual([2, false])
  })

  it('none where none could be drawn', async () => {
    const { draws } = opened({ baseline: 'anywhere', draws: 0, windows: [] })
    await draws.load()
    draws.advance()
    expect([draws.isAny.value, draws.draw.value]).toEqual([false, null])
  })
})
