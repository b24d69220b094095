import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import type { FilterPatch } from '../composables/use-clip-filter'

/** Columns, order and filter under a name. */
export interface TableView {
  readonly name: string
  readonly columns: readonly string[]
  readonly filter: FilterPatch
}

/** Which columns tables of clips show, and views kept by name; in this browser, for all audits of a project. */
export const useTableViewStore = defineStore('table-views', () => {
  /** Empty: those shown at first. */
  const columns = useLocalStorage<string[]>('cuescope.tableColumns', [])
  const views = useLocalStorage<Record<string, TableView[]>>('cuescope.tableViews', {})

  function ofProject(projectId: string): readonly TableView[] {
    return views.value[projectId] ?? []
  }

  /** One of the same name gives way. */
  function keep(projectId: string, view: TableView): void {
    const others = ofProject(projectId).filter(one => one.name !== view.name)
    const sorted = [...others, view].sort((a, b) => a.name.localeCompare(b.name))
    views.value = { ...views.value, [projectId]: sorted }
  }

  function remove(projectId: string, name: string): void {
    views.value = { ...views.value, [projectId]: ofProject(projectId).filter(one => one.name !== name) }
  }

  return { columns, ofProject, keep, remove }
})
