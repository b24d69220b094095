import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import { useScope } from './use-scope'

/** True once the page has been painted since `isThere`: what is beside waits for it, and the picture comes sooner. */
export function usePainted(isThere: Ref<boolean>): Ref<boolean> {
  const scope = useScope()
  const isPainted = ref(false)
  const stop = watch(
    isThere,
    now => {
      if (!now) return
      const stopFrames = scope.frames(() => {
        stopFrames()
        scope.timeout(0, () => (isPainted.value = true))
      })
    },
    { immediate: true },
  )
  watch(isPainted, () => stop())
  return isPainted
}
