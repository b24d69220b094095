import { computed, onScopeDispose, shallowRef } from 'vue'
import type { Ref, WritableComputedRef } from 'vue'
import type { ClipAddress } from '../api/client'
import { mergeStretches, planOf } from '../canvas/play-plan'
import type { Stretch } from '../canvas/play-plan'
import { renderPlan } from '../sound/render-plan'
import { useSettingsStore } from '../stores/settings'
import { useSoundStore } from '../stores/sounds'
import { AudioEngine } from './audio-engine'
import type { Playing } from './audio-engine'
import { useApiError } from './use-api-error'
import { useLevel } from './use-level'
import { useScope } from './use-scope'

/** A pointer that only passes by makes no sound. */
const REST_MS = 180
/** Stretches closer than a usual frame are one. */
const USUAL_HOP_SEC = 0.01

/** What is heard of a clip: these stretches, one after the other; those that its stored explanation names; null: all of it. */
export type HeardPart = readonly Stretch[] | 'salient' | null

export interface HoverSound {
  /**
   * For pointers: after a short rest the clip is heard. Does nothing while `isOn` is false, nor for the clip that is heard
   * already. Call `stop` when the pointer leaves.
   */
  start(address: ClipAddress, part: HeardPart): void
  /** For keys and buttons: at once, also while `isOn` is false; what is heard already is stopped instead. */
  toggle(address: ClipAddress, part: HeardPart): void
  stop(): void
  /** Reactive: whether this is heard, or being fetched to be; without a part: whatever part it is. */
  isHeard(address: ClipAddress, part?: HeardPart): boolean
  /** Whether hovering makes a sound: a setting that is kept, off at first. */
  readonly isOn: WritableComputedRef<boolean>
  /** The clip that is heard, or is being fetched to be. */
  readonly playing: Ref<ClipAddress | null>
}

/** Hearing clips from a table or a plot, one at a time, without opening them; volume and loudness as in the transport bar. */
export function useHoverSound(): HoverSound {
  const settings = useSettingsStore()
  const sounds = useSoundStore()
  const { gainOf } = useLevel()
  const { attempt } = useApiError()
  const scope = useScope()
  const engine = new AudioEngine()
  const playing = shallowRef<ClipAddress | null>(null)
  const heardPart = shallowRef<HeardPart>(null)
  let sound: Playing | null = null
  let stopWaiting = (): void => undefined
  let isOver = false

  function stop(): void {
    stopWaiting()
    sound?.stop()
    sound = null
    playing.value = null
  }

  async function play(address: ClipAddress, part: HeardPart): Promise<void> {
    playing.value = address
    heardPart.value = part
    const [audio, stretches] = await Promise.all([
      sounds.audio(address),
      part === 'salient' ? sounds.segments(address) : (part ?? []),
    ])
    if (playing.value !== address) return
    const sampleRateHz = Number(audio.meta.sampleRateHz)
    const whole = [{ startSec: 0, endSec: audio.data.length / sampleRateHz }]
    const heard = stretches.length > 0 ? mergeStretches(stretches, USUAL_HOP_SEC) : whole
    const plan = planOf(heard, settings.gapMs / 1000, sampleRateHz)
    const gain = gainOf(audio.data, sampleRateHz)
    const started = engine.play(renderPlan(audio.data, plan, { sampleRateHz }), sampleRateHz, { gain })
    sound = started
    await started.ended
    if (sound === started) stop()
  }

  async function begin(address: ClipAddress, part: HeardPart): Promise<void> {
    stop()
    if (isOver) return
    await attempt(() => play(address, part))
    // What failed is heard no more; what was finished or followed by another sound has said so itself.
    if (playing.value === address) stop()
  }

  const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
  const isHeard = (address: ClipAddress, part?: HeardPart): boolean =>
    isSame(playing.value, address) && (part === undefined || isSame(heardPart.value, part))
  onScopeDispose(() => {
    isOver = true
    stop()
    engine.close()
  })
  return {
    playing,
    stop,
    isHeard,
    isOn: computed({ get: () => settings.hoverSound, set: isOn => (settings.hoverSound = isOn) }),
    start(address, part) {
      if (!settings.hoverSound || isHeard(address)) return
      stop()
      stopWaiting = scope.timeout(REST_MS, () => void begin(address, part))
    },
    toggle(address, part) {
      if (isHeard(address, part)) stop()
      else void begin(address, part)
    },
  }
}
