import { effectScope, nextTick, reactive, ref } from 'vue'
import type { EffectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useAutoAdvance } from '../../src-renderer/composables/use-auto-advance'
import type { AutoAdvance } from '../../src-renderer/composables/use-auto-advance'
import type { PlayMode } from '../../src-renderer/composables/use-player'

const settings = vi.hoisted(() => ({ autoPlay: 'off', hasAutoWhole: true }))
const shared = reactive(settings)
vi.mock('../../src-renderer/stores/settings', () => ({
  autoPlays: ['off', 'play', 'advance'],
  useSettingsStore: () => shared,
}))

/** A list of clips, and a player whose sounds end when the test says so. */
function stage(): {
  auto: AutoAdvance
  played: string[]
  open(name: string | null): Promise<void>
  end(isFinished: boolean): Promise<void>
  isRefused: ReturnType<typeof ref<boolean>>
  isBlind: ReturnType<typeof ref<boolean>>
  canNext: ReturnType<typeof ref<boolean>>
  next: ReturnType<typeof vi.fn>
} {
  const clip = ref<string | null>(null)
  const [isRefused, isBlind, canNext] = [ref(false), ref(false), ref(true)]
  const mode = ref<PlayMode | null>(null)
  const played: string[] = []
  let settle = (_: boolean): void => undefined
  const play = (what: string) => (): Promise<boolean> => {
    played.push(`${clip.value} ${what}`)
    mode.value = 'clip'
    return new Promise(resolve => {
      settle = isFinished => {
        mode.value = null
        resolve(isFinished)
      }
    })
  }
  const player = { mode, playClip: play('clip'), playSalient: play('salient'), playSalientThenClip: play('both') }
  const next = vi.fn(async () => undefined)
  const auto = useAutoAdvance({ clip, isRefused, isBlind, canNext, player, next })
  return {
    ...{ auto, played, isRefused, isBlind, canNext, next },
    async open(name) {
      clip.value = name
      await nextTick()
    },
    async end(isFinished) {
      settle(isFinished)
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

let scope: EffectScope
const press = (key: string): void => {
  window.dispatchEvent(Object.assign(new Event('keydown'), { key }))
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('KeyboardEvent', Event)
  Object.assign(shared, { autoPlay: 'advance', hasAutoWhole: true })
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('renderer/auto advance', () => {
  it('plays what was used and the clip, rests, and opens the next', async () => {
    const { auto, played, open, end, next } = scope.run(stage)!
    await open('one')
    expect(played).toEqual(['one both'])
    expect(auto.isAdvancing.value).toBe(true)
    await end(true)
    expect(next).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1000)
    expect(next).toHaveBeenCalledTimes(1)
    await open('two')
    expect(played).toEqual(['one both', 'two both'])
  })

  it('a key or a click keeps one where one is, while it plays and while it rests; a modifier alone does not', async () => {
    const { auto, open, end, next } = scope.run(stage)!
    await open('one')
    press('Shift')
    expect(auto.isAdvancing.value).toBe(true)
    press('n')
    expect(auto.isAdvancing.value).toBe(false)
    await end(true)
    await vi.advanceTimersByTimeAsync(5000)
    await open('two')
    await end(true)
    window.dispatchEvent(new Event('pointerdown'))
    await vi.advanceTimersByTimeAsync(5000)
    expect(next).not.toHaveBeenCalled()
  })

  it('who stops the sound stays; so does who is at the end of the list', async () => {
    const { open, end, next, canNext } = scope.run(stage)!
    await open('one')
    await end(false)
    await vi.advanceTimersByTimeAsync(5000)
    canNext.value = false
    await open('two')
    await end(true)
    await vi.advanceTimersByTimeAsync(5000)
    expect(next).not.toHaveBeenCalled()
  })

  it('a clip that was refused does not end the way', async () => {
    const { open, end, next, isRefused } = scope.run(stage)!
    await open('one')
    await end(true)
    await vi.advanceTimersByTimeAsync(1000)
    await open(null)
    isRefused.value = true
    await nextTick()
    await vi.advanceTimersByTimeAsync(1000)
    expect(next).toHaveBeenCalledTimes(2)
  })

  it('“play” plays and stays; “off” is silent; a clip that is fetched anew is not played again', async () => {
    shared.autoPlay = 'play'
    const { played, open, end, next } = scope.run(stage)!
    await open('one')
    await end(true)
    await vi.advanceTimersByTimeAsync(5000)
    expect(next).not.toHaveBeenCalled()
    await open(null)
    await open('one')
    expect(played).toEqual(['one both'])
    shared.autoPlay = 'off'
    await open('two')
    expect(played).toEqual(['one both'])
  })

  it('nothing that was used is given away to an annotator who must not know', async () => {
    const { played, open, isBlind } = scope.run(stage)!
    isBlind.value = true
    await open('one')
    isBlind.value = false
    shared.hasAutoWhole = false
    await open('two')
    expect(played).toEqual(['one clip', 'two salient'])
  })

  it('switched on, it begins with the clip that is there; its key goes from off to play to advance', async () => {
    shared.autoPlay = 'off'
    const { auto, played, open, end, next } = scope.run(stage)!
    await open('one')
    expect(played).toEqual([])
    auto.cycle()
    await nextTick()
    expect([shared.autoPlay, played]).toEqual(['play', ['one both']])
    press('A')
    auto.cycle()
    await nextTick()
    expect([shared.autoPlay, auto.isAdvancing.value]).toEqual(['advance', true])
    await end(true)
    await vi.advanceTimersByTimeAsync(1000)
    expect(next).toHaveBeenCalledTimes(1)
    auto.cycle()
    expect(shared.autoPlay).toBe('off')
  })
})
