import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ColumnInfo } from '#contracts/clip-query'
import { api } from '../api/client'

/** What a table of clips can show, sort and filter by: the same for every audit. */
export const useColumnStore = defineStore('columns', () => {
  const infos = shallowRef<readonly ColumnInfo[]>([])
  const byId = computed(() => new Map(infos.value.map(info => [info.id, info])))
  let pending: Promise<void> | null = null

  function load(): Promise<void> {
    pending ??= api.clipColumns().then(
      found => void (infos.value = found),
      (failure: unknown) => {
        pending = null
        throw failure
      },
    )
    return pending
  }

  return { infos, byId, load }
})
