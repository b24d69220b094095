import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import { createScope } from '../../composables/use-scope'

const USUAL_ROOM_PX = 480

const heightOf = (element: HTMLElement): number => element.getBoundingClientRect().height

/**
 * The height that the panes may have: what their page shows at once, less what is above and below them, however many
 * lines that takes.
 */
export function useStageRoom(
  page: Ref<HTMLElement | null>,
  column: Ref<HTMLElement | null>,
  stage: Ref<HTMLElement | null>,
): Ref<number> {
  const roomPx = ref(USUAL_ROOM_PX)
  watch(
    [page, column, stage],
    ([inPage, inColumn, ofStage], _, onCleanup) => {
      if (!inPage || !inColumn || !ofStage) return
      const scope = createScope()
      // All at the same moment: of a new column and an old stage the difference is nobody's, and the room would swing.
      const measure = (): void => {
        const [pagePx, columnPx, stagePx] = [inPage.clientHeight, heightOf(inColumn), heightOf(ofStage)]
        if (pagePx > 0 && stagePx > 0) roomPx.value = Math.floor(pagePx - (columnPx - stagePx))
      }
      for (const element of [inPage, inColumn, ofStage]) scope.onResize(element, measure)
      onCleanup(() => scope.dispose())
    },
    { flush: 'post', immediate: true },
  )
  return roomPx
}
