import type { AuditCard } from '#contracts/audit'
import type { ClipName, MovedDataset, ScanReport } from '#contracts/dataset'
import type { DroppedThing } from '#contracts/dropped-thing'
import type { CheckReport, Expectation, ModelDetails, ModelProposal, PackagedModel } from '#contracts/model-wizard'
import type { WizardAnswers } from '#contracts/model-wizard'
import type { PreflightReport } from '#contracts/preflight'
import type { Project, ProjectPlace } from '#contracts/project'
import { toQuery } from './client'
import { read, send } from './request'

const project = (id: string): string => `/projects/${encodeURIComponent(id)}`
const audit = (projectId: string, auditId: number): string => `${project(projectId)}/audits/${auditId}`
const dataset = (projectId: string, datasetId: number): string => `${project(projectId)}/datasets/${datasetId}`
const model = (id: string): string => `/models/${encodeURIComponent(id)}`

/** What the library, the project page and the model wizard ask: routes of `contracts/routes.md`. */
export const libraryApi = {
  /** What each path is to the program. */
  look: (paths: readonly string[]): Promise<DroppedThing[]> => send('POST', '/paths/look', { paths }),
  lookAtNames: (names: readonly string[]): Promise<DroppedThing[]> => send('POST', '/names/look', { names }),
  scan: (folder: string): Promise<ScanReport> => send('POST', '/scan', { folder }),

  renameProject: (id: string, name: string): Promise<Project> => send('PUT', project(id), { name }),
  /** The file too, for good. */
  deleteProject: (id: string): Promise<object> => send('DELETE', `${project(id)}?file=goes`),
  keepPlace: (id: string, place: ProjectPlace): Promise<object> => send('PUT', `${project(id)}/place`, place),

  renameAudit: (id: string, auditId: number, name: string | null): Promise<AuditCard> =>
    send('PUT', audit(id, auditId), { name }),
  deleteAudit: (id: string, auditId: number): Promise<object> => send('DELETE', audit(id, auditId)),
  deleteExperiment: (id: string, auditId: number, experimentId: number): Promise<object> =>
    send('DELETE', `${audit(id, auditId)}/experiments/${experimentId}`),

  moveDataset: (id: string, datasetId: number, folder: string): Promise<MovedDataset> =>
    send('PUT', `${dataset(id, datasetId)}/folder`, { folder }),
  findClips: (id: string, datasetId: number, text: string, signal?: AbortSignal): Promise<ClipName[]> =>
    read(`${dataset(id, datasetId)}/clips${toQuery({ text, limit: 8 })}`, signal),
  preflight: (id: string, datasetId: number, limit: number, signal?: AbortSignal): Promise<PreflightReport> =>
    read(`${dataset(id, datasetId)}/preflight${toQuery({ limit })}`, signal),
  startPreflight: (id: string, datasetId: number): Promise<PreflightReport> =>
    send('POST', `${dataset(id, datasetId)}/preflight`, {}),
  stopPreflight: (id: string, datasetId: number): Promise<PreflightReport> =>
    send('DELETE', `${dataset(id, datasetId)}/preflight`),

  model: (id: string, signal?: AbortSignal): Promise<ModelDetails> => read(model(id), signal),
  removeModel: (id: string): Promise<object> => send('DELETE', model(id)),

  inspectModel: (path: string, answers: WizardAnswers): Promise<ModelProposal> =>
    send('POST', '/model-wizard/inspect', { path, answers }),
  packageModel: (wanted: {
    path: string
    out?: string
    folderName: string
    answers: WizardAnswers
  }): Promise<PackagedModel> => send('POST', '/model-wizard/package', wanted),
  checkModel: (wanted: {
    path: string
    answers: WizardAnswers
    clip: string
    expect: Expectation
  }): Promise<CheckReport> => send('POST', '/model-wizard/check', wanted),
}
