import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { LocationQuery } from 'vue-router'
import type { ClipFilter } from '../stores/clip-list'

export type FilterPatch = Partial<Record<(typeof FIELDS)[number], string | undefined>>

const FIELDS = ['sort', 'order', 'expected', 'predicted', 'outcome', 'dataset', 'speaker', 'text', 'where'] as const

/** The filter as the address carries it: it can be bookmarked, and Back undoes it. */
export function filterOf(query: LocationQuery): ClipFilter {
  const set = FIELDS.flatMap(field =>
    typeof query[field] === 'string' && query[field] !== '' ? [[field, query[field]]] : [],
  )
  return Object.fromEntries(set) as ClipFilter
}

export function useClipFilter(): {
  filter: ComputedRef<ClipFilter>
  hasFilter: ComputedRef<boolean>
  patch(changes: FilterPatch): Promise<unknown>
  /** All of it anew, e.g. from a view that was saved. */
  replace(now: FilterPatch): Promise<unknown>
  clear(): Promise<unknown>
  /** Until `filter` is what was asked for last. */
  settled(): Promise<unknown>
} {
  const route = useRoute()
  const router = useRouter()
  const filter = computed(() => filterOf(route.query))
  const hasFilter = computed(() =>
    FIELDS.some(field => field !== 'sort' && field !== 'order' && filter.value[field] !== undefined),
  )
  let going: Promise<unknown> = Promise.resolve()
  const go = (query: Record<string, string | undefined>): Promise<unknown> => (going = router.push({ query }))
  /** Typing goes on in one step: Back leads to before its first letter. */
  const isTypingOn = (changes: FilterPatch): boolean =>
    Object.keys(changes).every(field => field === 'text') && filter.value.text !== undefined
  return {
    filter,
    hasFilter,
    patch(changes) {
      const query = { ...filter.value, ...changes } as Record<string, string | undefined>
      return isTypingOn(changes) ? (going = router.replace({ query })) : go(query)
    },
    replace: now => go(now),
    clear: () => go({ sort: filter.value.sort, order: filter.value.order }),
    settled: () => going,
  }
}
