import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AuditTables, PlausibilityReport, PlausibilitySettings } from '#contracts/plausibility'
import { api } from '../api/client'
import { useCoveredClipStore } from './covered-clips'
import type { Reading } from './covered-clips'
import { keepLast } from './keep-last'

const PREVIEWS_KEPT = 20

/** What plausibility says of an audit, with the settings that are kept, and what others would say. */
export const useFindingsStore = defineStore('findings', () => {
  const covered = useCoveredClipStore()
  const report = shallowRef<PlausibilityReport | null>(null)
  const tables = shallowRef<AuditTables | null>(null)
  /** Counts the times that the kept settings changed: lists that show verdicts read again. */
  const changes = ref(0)
  const previews = keepLast<PlausibilityReport>(PREVIEWS_KEPT)
  const source = shallowRef({ projectId: '', auditId: 0 })
  let toldTo: Reading | null = null
  const isHere = (projectId: string, auditId: number): boolean =>
    source.value.projectId === projectId && source.value.auditId === auditId

  async function load(projectId: string, auditId: number): Promise<void> {
    if (!isHere(projectId, auditId)) report.value = tables.value = null
    source.value = { projectId, auditId }
    const reading = await covered.whenKnown(projectId)
    const found = await api.plausibility(projectId, auditId, reading.reader)
    if (!isHere(projectId, auditId)) return
    // Of other clips are other tables.
    if (JSON.stringify(reading) !== JSON.stringify(toldTo)) tables.value = null
    toldTo = reading
    report.value = found
  }

  /** Takes seconds on large audits: asked for apart from the report. */
  async function loadTables(): Promise<void> {
    const { projectId, auditId } = source.value
    const { reader } = await covered.whenKnown(projectId)
    const found = await api.cueTables(projectId, auditId, reader)
    if (isHere(projectId, auditId)) tables.value = found
  }

  /** `clips`: how many have a result; more of them, another answer. */
  function preview(settings: PlausibilitySettings, clips: number): Promise<PlausibilityReport> {
    const { projectId, auditId } = source.value
    const { reading } = covered
    const key = JSON.stringify([projectId, auditId, clips, changes.value, settings, reading])
    return previews(key, () => api.plausibilityPreview(projectId, auditId, settings, reading?.reader))
  }

  async function choose(settings: PlausibilitySettings): Promise<void> {
    const { projectId, auditId } = source.value
    const found = await api.choosePlausibility(projectId, auditId, settings, covered.reader)
    if (!isHere(projectId, auditId)) return
    report.value = found
    tables.value = null
    changes.value++
  }

  return { report, tables, changes, isOf: isHere, load, loadTables, preview, choose }
})
