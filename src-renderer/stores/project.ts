import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AuditCard, NewAudit } from '#contracts/audit'
import type { Project } from '#contracts/project'
import type { DatasetCard, MovedDataset } from '#contracts/dataset'
import { api } from '../api/client'
import { libraryApi } from '../api/library-client'
import { useConnectionStore } from './connection'

/** The open project: its data sets and audits. */
export const useProjectStore = defineStore('project', () => {
  const project = shallowRef<Project | null>(null)
  /** By data set: counts the news of its being looked over. */
  const preflightNews = ref<Readonly<Record<number, number>>>({})

  async function load(id: string): Promise<void> {
    if (project.value?.id !== id) project.value = null
    project.value = await api.project(id)
  }

  /** For views that only name it: it is read where it isn't there yet; news of audits keep it true meanwhile. */
  async function ensure(id: string): Promise<void> {
    if (project.value?.id !== id) await load(id)
  }

  /** It is looked over at once, unless an audit does so. */
  async function addDataset(folder: string): Promise<DatasetCard> {
    const { id, audits } = project.value as Project
    const dataset = await api.addDataset(id, folder)
    if (!audits.some(({ state }) => state === 'running')) await libraryApi.startPreflight(id, dataset.id)
    await load(id)
    return dataset
  }

  /** Its clips are read from this folder from now on. */
  async function moveDataset(datasetId: number, folder: string): Promise<MovedDataset> {
    const { id } = project.value as Project
    const moved = await libraryApi.moveDataset(id, datasetId, folder)
    await load(id)
    return moved
  }

  async function startAudit(wanted: NewAudit): Promise<AuditCard> {
    const audit = await api.startAudit((project.value as Project).id, wanted)
    upsert(audit)
    return audit
  }

  async function renameAudit(auditId: number, name: string | null): Promise<void> {
    upsert(await libraryApi.renameAudit((project.value as Project).id, auditId, name))
  }

  /** Goes on where it stopped. */
  async function resumeAudit(auditId: number): Promise<void> {
    upsert(await api.steerAudit((project.value as Project).id, auditId, 'resume'))
  }

  async function removeAudit(auditId: number): Promise<void> {
    const { id } = project.value as Project
    await libraryApi.deleteAudit(id, auditId)
    await load(id)
  }

  function upsert(audit: AuditCard): void {
    const current = project.value
    if (!current) return
    const isKnown = current.audits.some(one => one.id === audit.id)
    const audits = isKnown ? current.audits.map(one => (one.id === audit.id ? audit : one)) : [audit, ...current.audits]
    project.value = { ...current, audits }
  }

  useConnectionStore().onEvent(event => {
    if (!('projectId' in event) || event.projectId !== project.value?.id) return
    if (event.type === 'audit') upsert(event.audit)
    if (event.type === 'preflight')
      preflightNews.value = {
        ...preflightNews.value,
        [event.datasetId]: (preflightNews.value[event.datasetId] ?? 0) + 1,
      }
  })

  return {
    project,
    preflightNews,
    load,
    ensure,
    addDataset,
    moveDataset,
    startAudit,
    renameAudit,
    resumeAudit,
    removeAudit,
  }
})
