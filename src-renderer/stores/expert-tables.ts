import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ExpertCueInfo, ExpertTable, ExpertTableChange } from '#contracts/expert-table'
import { api } from '../api/client'

/** The expert tables of a project: those that come with the program, then the lab's newest versions. */
export const useExpertTableStore = defineStore('expert-tables', () => {
  const tables = shallowRef<readonly ExpertTable[]>([])
  const cues = shallowRef<readonly ExpertCueInfo[]>([])
  let projectId = ''

  async function load(ofProject: string): Promise<void> {
    if (projectId !== ofProject) tables.value = []
    projectId = ofProject
    const [foundTables, foundCues] = await Promise.all([api.expertTables(ofProject), api.expertCues()])
    if (projectId !== ofProject) return
    tables.value = foundTables
    cues.value = foundCues
  }

  async function save(table: ExpertTable): Promise<ExpertTable> {
    const saved = await api.saveExpertTable(projectId, table)
    tables.value = [...tables.value.filter(one => one.id !== saved.id), saved]
    return saved
  }

  /** What saving would change. */
  function diff(saved: ExpertTable, after: ExpertTable): Promise<ExpertTableChange[]> {
    return api.diffExpertTable(projectId, saved.id, saved.version, after)
  }

  return { tables, cues, load, save, diff }
})
