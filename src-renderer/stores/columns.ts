import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ColumnInfo } from '#contracts/clip-query'
import { annotationApi } from '../api/annotation-client'
import { api } from '../api/client'

/** What a table of clips can show, sort and filter by: the same for every audit, but for a project's annotators and tags. */
export const useColumnStore = defineStore('columns', () => {
  const always = shallowRef<readonly ColumnInfo[]>([])
  const named = shallowRef<readonly ColumnInfo[]>([])
  const infos = computed(() => [...always.value, ...named.value])
  const byId = computed(() => new Map(infos.value.map(info => [info.id, info])))
  let pending: Promise<void> | null = null

  function load(): Promise<void> {
    pending ??= api.clipColumns().then(
      found => void (always.value = found),
      (failure: unknown) => {
        pending = null
        throw failure
      },
    )
    return pending
  }

  let namedOf = ''
  /** Those of this project's annotators and tags, as they are now. */
  async function loadNamed(projectId: string): Promise<void> {
    if (namedOf !== projectId) named.value = []
    namedOf = projectId
    const found = await annotationApi.columns(projectId)
    if (namedOf === projectId) named.value = found
  }

  return { infos, byId, load, loadNamed }
})
