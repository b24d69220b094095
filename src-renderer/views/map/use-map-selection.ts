import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { clipMapApi } from '../../api/clip-map-client'
import { useApiError } from '../../composables/use-api-error'
import type { FilterPatch } from '../../composables/use-clip-filter'
import type { ClipFilter } from '../../stores/clip-list'
import { readConditions, selection, withCondition, writeConditions } from '../../text/conditions'
import type { MapPoints } from './use-map-points'

export interface MapSelection {
  /** Places of the points selected; empty: none are. */
  readonly selected: ComputedRef<ReadonlySet<number>>
  select(points: ReadonlySet<number>): void
  /** Until the filter names what is selected: whoever takes it elsewhere waits for this. */
  whenKept(): Promise<void>
}

/** Points selected on the map: a condition of the list's filter, kept by the engine so that an address can name it. */
export function useMapSelection(
  at: Ref<{ readonly projectId: string; readonly auditId: number }>,
  points: Ref<MapPoints | null>,
  filter: Ref<ClipFilter>,
  patch: (changes: FilterPatch) => Promise<unknown>,
): MapSelection {
  const { attempt } = useApiError()
  const conditions = computed(() => readConditions(filter.value.where))
  const named = computed(() => {
    const found = conditions.value.find(one => one.kind === 'selection')
    return found?.kind === 'selection' ? found.id : null
  })
  const clips = shallowRef<{ readonly id: string; readonly clipIds: ReadonlySet<number> } | null>(null)
  /** Shown at once; the engine keeps it meanwhile. */
  const pending = shallowRef<ReadonlySet<number> | null>(null)
  let strokes = 0

  watch(
    [named, at],
    ([id]) => {
      if (id === null) clips.value = null
      else if (clips.value?.id !== id)
        void attempt(async () => {
          const { data } = await clipMapApi.selection(at.value.projectId, at.value.auditId, id)
          if (named.value === id) clips.value = { id, clipIds: new Set(data) }
        })
    },
    { immediate: true },
  )
  const selected = computed((): ReadonlySet<number> => {
    if (pending.value !== null) return pending.value
    const known = clips.value
    if (known === null || points.value === null) return new Set()
    const found = new Set<number>()
    points.value.clipIds.forEach((clipId, point) => {
      if (known.clipIds.has(clipId)) found.add(point)
    })
    return found
  })

  const narrow = (condition: ReturnType<typeof selection> | null): Promise<unknown> =>
    patch({ where: writeConditions(withCondition(conditions.value, 'selection', condition)) })

  async function keep(chosen: ReadonlySet<number>): Promise<void> {
    const stroke = ++strokes
    pending.value = chosen
    try {
      if (chosen.size === 0) return void (await narrow(null))
      const clipIds = Array.from(chosen, point => points.value!.clipIds[point])
      const card = await clipMapApi.saveSelection(at.value.projectId, at.value.auditId, clipIds)
      if (stroke !== strokes) return
      clips.value = { id: card.id, clipIds: new Set(clipIds) }
      await narrow(selection(card))
    } finally {
      if (stroke === strokes) pending.value = null
    }
  }
  let keeping: Promise<unknown> = Promise.resolve()
  return {
    selected,
    select: chosen => void (keeping = attempt(() => keep(chosen))),
    async whenKept() {
      let last: Promise<unknown>
      do await (last = keeping)
      while (last !== keeping)
    },
  }
}
