import { computed, nextTick } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { useAnnotatingStore } from '../stores/annotating'
import { useAnnotationStore } from '../stores/annotation'
import { isLowRoom } from './use-room'

export interface BarFold {
  /** Only the emotions and the way on are in sight. */
  readonly isFolded: ComputedRef<boolean>
  toggle(): void
  /** Where there is little room it folds again, for the next clip. */
  foldAgain(): void
  /** Unfolds it for what is to be typed or set. */
  show(field: Ref<HTMLElement | null>): void
}

/** The annotation bar is folded because a person wished so or, until they unfold it for a clip, because there is little room. */
export function useBarFold(): BarFold {
  const store = useAnnotatingStore()
  const isFolded = computed(() => (isLowRoom.value ? !store.isBarOpenInLow : store.isBarSmall))
  function fold(isWanted: boolean): void {
    if (isLowRoom.value) store.isBarOpenInLow = !isWanted
    else store.isBarSmall = isWanted
  }
  return {
    isFolded,
    toggle: () => fold(!isFolded.value),
    foldAgain: () => void (store.isBarOpenInLow = false),
    show(field) {
      if (isFolded.value) fold(false)
      // A field can be typed into from then on.
      useAnnotationStore().onceRead(() => void nextTick(() => field.value?.focus()))
    },
  }
}
