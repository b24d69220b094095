import { computed, watch } from 'vue'
import type { Ref } from 'vue'
import { useSaliencyScaleStore } from '../stores/saliency-scales'
import type { ScaleQuestion } from '../stores/saliency-scales'
import { useApiError } from './use-api-error'
import { useScope } from './use-scope'

const AGAIN_MS = 1000

/** Sees to it that the audit's scale for such maps is known, however long it takes to read; null: it isn't wanted. */
export function useSaliencyScale(wanted: Ref<ScaleQuestion | null>): void {
  const store = useSaliencyScaleStore()
  const scope = useScope()
  const { attempt } = useApiError()
  const asked = computed(() => (wanted.value && store.place ? JSON.stringify([store.place, wanted.value]) : null))
  watch(
    asked,
    (_, __, onCleanup) => {
      const question = wanted.value
      if (asked.value === null || question === null) return
      let isOver = false
      let stopWaiting = (): void => undefined
      const ask = async (): Promise<void> => {
        const scale = await attempt(() => store.ask(question))
        if (!isOver && scale?.isDue) stopWaiting = scope.timeout(AGAIN_MS, () => void ask())
      }
      void ask()
      onCleanup(() => {
        isOver = true
        stopWaiting()
      })
    },
    { immediate: true },
  )
}
