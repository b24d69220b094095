import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AuditTables, PlausibilityReport, PlausibilitySettings } from '#contracts/plausibility'
import { api } from '../api/client'
import { keepLast } from './keep-last'

const PREVIEWS_KEPT = 20

/** What plausibility says of an audit, with the settings that are kept, and what others would say. */
export const useFindingsStore = defineStore('findings', () => {
  const report = shallowRef<PlausibilityReport | null>(null)
  const tables = shallowRef<AuditTables | null>(null)
  /** Counts the times that the kept settings changed: lists that show verdicts read again. */
  const changes = ref(0)
  const previews = keepLast<PlausibilityReport>(PREVIEWS_KEPT)
  let source = { projectId: '', auditId: 0 }
  const isHere = (projectId: string, auditId: number): boolean =>
    source.projectId === projectId && source.auditId === auditId

  async function load(projectId: string, auditId: number): Promise<void> {
    if (!isHere(projectId, auditId)) report.value = tables.value = null
    source = { projectId, auditId }
    const found = await api.plausibility(projectId, auditId)
    if (isHere(projectId, auditId)) report.value = found
  }

  /** Takes seconds on large audits: asked for apart from the report. */
  async function loadTables(): Promise<void> {
    const { projectId, auditId } = source
    const found = await api.cueTables(projectId, auditId)
    if (isHere(projectId, auditId)) tables.value = found
  }

  /** `clips`: how many have a result; more of them, another answer. */
  function preview(settings: PlausibilitySettings, clips: number): Promise<PlausibilityReport> {
    const { projectId, auditId } = source
    const key = JSON.stringify([projectId, auditId, clips, changes.value, settings])
    return previews(key, () => api.plausibilityPreview(projectId, auditId, settings))
  }

  async function choose(settings: PlausibilitySettings): Promise<void> {
    const { projectId, auditId } = source
    const found = await api.choosePlausibility(projectId, auditId, settings)
    if (!isHere(projectId, auditId)) return
    report.value = found
    tables.value = null
    changes.value++
  }

  return { report, tables, changes, isOf: isHere, load, loadTables, preview, choose }
})
