import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import { createScope } from './use-scope'

/** Width of an element's content in pixels, as it is now; 0 before it is there. */
export function useWidth(element: Ref<HTMLElement | null>): Ref<number> {
  const width = ref(0)
  watch(
    element,
    (now, _, onCleanup) => {
      if (!now) return
      const scope = createScope()
      scope.onResize(now, rect => (width.value = Math.round(rect.width)))
      onCleanup(() => scope.dispose())
    },
    { flush: 'post', immediate: true },
  )
  return width
}
