import { computed, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { ColumnInfo } from '#contracts/clip-query'
import { useClipListStore } from '../stores/clip-list'
import { useColumnStore } from '../stores/columns'
import { useTableViewStore } from '../stores/table-views'
import { defaultColumns, rowColumns } from '../text/columns'
import { useApiError } from './use-api-error'

/** The columns that the list of clips shows; the list reads their values along with its rows. */
export function useTableColumns(hasManySets: Ref<boolean>): {
  shown: ComputedRef<readonly ColumnInfo[]>
  ids: ComputedRef<readonly string[]>
} {
  const columns = useColumnStore()
  const views = useTableViewStore()
  const list = useClipListStore()
  const { attempt } = useApiError()
  const ids = computed(() => (views.columns.length > 0 ? views.columns : defaultColumns(hasManySets.value)))
  const shown = computed(() => ids.value.map(id => columns.byId.get(id)).filter(info => info !== undefined))
  void attempt(() => columns.load())
  const asked = computed(() => shown.value.map(info => info.id).filter(id => !rowColumns.includes(id)))
  watch(asked, wanted => void list.showColumns(wanted), { immediate: true })
  return { shown, ids }
}
