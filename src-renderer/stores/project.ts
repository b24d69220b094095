import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { AuditCard, NewAudit } from '#contracts/audit'
import type { Project } from '#contracts/project'
import type { DatasetCard } from '#contracts/dataset'
import { api } from '../api/client'
import { useConnectionStore } from './connection'

/** The open project: its data sets and audits. */
export const useProjectStore = defineStore('project', () => {
  const project = shallowRef<Project | null>(null)

  async function load(id: string): Promise<void> {
    if (project.value?.id !== id) project.value = null
    project.value = await api.project(id)
  }

  async function addDataset(folder: string): Promise<DatasetCard> {
    const { id } = project.value as Project
    const dataset = await api.addDataset(id, folder)
    await load(id)
    return dataset
  }

  async function startAudit(wanted: NewAudit): Promise<AuditCard> {
    const audit = await api.startAudit((project.value as Project).id, wanted)
    upsert(audit)
    return audit
  }

  function upsert(audit: AuditCard): void {
    const current = project.value
    if (!current) return
    const isKnown = current.audits.some(one => one.id === audit.id)
    const audits = isKnown ? current.audits.map(one => (one.id === audit.id ? audit : one)) : [audit, ...current.audits]
    project.value = { ...current, audits }
  }

  useConnectionStore().onEvent(event => {
    if (event.type === 'audit' && event.projectId === project.value?.id) upsert(event.audit)
  })

  return { project, load, addDataset, startAudit }
})
