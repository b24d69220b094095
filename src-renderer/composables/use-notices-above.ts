import { watch } from 'vue'
import type { Ref } from 'vue'
import { createScope, useScope } from './use-scope'

const GAP_PX = 12

/** Messages in the corner stay clear of a bar at the window's bottom: what it offers next is never under them. */
export function useNoticesAbove(bar: Ref<HTMLElement | null>): void {
  const { style } = document.documentElement
  let sight = createScope()
  const lower = (): void => {
    sight.dispose()
    style.removeProperty('--notice-bottom')
  }
  watch(
    bar,
    element => {
      lower()
      if (!element) return
      sight = createScope()
      sight.onResize(element, () => style.setProperty('--notice-bottom', `${element.offsetHeight + GAP_PX}px`))
    },
    { flush: 'post', immediate: true },
  )
  useScope().onDispose(lower)
}
