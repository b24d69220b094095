import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { SliceReport } from '#contracts/table-view'
import type { Reader } from '../api/client'
import { tableApi } from '../api/table-client'

/** How the project's slices stand in an audit: reckoned when somebody looks. */
export const useSliceStore = defineStore('slices', () => {
  const report = shallowRef<SliceReport | null>(null)
  let asked = 0

  async function load(projectId: string, auditId: number, reader: Reader): Promise<void> {
    const mine = ++asked
    const found = await tableApi.slices(projectId, auditId, reader)
    if (mine === asked) report.value = found
  }

  function clear(): void {
    asked++
    report.value = null
  }

  return { report, load, clear }
})
