import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { createScope } from '../../composables/use-scope'

const USUAL_ROOM_PX = 480
/** Of the column's foot. */
const BORDER_PX = 1

/**
 * The height that the panes may have: what their page shows at once, less what is above and below them, however many
 * lines that takes.
 */
export function useStageRoom(
  page: Ref<HTMLElement | null>,
  column: Ref<HTMLElement | null>,
  stage: Ref<HTMLElement | null>,
): Ref<number> {
  const heights = ref({ page: 0, column: 0, stage: 0 })
  watch(
    [page, column, stage],
    ([...elements], _, onCleanup) => {
      const scope = createScope()
      const names = ['page', 'column', 'stage'] as const
      elements.forEach((element, i) => {
        if (element) scope.onResize(element, rect => (heights.value = { ...heights.value, [names[i]]: rect.height }))
      })
      onCleanup(() => scope.dispose())
    },
    { flush: 'post', immediate: true },
  )
  return computed(() => {
    const { page: pagePx, column: columnPx, stage: stagePx } = heights.value
    return pagePx > 0 && columnPx > 0 && stagePx > 0
      ? Math.floor(pagePx - BORDER_PX - (columnPx - stagePx))
      : USUAL_ROOM_PX
  })
}
