import { computed } from 'vue'
import type { Ref } from 'vue'
import type { Segment } from '#contracts/segment'
import { frameTimes } from '../../canvas/draw-matrix'
import { useAutoAdvance } from '../../composables/use-auto-advance'
import type { AutoAdvance } from '../../composables/use-auto-advance'
import { useKeys } from '../../composables/use-keymap'
import { usePlayer } from '../../composables/use-player'
import type { Player } from '../../composables/use-player'
import type { Selection } from '../../composables/use-selection'
import type { TimeView } from '../../composables/use-time-view'
import { nextRate } from '../../sound/rates'
import type { ClipMaterial } from '../../stores/clip'
import { useSettingsStore } from '../../stores/settings'

/** Where there is no picture to say how far apart its frames are. */
const USUAL_HOP_SEC = 0.01

export interface ClipPlayerOptions {
  /** Of the clip that is looked at; null while it is another's or none. */
  readonly material: Ref<ClipMaterial | null>
  readonly segments: Ref<readonly Segment[]>
  readonly selection: Selection
  readonly view: TimeView
  /** The clip that is looked at has no sound. */
  readonly isRefused: Ref<boolean>
  /** What the model used is covered. */
  readonly isHidden: Ref<boolean>
  readonly canNext: Ref<boolean>
  next(): Promise<unknown>
}

/** Listening in the clip view: its player, its keys, and clips that play by themselves. */
export function useClipPlayer(options: ClipPlayerOptions): { player: Player; auto: AutoAdvance } {
  const { material, segments, selection, view, isRefused, isHidden, canNext, next } = options
  const settings = useSettingsStore()
  const player = usePlayer(
    computed(() => {
      if (!material.value) return null
      const { audio, logMel, address } = material.value
      return {
        samples: audio.data,
        sampleRateHz: Number(audio.meta.sampleRateHz),
        segments: segments.value,
        hopSec: logMel ? frameTimes(logMel.meta).hopSec : USUAL_HOP_SEC,
        seed: address.clipId,
      }
    }),
    selection.box,
  )
  const clip = computed(() => (material.value ? JSON.stringify(material.value.address) : null))
  const auto = useAutoAdvance({ clip, isRefused, player, isBlind: isHidden, canNext, next })

  /** The other edge stays where it is; where nothing is marked, or it would lie on the wrong side, at the clip's end. */
  function setEdge(edge: 'startSec' | 'endSec'): void {
    const sec = player.positionSec.value
    const whole = { startSec: 0, endSec: view.scale.value.durationSec, lowHz: null, highHz: null }
    const moved = { ...(selection.box.value ?? whole), [edge]: sec }
    const isTurned = moved.startSec >= moved.endSec
    selection.set(isTurned ? { ...whole, lowHz: moved.lowHz, highHz: moved.highHz, [edge]: sec } : moved)
  }

  const hasSelection = (): boolean => selection.box.value !== null
  const seekBy = (sec: number): void => player.seek(player.positionSec.value + sec)
  useKeys({
    'play.clip': () => player.toggleClip(),
    'play.salient': () => player.toggleSalient(),
    'play.selection': { down: () => player.toggleSelection(), isEnabled: hasSelection },
    'play.window': () => player.toggleWindow(view.seen.value),
    'play.compare': { down: () => player.compareNext(), isEnabled: () => player.compared.value.length > 1 },
    'play.loop': () => player.toggleLoop(),
    'play.solo': { down: () => (player.isSolo.value = !player.isSolo.value), isEnabled: hasSelection },
    'play.slower': () => (settings.rate = nextRate(settings.rate, -1)),
    'play.faster': () => (settings.rate = nextRate(settings.rate, 1)),
    'play.auto': () => auto.cycle(),
    'segment.next': () => player.stepSegment(1),
    'segment.previous': () => player.stepSegment(-1),
    'seek.back': () => seekBy(-0.1),
    'seek.forward': () => seekBy(0.1),
    'seek.backFar': () => seekBy(-1),
    'seek.forwardFar': () => seekBy(1),
    'seek.start': () => player.seek(0),
    'selection.in': () => setEdge('startSec'),
    'selection.out': () => setEdge('endSec'),
  })
  return { player, auto }
}
