import type { AuditCard, AuditSummary, NewAudit } from '#contracts/audit'
import type { NamedArray } from '#contracts/arrays'
import type { ClipDetail, ClipPage, ClipQueryInput } from '#contracts/clip'
import type { CueInfo } from '#contracts/cue'
import type { DatasetCard, LabelMap, ScanReport } from '#contracts/dataset'
import type { ModelCard } from '#contracts/model'
import type { Library, Project } from '#contracts/project'
import type { SaliencyMethod } from '#contracts/settings'
import { read, readArray, send } from './request'

export interface ClipAddress {
  readonly projectId: string
  readonly auditId: number
  readonly clipId: number
}

const project = (id: string): string => `/projects/${encodeURIComponent(id)}`
const audit = (projectId: string, auditId: number): string => `${project(projectId)}/audits/${auditId}`
const clip = (at: ClipAddress): string => `${audit(at.projectId, at.auditId)}/clips/${at.clipId}`

/** Query string of the fields that are set. */
export function toQuery(fields: Readonly<Record<string, string | number | undefined>>): string {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([key, value]) => [key, String(value)]))}`
}

/** The routes of `contracts/routes.md`, one function each. */
export const api = {
  library: (signal?: AbortSignal): Promise<Library> => read('/library', signal),
  createProject: (name: string, folder?: string): Promise<Project> => send('POST', '/projects', { name, folder }),
  openProject: (path: string): Promise<Project> => send('POST', '/projects/open', { path }),
  openDemo: (): Promise<Project> => send('POST', '/projects/demo', {}),
  forgetProject: (id: string): Promise<object> => send('DELETE', project(id)),
  addModel: (folder: string): Promise<ModelCard> => send('POST', '/models', { folder }),
  cues: (): Promise<CueInfo[]> => read('/cues'),

  project: (id: string, signal?: AbortSignal): Promise<Project> => read(project(id), signal),
  scan: (id: string, folder: string): Promise<ScanReport> => send('POST', `${project(id)}/scan`, { folder }),
  addDataset: (id: string, folder: string): Promise<DatasetCard> => send('POST', `${project(id)}/datasets`, { folder }),
  labelMap: (modelId: string, projectId: string, datasetId: number, signal?: AbortSignal): Promise<LabelMap> =>
    read(
      `/models/${encodeURIComponent(modelId)}/label-map${toQuery({ project: projectId, dataset: datasetId })}`,
      signal,
    ),

  startAudit: (id: string, wanted: NewAudit): Promise<AuditCard> => send('POST', `${project(id)}/audits`, wanted),
  audit: (id: string, auditId: number, signal?: AbortSignal): Promise<AuditCard> => read(audit(id, auditId), signal),
  steerAudit: (id: string, auditId: number, action: 'pause' | 'resume' | 'cancel'): Promise<AuditCard> =>
    send('POST', `${audit(id, auditId)}/${action}`, {}),
  summary: (id: string, auditId: number, signal?: AbortSignal): Promise<AuditSummary> =>
    read(`${audit(id, auditId)}/summary`, signal),
  clips: (id: string, auditId: number, query: ClipQueryInput, signal?: AbortSignal): Promise<ClipPage> =>
    read(`${audit(id, auditId)}/clips${toQuery(query as Record<string, string | number>)}`, signal),

  clip: (at: ClipAddress, signal?: AbortSignal): Promise<ClipDetail> => read(clip(at), signal),
  audio: (at: ClipAddress, signal?: AbortSignal): Promise<NamedArray> => readArray(`${clip(at)}/audio`, signal),
  logMel: (at: ClipAddress, signal?: AbortSignal): Promise<NamedArray> => readArray(`${clip(at)}/log-mel`, signal),
  saliency: (
    at: ClipAddress,
    method: SaliencyMethod,
    target: string,
    against?: string,
    signal?: AbortSignal,
  ): Promise<NamedArray> => readArray(`${clip(at)}/saliency${toQuery({ method, target, against })}`, signal),
  concepts: (at: ClipAddress, layer: string, target: string, signal?: AbortSignal): Promise<NamedArray> =>
    readArray(`${clip(at)}/concepts${toQuery({ layer, target })}`, signal),
}
