import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { NewTableView, TableView } from '#contracts/table-view'
import { tableApi } from '../api/table-client'

/** Views of the table that the project keeps; which columns tables show now is kept in this browser. */
export const useTableViewStore = defineStore('table-views', () => {
  /** Empty: those shown at first. */
  const columns = useLocalStorage<string[]>('cuescope.tableColumns', [])
  const views = shallowRef<readonly TableView[]>([])
  const slices = computed(() => views.value.filter(({ isSlice }) => isSlice))
  let projectId = ''

  async function load(ofProject: string): Promise<void> {
    if (ofProject !== projectId) views.value = []
    projectId = ofProject
    const found = await tableApi.views(ofProject)
    if (projectId === ofProject) views.value = found
  }

  /** One of the same name gives way. */
  async function keep(view: NewTableView): Promise<void> {
    put(await tableApi.saveView(projectId, view))
  }

  async function remove(id: number): Promise<void> {
    await tableApi.deleteView(projectId, id)
    views.value = views.value.filter(view => view.id !== id)
  }

  async function pin(id: number, clipId: number): Promise<void> {
    put(await tableApi.pin(projectId, id, clipId))
  }

  async function unpin(id: number, clipId: number): Promise<void> {
    put(await tableApi.unpin(projectId, id, clipId))
  }

  function put(view: TableView): void {
    const others = views.value.filter(({ id }) => id !== view.id)
    views.value = [...others, view].sort((a, b) => a.name.localeCompare(b.name))
  }

  return { columns, views, slices, load, keep, remove, pin, unpin }
})
