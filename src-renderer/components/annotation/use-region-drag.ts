import { ref } from 'vue'
import type { Ref } from 'vue'
import { useRegions } from '../../composables/use-regions'
import { useTimeView } from '../../composables/use-time-view'
import { movedBy } from './region-edges'
import type { Span, SpanPart } from './region-edges'

/** Below this a press is a click, whatever the hand does. */
const DRAG_FROM_PX = 3

interface Drag extends Span {
  readonly at: number
  readonly part: SpanPart
  readonly fromX: number
  readonly isMoved: boolean
}

export interface RegionDrag {
  /** Where the region that is dragged would come to lie; null: none is. */
  readonly drag: Ref<Drag | null>
  press(event: PointerEvent, at: number, part: SpanPart): void
  move(event: PointerEvent): void
  drop(): void
  cancel(): void
}

/** A region is dragged by its body, or by one of its ends: one step, once it is let go. */
export function useRegionDrag(): RegionDrag {
  const { regions, move } = useRegions()
  const view = useTimeView()
  const drag = ref<Drag | null>(null)
  return {
    drag,
    press(event, at, part) {
      if (event.button !== 0) return
      ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
      const { startSec, endSec } = regions.value[at]
      drag.value = { at, part, startSec, endSec, fromX: event.clientX, isMoved: false }
    },
    move(event) {
      if (!drag.value) return
      const { at, part, fromX, isMoved } = drag.value
      const byPx = event.clientX - fromX
      if (!isMoved && Math.abs(byPx) < DRAG_FROM_PX) return
      const { pxPerSec, durationSec } = view.scale.value
      drag.value = { ...drag.value, ...movedBy(regions.value[at], part, byPx / pxPerSec, durationSec), isMoved: true }
    },
    drop() {
      const dropped = drag.value
      drag.value = null
      if (dropped?.isMoved) move(dropped.at, { startSec: dropped.startSec, endSec: dropped.endSec })
    },
    cancel: () => (drag.value = null),
  }
}
