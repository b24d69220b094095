import { inject, provide, shallowRef, watch } from 'vue'
import type { InjectionKey, Ref } from 'vue'
import type { TimeBox } from '../canvas/time-box'

export interface Selection {
  /** What is marked in the panes of this clip; null: nothing. */
  readonly box: Ref<TimeBox | null>
  /** Marks a part; ends that are the wrong way round change places, and what has no length marks nothing. */
  set(box: TimeBox): void
  clear(): void
}

const KEY: InjectionKey<Selection> = Symbol('selection')

/** One marked part for all panes, the player and the annotations; another clip starts without one. */
export function provideSelection(clip: Ref<unknown>): Selection {
  const box = shallowRef<TimeBox | null>(null)
  const selection: Selection = {
    box,
    set(wanted) {
      const [startSec, endSec] = [Math.min(wanted.startSec, wanted.endSec), Math.max(wanted.startSec, wanted.endSec)]
      box.value = endSec > startSec ? { ...wanted, startSec, endSec } : null
    },
    clear: () => (box.value = null),
  }
  watch(clip, selection.clear)
  provide(KEY, selection)
  return selection
}

export function useSelection(): Selection {
  const selection = inject(KEY)
  if (!selection) throw new Error('useSelection() outside a component that provides a selection')
  return selection
}
