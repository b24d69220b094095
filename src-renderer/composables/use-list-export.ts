import { ref } from 'vue'
import type { Ref } from 'vue'
import type { ShownClip } from '#contracts/clip'
import type { ColumnInfo } from '#contracts/clip-query'
import { api } from '../api/client'
import type { ClipFilter } from '../stores/clip-list'
import { clipListCsv } from '../text/clip-list-csv'
import { saveText } from './save-file'
import { useApiError } from './use-api-error'

const PAGE = 1000

/** Saves what a list shows, all of it, in its order. */
export function useListExport(): {
  /** Rows read so far; null: nothing is being saved. */
  done: Ref<number | null>
  save(
    name: string,
    projectId: string,
    auditId: number,
    filter: ClipFilter,
    columns: readonly ColumnInfo[],
  ): Promise<void>
} {
  const done = ref<number | null>(null)
  const { attempt } = useApiError()
  return {
    done,
    async save(name, projectId, auditId, filter, columns) {
      if (done.value !== null) return
      done.value = 0
      const ids = columns.map(({ id }) => id).join(',')
      await attempt(async () => {
        const rows: ShownClip[] = []
        for (let total = 1; rows.length < total;) {
          const query = { ...filter, columns: ids, offset: rows.length, limit: PAGE }
          const page = await api.clips(projectId, auditId, query)
          if (page.rows.length === 0) break
          rows.push(...page.rows)
          total = page.total
          done.value = rows.length
        }
        saveText(`${name}.csv`, clipListCsv(columns, rows))
      })
      done.value = null
    },
  }
}
