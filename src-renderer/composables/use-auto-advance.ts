import { computed, onScopeDispose, ref, watch } from 'vue'
import type { ComputedRef, Ref, WritableComputedRef } from 'vue'
import { autoPlays, useSettingsStore } from '../stores/settings'
import type { AutoPlay } from '../stores/settings'
import type { Player } from './use-player'
import { useScope } from './use-scope'

/** Time between a clip's end and the next one: to take in what was heard, and to reach for a key. */
const REST_MS = 700

export interface AutoAdvance {
  /** A setting that is kept. */
  readonly mode: WritableComputedRef<AutoPlay>
  /** The next clip will be opened when this one was heard. */
  readonly isAdvancing: ComputedRef<boolean>
  /** From 'off' to 'play' to 'advance' to 'off'. */
  cycle(): void
}

export interface AutoAdvanceOptions {
  /** Names the clip that is there to be heard; null while none is. Each new one is played. */
  readonly clip: Ref<string | null>
  /** The clip that was opened has no sound: the way goes on behind it. */
  readonly isRefused: Ref<boolean>
  readonly player: Pick<Player, 'mode' | 'playSalient' | 'playClip' | 'playSalientThenClip'>
  /** What the model used must not be given away: the whole clip is heard only. */
  readonly isBlind: Ref<boolean>
  readonly canNext: Ref<boolean>
  next(): Promise<unknown>
}

/**
 * Clips that play by themselves: what the model used first, then the whole clip, then the next one is opened. Whoever presses
 * a key or a button meanwhile has something to do here: the clip may be heard to its end, but the next one is not opened.
 */
export function useAutoAdvance({ clip, isRefused, player, isBlind, canNext, next }: AutoAdvanceOptions): AutoAdvance {
  const settings = useSettingsStore()
  const scope = useScope()
  /** All that happens now happens by itself. */
  const isGoing = ref(false)
  const isAdvancing = computed(() => isGoing.value && settings.autoPlay === 'advance' && canNext.value)
  // A clip that is fetched anew, after the engine was away, has been heard.
  let lastHeard: string | null = null
  let run = 0
  let stopResting = (): void => undefined

  function hold(): void {
    stopResting()
    isGoing.value = false
  }

  function goOn(): void {
    stopResting = scope.timeout(REST_MS, () => {
      if (isAdvancing.value) void next()
    })
  }

  function play(): Promise<boolean> {
    if (isBlind.value) return player.playClip()
    return settings.hasAutoWhole ? player.playSalientThenClip() : player.playSalient()
  }

  async function begin(): Promise<void> {
    const mine = ++run
    stopResting()
    isGoing.value = true
    const isHeard = await play()
    if (mine !== run) return
    if (isHeard) goOn()
    else hold()
  }

  watch(
    clip,
    now => {
      run++
      stopResting()
      if (now === null || now === lastHeard) return
      lastHeard = now
      if (settings.autoPlay === 'off') hold()
      else void begin()
    },
    { immediate: true },
  )
  watch(isRefused, isSo => {
    if (isSo) goOn()
  })
  watch(
    () => settings.autoPlay,
    (now, before) => {
      if (now === 'off' || clip.value === null) hold()
      else if (before === 'off' && player.mode.value === null) void begin()
      else isGoing.value = player.mode.value !== null
    },
  )
  for (const type of ['keydown', 'pointerdown'])
    scope.listen(
      window,
      type,
      event => {
        const isModifier = event instanceof KeyboardEvent && ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)
        if (!isModifier) hold()
      },
      { capture: true },
    )
  onScopeDispose(() => void run++)

  return {
    isAdvancing,
    mode: computed({ get: () => settings.autoPlay, set: wanted => (settings.autoPlay = wanted) }),
    cycle() {
      settings.autoPlay = autoPlays[(autoPlays.indexOf(settings.autoPlay) + 1) % autoPlays.length]
    },
  }
}
