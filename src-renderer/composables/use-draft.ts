import { computed, shallowRef } from 'vue'
import type { ComputedRef } from 'vue'

export interface Draft<T> {
  readonly value: ComputedRef<T>
  readonly canUndo: ComputedRef<boolean>
  readonly canRedo: ComputedRef<boolean>
  /** `step`: changes of one step in a row, e.g. letters typed into one field, are undone together. */
  set(next: T, step?: string): void
  undo(): void
  redo(): void
  /** Starts anew: nothing of before can come back. */
  restart(value: T): void
}

/** Something that is edited, with every state that it had. Values are never changed in place. */
export function useDraft<T>(start: T): Draft<T> {
  const states = shallowRef<readonly T[]>([start])
  const at = shallowRef(0)
  let lastStep: string | null = null
  return {
    value: computed(() => states.value[at.value]),
    canUndo: computed(() => at.value > 0),
    canRedo: computed(() => at.value < states.value.length - 1),
    set(next, step) {
      const isGoingOn = step !== undefined && step === lastStep && at.value > 0
      const kept = states.value.slice(0, isGoingOn ? at.value : at.value + 1)
      states.value = [...kept, next]
      at.value = kept.length
      lastStep = step ?? null
    },
    undo() {
      at.value = Math.max(0, at.value - 1)
      lastStep = null
    },
    redo() {
      at.value = Math.min(states.value.length - 1, at.value + 1)
      lastStep = null
    },
    restart(value) {
      states.value = [value]
      at.value = 0
      lastStep = null
    },
  }
}
