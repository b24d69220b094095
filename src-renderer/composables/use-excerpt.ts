import { onScopeDispose, ref } from 'vue'
import type { Ref } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import { api } from '../api/client'
import type { ClipAddress } from '../api/client'
import { planOf } from '../canvas/play-plan'
import type { Stretch } from '../canvas/play-plan'
import { keepLast } from '../stores/keep-last'
import { AudioEngine } from './audio-engine'
import type { Playing } from './audio-engine'

const KEPT = 24

export interface Excerpt {
  /** What is heard now, by the name it was started under. */
  readonly playing: Ref<string | null>
  /** Plays a stretch of any clip, or stops it when it is the one that is heard. */
  toggle(name: string, at: ClipAddress, stretch: Stretch): Promise<void>
  stop(): void
}

/** Listening to short pieces of other clips than the one that is looked at. */
export function useExcerpt(gain: Ref<number>): Excerpt {
  const engine = new AudioEngine()
  const kept = keepLast<NamedArray>(KEPT)
  const playing = ref<string | null>(null)
  let sound: Playing | null = null

  function stop(): void {
    sound?.stop()
    sound = null
    playing.value = null
  }
  onScopeDispose(() => {
    stop()
    engine.close()
  })

  return {
    playing,
    stop,
    async toggle(name, at, stretch) {
      const isOn = playing.value === name
      stop()
      if (isOn) return
      playing.value = name
      try {
        const audio = await kept(JSON.stringify(at), () => api.audio(at))
        if (playing.value !== name) return
        const rateHz = Number(audio.meta.sampleRateHz)
        const started = engine.playPlan(audio.data, rateHz, planOf([stretch], 0, rateHz), gain.value)
        sound = started
        void started.ended.then(() => {
          if (sound === started) stop()
        })
      } catch (failure) {
        if (playing.value === name) stop()
        throw failure
      }
    },
  }
}
