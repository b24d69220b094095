import { createPinia, setActivePinia } from 'pinia'
import { effectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api } from '../../src-renderer/api/client'
import { useHoverSound } from '../../src-renderer/composables/use-hover-sound'
import type { HoverSound } from '../../src-renderer/composables/use-hover-sound'
import { useNoticeStore } from '../../src-renderer/stores/notices'

interface Heard {
  readonly samples: Float32Array
  readonly gain: number
  isStopped: boolean
  finish(): void
}
const heard = vi.hoisted(() => [] as Heard[])
vi.mock('../../src-renderer/composables/audio-engine', () => ({
  AudioEngine: class {
    play(samples: Float32Array, _rate: number, { gain }: { gain: number }): object {
      let settle = (_: boolean): void => undefined
      const ended = new Promise<boolean>(resolve => (settle = resolve))
      const one: Heard = { samples, gain, isStopped: false, finish: () => settle(true) }
      heard.push(one)
      const stop = (): void => {
        one.isStopped = true
        settle(false)
      }
      return { ended, stop, setGain: () => undefined, elapsedSec: () => 0 }
    }
    close(): void {}
  },
}))
vi.mock('../../src-renderer/stores/settings', async () => {
  const { reactive } = await import('vue')
  const settings = reactive({ gain: 0.5, gapMs: 100, isLoudnessMatched: false, hoverSound: true })
  return { useSettingsStore: () => settings }
})

const address = (clipId: number): { projectId: string; auditId: number; clipId: number } => ({
  projectId: 'p',
  auditId: 1,
  clipId,
})
const RATE = 1000
const scope = effectScope()
let sound: HoverSound

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  heard.length = 0
  vi.spyOn(api, 'audio').mockImplementation(async ({ clipId }) => ({
    shape: [2000],
    data: new Float32Array(2000).fill(clipId / 100),
    meta: { sampleRateHz: RATE },
  }))
  vi.spyOn(api, 'clip').mockImplementation(
    async () => ({ explanations: [{ segments: [{ startSec: 0.5, endSec: 0.75 }] }] }) as never,
  )
  sound = scope.run(useHoverSound)!
  sound.isOn.value = true
})
afterEach(() => {
  sound.stop()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('renderer/hover sound', () => {
  it('plays the clip that the pointer rests on, as loud as the volume says, and stops when it leaves', async () => {
    sound.start(address(7), null)
    await vi.advanceTimersByTimeAsync(100)
    expect(heard).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(200)
    expect(heard).toHaveLength(1)
    expect(heard[0].samples).toHaveLength(2000)
    expect(heard[0].samples[1000]).toBeCloseTo(0.07, 6)
    expect(heard[0].gain).toBe(0.5)
    expect(sound.playing.value).toEqual(address(7))
    sound.stop()
    expect(heard[0].isStopped).toBe(true)
    expect(sound.playing.value).toBeNull()
  })

  it('a pointer that passes by makes no sound and asks for none', async () => {
    for (let clipId = 1; clipId < 20; clipId++) {
      sound.start(address(clipId), null)
      await vi.advanceTimersByTimeAsync(50)
      sound.stop()
    }
    await vi.advanceTimersByTimeAsync(1000)
    expect(heard).toHaveLength(0)
    expect(api.audio).not.toHaveBeenCalled()
  })

  it('who has left before the sound is there does not hear it', async () => {
    let arrive = (): void => undefined
    vi.mocked(api.audio).mockImplementation(
      () =>
        new Promise(resolve => {
          arrive = () => resolve({ shape: [9], data: new Float32Array(9), meta: { sampleRateHz: RATE } })
        }),
    )
    sound.start(address(3), null)
    await vi.advanceTimersByTimeAsync(300)
    sound.stop()
    arrive()
    await vi.advanceTimersByTimeAsync(10)
    expect(heard).toHaveLength(0)
  })

  it('one clip at a time: the next stops the one before; the same is not begun again', async () => {
    sound.toggle(address(1), null)
    await vi.advanceTimersByTimeAsync(0)
    sound.start(address(1), null)
    await vi.advanceTimersByTimeAsync(300)
    expect(heard).toHaveLength(1)
    sound.toggle(address(2), null)
    await vi.advanceTimersByTimeAsync(0)
    expect(heard.map(one => one.isStopped)).toEqual([true, false])
    heard[1].finish()
    await vi.advanceTimersByTimeAsync(0)
    expect(sound.playing.value).toBeNull()
  })

  it('while it is off, pointing does nothing and a key still plays; again stops, another part is played', async () => {
    sound.isOn.value = false
    sound.start(address(5), null)
    await vi.advanceTimersByTimeAsync(500)
    expect(heard).toHaveLength(0)
    sound.toggle(address(5), null)
    await vi.advanceTimersByTimeAsync(0)
    expect(heard).toHaveLength(1)
    sound.toggle(address(5), 'salient')
    await vi.advanceTimersByTimeAsync(0)
    expect(heard).toHaveLength(2)
    expect(heard[1].samples).toHaveLength(250)
    sound.toggle(address(5), 'salient')
    expect(heard[1].isStopped).toBe(true)
    expect(heard).toHaveLength(2)
  })

  it('plays given stretches with the pause between them; the audio of a clip is fetched once', async () => {
    const stretches = [
      { startSec: 0.1, endSec: 0.3 },
      { startSec: 1, endSec: 1.5 },
    ]
    sound.toggle(address(4), stretches)
    await vi.advanceTimersByTimeAsync(0)
    expect(heard[0].samples).toHaveLength(200 + 100 + 500)
    sound.toggle(address(4), null)
    await vi.advanceTimersByTimeAsync(0)
    expect(heard[1].samples).toHaveLength(2000)
    expect(api.audio).toHaveBeenCalledTimes(1)
  })

  it('trouble is said in the corner, and nothing is heard of it', async () => {
    vi.mocked(api.audio).mockRejectedValue(new Error('The file is gone.'))
    sound.toggle(address(6), null)
    await vi.advanceTimersByTimeAsync(0)
    expect(useNoticeStore().notices.map(notice => notice.tone)).toEqual(['bad'])
    expect(sound.playing.value).toBeNull()
  })
})
