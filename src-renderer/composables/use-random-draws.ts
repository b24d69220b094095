import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { DrawnWindows } from '#contracts/cue'
import type { Segment } from '#contracts/segment'
import { mergeStretches } from '../canvas/play-plan'
import type { Stretch } from '../canvas/play-plan'
import { useApiError } from './use-api-error'

export interface DrawSource {
  readonly segments: readonly Segment[]
  /** Of the segments' frames: a gap shorter than this is none. */
  readonly hopSec: number
  /** Windows drawn at random that these segments are held against. */
  drawWindows(segments: readonly Segment[]): Promise<DrawnWindows>
}

export interface RandomDraw {
  /** From 1. */
  readonly number: number
  readonly of: number
  readonly baseline: DrawnWindows['baseline']
  readonly stretches: readonly Stretch[]
}

export interface RandomDraws {
  /** The one that is heard or was last. */
  readonly draw: ComputedRef<RandomDraw | null>
  /** False: it is known that none of them can be heard. */
  readonly isAny: ComputedRef<boolean>
  load(): Promise<void>
  /** To the next that can be heard, round to the first. */
  advance(): void
}

/**
 * The draws that the clip's cues are compared with, one after the other. They are fetched when somebody compares, so that
 * a clip opens without them. `cut`: what of some stretches is heard.
 */
export function useRandomDraws(
  source: Ref<DrawSource | null>,
  cut: (stretches: readonly Stretch[]) => readonly Stretch[],
): RandomDraws {
  const { attempt } = useApiError()
  const drawn = shallowRef<DrawnWindows | null>(null)
  const at = ref(-1)
  const lists = computed(() =>
    (drawn.value?.windows ?? []).map(windows => mergeStretches(windows, source.value?.hopSec ?? 0)),
  )
  watch(
    () => source.value?.segments,
    () => {
      drawn.value = null
      at.value = -1
    },
    { flush: 'sync' },
  )
  return {
    draw: computed(() => {
      const [found, stretches] = [drawn.value, lists.value[at.value]]
      return found && stretches ? { number: at.value + 1, of: found.draws, baseline: found.baseline, stretches } : null
    }),
    isAny: computed(() =>
      drawn.value ? lists.value.some(list => cut(list).length > 0) : (source.value?.segments.length ?? 0) > 0,
    ),
    async load() {
      const asked = source.value
      if (!asked || drawn.value || asked.segments.length === 0) return
      const found = await attempt(() => asked.drawWindows(asked.segments))
      if (source.value?.segments === asked.segments) drawn.value = found
    },
    advance() {
      const { length } = lists.value
      const turns = Array.from({ length }, (_, turn) => (at.value + 1 + turn) % length)
      at.value = turns.find(one => cut(lists.value[one]).length > 0) ?? -1
    },
  }
}
