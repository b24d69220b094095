import { computed } from 'vue'
import type { Ref } from 'vue'
import type { Segment } from '#contracts/segment'
import { frameTimes } from '../../canvas/draw-matrix'
import { hopSec } from '../../canvas/move-edge'
import { loopedByKey } from '../../canvas/segment-hit'
import { toZeroCrossings } from '../../canvas/zero-crossing'
import { useAutoAdvance } from '../../composables/use-auto-advance'
import type { AutoAdvance } from '../../composables/use-auto-advance'
import { useKeys } from '../../composables/use-keymap'
import { usePlayer } from '../../composables/use-player'
import type { Player } from '../../composables/use-player'
import type { Selection } from '../../composables/use-selection'
import type { TimeView } from '../../composables/use-time-view'
import { nextRate } from '../../sound/rates'
import type { ClipMaterial } from '../../stores/clip'
import { useCueStore } from '../../stores/cues'
import { useSettingsStore } from '../../stores/settings'

/** Where there is no picture to say how far apart its frames are. */
const USUAL_HOP_SEC = 0.01
/** Of the playhead, by key, where the whole clip is seen. */
const WHOLE_HOP_SEC = 0.1

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
  const cues = useCueStore()
  const player = usePlayer(
    computed(() => {
      if (!material.value) return null
      const { audio, logMel, address } = material.value
      return {
        samples: audio.data,
        sampleRateHz: Number(audio.meta.sampleRateHz),
        segments: segments.value,
        hopSec: logMel ? frameTimes(logMel.meta).hopSec : USUAL_HOP_SEC,
        drawWindows: shown => cues.draws(address, shown),
      }
    }),
    selection.box,
  )
  const clip = computed(() => (material.value ? JSON.stringify(material.value.address) : null))
  const auto = useAutoAdvance({ clip, isRefused, player, isBlind: isHidden, canNext, next })

  /** The other edge stays where it is; where nothing is marked, or it would lie on the wrong side, at the clip's end. */
  function setEdge(edge: 'startSec' | 'endSec'): void {
    const sec = view.toSample(player.positionSec.value)
    const whole = { startSec: 0, endSec: view.scale.value.durationSec, lowHz: null, highHz: null }
    const moved = { ...(selection.box.value ?? whole), [edge]: sec }
    const isTurned = moved.startSec >= moved.endSec
    selection.set(isTurned ? { ...whole, lowHz: moved.lowHz, highHz: moved.highHz, [edge]: sec } : moved)
  }

  function moveToZeroCrossings(): void {
    const [box, audio] = [selection.box.value, material.value?.audio]
    if (box && audio) selection.set(toZeroCrossings(box, audio.data, Number(audio.meta.sampleRateHz)))
  }

  /** To be measured, marked, or taken away: the segment that was chosen, or the one at the playhead. */
  function selectSegment(): void {
    const segment = player.chosen.value ?? loopedByKey(segments.value, player.positionSec.value)
    if (segment) selection.set({ startSec: segment.startSec, endSec: segment.endSec, lowHz: null, highHz: null })
  }

  const hasSelection = (): boolean => selection.box.value !== null
  /** What Esc ends now: the sound, else what is marked, else the segment that was chosen. Never the look at the clip. */
  const ending = (): (() => void) | null => {
    if (player.mode.value !== null) return () => player.stop()
    if (hasSelection()) return () => selection.clear()
    return player.chosen.value === null ? null : () => (player.chosen.value = null)
  }
  /** Shorter hops where one has zoomed in: one that leads out of sight is no help. */
  const seekBy = (hops: number): void => {
    const { startSec, endSec } = view.seen.value
    const hop = view.isFitted.value ? WHOLE_HOP_SEC : hopSec(endSec - startSec)
    player.seek(player.positionSec.value + hops * hop)
  }
  useKeys({
    'play.clip': () => player.toggleClip(),
    'clip.stop': { down: () => ending()?.(), isEnabled: () => ending() !== null },
    'play.salient': () => player.toggleSalient(),
    'play.selection': { down: () => player.toggleSelection(), isEnabled: hasSelection },
    'play.around': { down: () => player.toggleAround(), isEnabled: hasSelection },
    'selection.segment': { down: selectSegment, isEnabled: () => segments.value.length > 0 },
    'selection.zeroCrossings': { down: moveToZeroCrossings, isEnabled: hasSelection },
    'play.window': () => player.toggleWindow(view.seen.value),
    'play.compare': { down: () => player.compareNext(), isEnabled: () => player.compared.value.length > 1 },
    'play.loop': () => player.toggleLoop(),
    'play.solo': { down: () => (player.isSolo.value = !player.isSolo.value), isEnabled: hasSelection },
    'play.slower': () => (settings.rate = nextRate(settings.rate, -1)),
    'play.faster': () => (settings.rate = nextRate(settings.rate, 1)),
    'play.auto': () => auto.cycle(),
    'segment.next': () => player.stepSegment(1),
    'segment.previous': () => player.stepSegment(-1),
    'seek.back': () => seekBy(-1),
    'seek.forward': () => seekBy(1),
    'seek.backFar': () => seekBy(-10),
    'seek.forwardFar': () => seekBy(10),
    'seek.start': () => player.seek(0),
    'selection.in': () => setEdge('startSec'),
    'selection.out': () => setEdge('endSec'),
  })
  return { player, auto }
}
