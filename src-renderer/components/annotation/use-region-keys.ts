import { computed, nextTick, ref, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { nudgeSec } from '../../canvas/move-edge'
import { xOf } from '../../canvas/time-scale'
import { focusPanes } from '../../composables/key-focus'
import { useAnnotationDesk } from '../../composables/use-annotation-desk'
import { useKeys } from '../../composables/use-keymap'
import type { KeyHandlers } from '../../composables/use-keymap'
import { useRegions } from '../../composables/use-regions'
import { useTimeView } from '../../composables/use-time-view'
import { useAnnotationStore } from '../../stores/annotation'
import { movedBy } from './region-edges'
import type { SpanPart } from './region-edges'

const FASTER = 10
/** Times of regions are kept to this. */
const LEAST_SEC = 1e-4

export interface RegionFocus {
  /** Place in `regions`; null: no region has the focus. */
  readonly focused: Ref<number | null>
  /** Of each tier, the places of its regions as they follow each other in time. */
  readonly rows: ComputedRef<readonly { readonly tier: string; readonly places: readonly number[] }[]>
  arrive(at: number): void
  leave(): void
  /** Once it is drawn; where there is no such region, the panes have the keys. `isStill`: nothing scrolls. */
  focusAt(at: number | undefined, isStill?: boolean): Promise<void>
}

/**
 * The keys of the region that has the focus. They come before the clip's, e.g. the arrows, for as long as it has it.
 *
 * @param pane its regions carry their place as data-at
 * @param cancel gives up a drag; @returns whether there was one
 */
export function useRegionKeys(pane: Ref<HTMLElement | null>, cancel: () => boolean): RegionFocus {
  const desk = useAnnotationDesk()
  const { regions, tiers, chosen, typed, choose, moveSoon, remove, hear } = useRegions()
  const store = useAnnotationStore()
  const view = useTimeView()
  const focused = ref<number | null>(null)
  const rows = computed(() =>
    tiers.value.map(tier => {
      const places = regions.value.flatMap((region, at) => (region.tier === tier ? [at] : []))
      return { tier, places: places.sort((a, b) => regions.value[a].startSec - regions.value[b].startSec || a - b) }
    }),
  )
  const order = computed(() => rows.value.flatMap(({ places }) => places))

  async function focusAt(at: number | undefined, isStill = false): Promise<void> {
    await nextTick()
    const region = pane.value?.querySelector<HTMLElement>(`[data-at="${at}"]`)
    if (region) region.focus({ preventScroll: isStill })
    else if (pane.value) focusPanes(pane.value)
  }
  function nudge(part: SpanPart, direction: 1 | -1, times: number): void {
    const at = focused.value
    if (at === null) return
    const { scale, sampleSec, seen, widthPx } = view
    const { pxPerSec, durationSec } = scale.value
    const bySec = direction * times * Math.max(LEAST_SEC, nudgeSec(pxPerSec, sampleSec.value))
    const span = movedBy(regions.value[at], part, bySec, durationSec)
    moveSoon(at, span)
    const ahead = part === 'whole' ? span[direction > 0 ? 'endSec' : 'startSec'] : span[part]
    if (ahead < seen.value.startSec || ahead > seen.value.endSec)
      view.scrollTo(xOf(scale.value, ahead) - widthPx.value / 2)
    // Where it passed another one it is drawn anew, and would lose the focus.
    void focusAt(at, true)
  }
  function goOn(step: 1 | -1): void {
    const next = order.value[order.value.indexOf(focused.value as number) + step]
    if (next !== undefined) void focusAt(next)
  }
  function take(at: number): void {
    const place = order.value.indexOf(at)
    remove(at)
    void focusAt(order.value[Math.min(place, order.value.length - 1)])
  }

  const focusedOnly = (down: (at: number) => void): KeyHandlers => ({
    down: () => focused.value !== null && down(focused.value),
    isEnabled: () => focused.value !== null,
  })
  const step = (part: SpanPart, direction: 1 | -1, times = 1): KeyHandlers =>
    focusedOnly(() => nudge(part, direction, times))
  useKeys({
    'tier.focus': {
      down: () => void focusAt(chosen.value ?? order.value[0]),
      isEnabled: () => order.value.length > 0,
    },
    'tier.earlier': step('whole', -1),
    'tier.later': step('whole', 1),
    'tier.earlierFar': step('whole', -1, FASTER),
    'tier.laterFar': step('whole', 1, FASTER),
    'tier.startEarlier': step('startSec', -1),
    'tier.startLater': step('startSec', 1),
    'tier.startEarlierFar': step('startSec', -1, FASTER),
    'tier.startLaterFar': step('startSec', 1, FASTER),
    'tier.endEarlier': step('endSec', -1),
    'tier.endLater': step('endSec', 1),
    'tier.endEarlierFar': step('endSec', -1, FASTER),
    'tier.endLaterFar': step('endSec', 1, FASTER),
    'tier.previous': focusedOnly(() => goOn(-1)),
    'tier.next': focusedOnly(() => goOn(1)),
    'tier.hear': focusedOnly(hear),
    'tier.text': focusedOnly(at => (typed.value = at)),
    'tier.remove': focusedOnly(take),
    'tier.leave': focusedOnly(() => {
      if (!cancel() && pane.value) focusPanes(pane.value)
    }),
  })
  // Undone away, it leaves the focus to its neighbour.
  watch(
    () => regions.value.length,
    (count, before) => {
      if (focused.value !== null && count < before && focused.value >= count) void focusAt(order.value.at(-1))
    },
  )
  watch(desk.address, () => (focused.value = null))

  return {
    ...{ focused, rows, focusAt },
    arrive(at) {
      focused.value = at
      if (chosen.value !== at) choose(at)
    },
    leave() {
      focused.value = null
      // What was moved by keys is one step up to here.
      store.flush()
    },
  }
}
