import { computed, watch } from 'vue'
import type { Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { RouteLocationRaw } from 'vue-router'
import type { ClipRow } from '#contracts/clip'
import type { ClipAddress } from '../../api/client'
import { useClipFilter } from '../../composables/use-clip-filter'
import { useClipListStore } from '../../stores/clip-list'
import { formatCount } from '../../text/format'

export interface ClipPlace {
  readonly address: Ref<ClipAddress>
  /** Where the clip stands in the filtered list; -1: not known. */
  readonly index: Ref<number>
  /** "12 of 168" */
  readonly words: Ref<string>
  readonly canNext: Ref<boolean>
  readonly listRoute: Ref<RouteLocationRaw>
  /** The clip's row as the list has it, before the clip itself is there. */
  readonly listed: Ref<ClipRow | null>
  /** Before and behind the clip, where they are loaded. */
  neighbours(): Pick<ClipRow, 'clipId' | 'state'>[]
  open(row: ClipRow, at: number): Promise<unknown>
  step(direction: 1 | -1): Promise<void>
  /** Another clip, wherever it stands, at a place in it. */
  openAt(clipId: number, atSec: number): Promise<unknown>
  loadList(): Promise<unknown>
}

/** Which clip is looked at, and the way from one to the next through the list one came from. */
export function useClipPlace(): ClipPlace {
  const route = useRoute()
  const router = useRouter()
  const list = useClipListStore()
  const { filter } = useClipFilter()
  const address = computed(() => ({
    projectId: String(route.params.project),
    auditId: Number(route.params.audit),
    clipId: Number(route.params.clip),
  }))
  const auditPath = computed(() => `/p/${address.value.projectId}/a/${address.value.auditId}`)
  const index = computed(() => {
    const told = route.query.i === undefined ? -1 : Number(route.query.i)
    if (told >= 0 && list.rowAt(told)?.clipId === address.value.clipId) return told
    const found = list.indexOf(address.value.clipId)
    return found >= 0 ? found : told
  })
  const routeTo = (clipId: number, extra: Record<string, string>): RouteLocationRaw => ({
    path: `${auditPath.value}/clips/${clipId}`,
    query: { ...filter.value, ...extra } as Record<string, string>,
  })
  const open = (row: ClipRow, at: number): Promise<unknown> => router.replace(routeTo(row.clipId, { i: String(at) }))

  // The list is found again at the clip one was on.
  watch(
    [index, () => list.key],
    ([at]) => {
      if (at >= 0) list.cursor = at
    },
    { immediate: true },
  )

  return {
    address,
    index,
    words: computed(() =>
      index.value >= 0 && list.total ? `${formatCount(index.value + 1)} of ${formatCount(list.total)}` : '',
    ),
    canNext: computed(() => index.value >= 0 && list.total !== null && index.value + 1 < list.total),
    listRoute: computed(() => ({ path: auditPath.value, query: { ...filter.value } })),
    listed: computed(() => {
      const row = list.rowAt(index.value)
      return row?.clipId === address.value.clipId ? row : null
    }),
    neighbours: () => (index.value < 0 ? [] : [1, -1].flatMap(direction => list.rowAt(index.value + direction) ?? [])),
    open,
    async step(direction) {
      const at = index.value + direction
      if (index.value < 0 || at < 0 || (list.total !== null && at >= list.total)) return
      void list.ensure(at, at)
      const row = await list.whenRow(at)
      if (row) await open(row, at)
    },
    openAt: (clipId, atSec) => router.push(routeTo(clipId, { at: atSec.toFixed(3) })),
    loadList() {
      const told = Number(route.query.i ?? 0)
      const { projectId, auditId } = address.value
      return list.open(projectId, auditId, filter.value).then(() => list.ensure(told, told))
    },
  }
}
