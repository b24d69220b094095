import { computed, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { useRoute } from 'vue-router'
import type { ColumnInfo } from '#contracts/clip-query'
import { useClipListStore } from '../stores/clip-list'
import { useColumnStore } from '../stores/columns'
import { useTableViewStore } from '../stores/table-views'
import { defaultColumns, pictureColumn, rowColumns } from '../text/columns'
import { useApiError } from './use-api-error'

/** The columns that the list of clips shows; the list reads their values along with its rows. */
export function useTableColumns(hasManySets: Ref<boolean>): {
  shown: ComputedRef<readonly ColumnInfo[]>
  ids: ComputedRef<readonly string[]>
} {
  const columns = useColumnStore()
  const views = useTableViewStore()
  const list = useClipListStore()
  const route = useRoute()
  const { attempt } = useApiError()
  const ids = computed(() => (views.columns.length > 0 ? views.columns : defaultColumns(hasManySets.value)))
  const shown = computed(() =>
    ids.value
      .map(id => (id === pictureColumn.id ? pictureColumn : columns.byId.get(id)))
      .filter(info => info !== undefined),
  )
  void attempt(() => columns.load())
  watch(
    () => String(route.params.project ?? ''),
    id => id !== '' && void attempt(() => columns.loadNamed(id)),
    { immediate: true },
  )
  /** Those shown at first are asked for at once; of others it is only known later whether they are still there. */
  const known = computed(() => {
    if (columns.byId.size > 0) return shown.value.map(info => info.id)
    return views.columns.length > 0 ? [] : ids.value
  })
  const asked = computed(() => known.value.filter(id => !rowColumns.includes(id)))
  watch(asked, wanted => void list.showColumns(wanted), { immediate: true })
  return { shown, ids }
}
