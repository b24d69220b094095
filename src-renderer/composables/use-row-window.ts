import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { rowsToDraw, topThatShows } from './row-window'
import type { RowBox } from './row-window'
import { createScope, useScope } from './use-scope'

export interface RowPlace {
  readonly index: number
  readonly startPx: number
}

export interface RowWindow {
  /** Those in sight and some around. */
  readonly rows: Ref<readonly RowPlace[]>
  readonly totalPx: Ref<number>
  /** Brings a row into sight, at once or as soon as the box is laid out. */
  show(index: number, align?: 'nearest' | 'centre'): void
}

interface RowList {
  /** What scrolls. */
  readonly box: Ref<HTMLElement | null>
  readonly count: Ref<number>
  readonly rowPx: Ref<number>
  /** Height of a head that stays above the rows. */
  readonly headPx?: Ref<number>
  /** Rows drawn on each side of those in sight. */
  readonly around: number
}

/**
 * Draws of a list as long as one likes only the rows in sight; all are equally high, so that a list of 100,000 costs no
 * more than one of 100. Nothing asks the page for sizes: that would lay it out an extra time whenever a list comes up.
 */
export function useRowWindow({ box, count, rowPx, headPx, around }: RowList): RowWindow {
  const scope = useScope()
  const topPx = ref(0)
  /** Until the box is laid out: no less than it can be. */
  const boxPx = ref(window.innerHeight)
  let isLaidOut = false
  let awaited: Parameters<RowWindow['show']> | null = null

  const rowBox = (): RowBox => ({
    count: count.value,
    rowPx: rowPx.value,
    topPx: topPx.value,
    heightPx: Math.max(0, boxPx.value - (headPx?.value ?? 0)),
  })
  function show(index: number, align: 'nearest' | 'centre' = 'nearest'): void {
    if (!isLaidOut) awaited = [index, align]
    const wanted = topThatShows(index, align, rowBox())
    if (wanted === topPx.value) return
    topPx.value = wanted
    if (isLaidOut) box.value?.scrollTo({ top: wanted })
  }

  let inBox = createScope()
  scope.onDispose(() => inBox.dispose())
  watch(box, element => {
    inBox.dispose()
    inBox = createScope()
    isLaidOut = false
    if (element === null) return
    inBox.listen(element, 'scroll', () => (topPx.value = element.scrollTop), { passive: true })
    inBox.onResize(element, ({ height }) => {
      if (height === 0) return // not shown
      boxPx.value = height
      if (isLaidOut) return
      isLaidOut = true
      topPx.value = element.scrollTop
      if (awaited) show(...awaited)
      awaited = null
    })
  })
  // Rows stay where they were among the others when all of them grow.
  watch(
    rowPx,
    (now, before) => {
      topPx.value = (topPx.value * now) / before
      if (isLaidOut) box.value?.scrollTo({ top: topPx.value })
    },
    { flush: 'post' },
  )

  // As text, so that what doesn't change by a scroll is not made again.
  const drawn = computed(() => rowsToDraw(rowBox(), around).join())
  return {
    rows: computed(() => {
      const [first, last] = drawn.value.split(',').map(Number)
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ({
        index: first + i,
        startPx: (first + i) * rowPx.value,
      }))
    }),
    totalPx: computed(() => count.value * rowPx.value),
    show,
  }
}
