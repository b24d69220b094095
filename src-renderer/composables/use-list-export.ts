import { ref } from 'vue'
import type { Ref } from 'vue'
import type { ColumnInfo } from '#contracts/clip-query'
import { tableApi } from '../api/table-client'
import type { ClipFilter } from '../stores/clip-list'
import { useCoveredClipStore } from '../stores/covered-clips'
import { useSettingsStore } from '../stores/settings'
import { pictureColumn } from '../text/columns'
import { saveFile } from './save-file'
import { useApiError } from './use-api-error'

export type ListFormat = 'csv' | 'parquet'

/** What a list shows, all of it, in its order: which clips of which audit, and which columns. */
export interface ShownList {
  readonly projectId: string
  readonly auditId: number
  readonly filter: ClipFilter
  readonly columns: readonly ColumnInfo[]
}

/** Saves what a list shows, with what leads back to each clip: its number and the hash of its bytes. */
export function useListExport(): {
  /** A file is being made. */
  isBusy: Ref<boolean>
  save(name: string, list: ShownList, format: ListFormat): Promise<void>
} {
  const isBusy = ref(false)
  const settings = useSettingsStore()
  const covered = useCoveredClipStore()
  const { attempt } = useApiError()
  return {
    isBusy,
    async save(name, { projectId, auditId, filter, columns }, format) {
      if (isBusy.value) return
      isBusy.value = true
      const ids = columns.map(({ id }) => id).filter(id => id !== pictureColumn.id)
      // Names that are not to be read off the screen are not to leave it in a file either.
      const names = settings.isMasked ? 'hidden' : 'shown'
      await attempt(async () => {
        // Nor is what is covered on it.
        const query = { ...filter, columns: ids.join(','), format, names, reader: covered.reader } as const
        saveFile(`${name}.${format}`, await tableApi.listFile(projectId, auditId, query))
      })
      isBusy.value = false
    },
  }
}
