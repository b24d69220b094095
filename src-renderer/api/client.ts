import type { AuditCard, AuditSummary, NewAudit } from '#contracts/audit'
import type { NamedArray } from '#contracts/arrays'
import type { ClipDetail, ClipPage, ClipQueryInput } from '#contracts/clip'
import type { ColumnInfo } from '#contracts/clip-query'
import type { CueInfo, CueKey, DrawnWindows, Measures } from '#contracts/cue'
import type { DatasetCard, LabelMap } from '#contracts/dataset'
import type { ExperimentCard, ExperimentResult, NewExperiment } from '#contracts/experiment'
import type { ExpertCueInfo, ExpertTable, ExpertTableChange } from '#contracts/expert-table'
import type { Judgement } from '#contracts/judgement'
import type { ModelCard } from '#contracts/model'
import type {
  AuditTables,
  ClipPlausibilityView,
  PlausibilityReport,
  PlausibilitySettings,
} from '#contracts/plausibility'
import type { OpensmileReport, ProgramFacts, ProgramSettings } from '#contracts/program-settings'
import type { Library, Project } from '#contracts/project'
import type { ReportFigureFile } from '#contracts/report-figure'
import type { SaliencyScale } from '#contracts/saliency-scale'
import type { SaliencyMethod } from '#contracts/settings'
import type { WhatIf } from '#contracts/what-if'
import { read, readArray, readText, send } from './request'

export interface ClipAddress {
  readonly projectId: string
  readonly auditId: number
  readonly clipId: number
}

const project = (id: string): string => `/projects/${encodeURIComponent(id)}`
/** Whom it is for: clips that this annotator has yet to hear in blind queues are not in it. */
export type Reader = number | undefined

const reportQuery = (hasHiddenNames: boolean, reader: Reader): string =>
  toQuery({ names: hasHiddenNames ? 'hidden' : undefined, reader })
const audit = (projectId: string, auditId: number): string => `${project(projectId)}/audits/${auditId}`
const experiment = (projectId: string, auditId: number, id: number): string =>
  `${audit(projectId, auditId)}/experiments/${id}`
const tables = (projectId: string): string => `${project(projectId)}/expert-tables`
const clip = (at: ClipAddress): string => `${audit(at.projectId, at.auditId)}/clips/${at.clipId}`

/** Query string of the fields that are set. */
export function toQuery(fields: Readonly<Record<string, string | number | null | undefined>>): string {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '')
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
  saveSettings: (settings: ProgramSettings): Promise<ProgramSettings> => send('PUT', '/settings', settings),
  program: (signal?: AbortSignal): Promise<ProgramFacts> => read('/program', signal),
  /** Tries it in a process of its own. */
  opensmile: (signal?: AbortSignal): Promise<OpensmileReport> => read('/opensmile', signal),

  project: (id: string, signal?: AbortSignal): Promise<Project> => read(project(id), signal),
  addDataset: (id: string, folder: string): Promise<DatasetCard> => send('POST', `${project(id)}/datasets`, { folder }),
  labelMap: (modelId: string, projectId: string, datasetId: number): Promise<LabelMap> =>
    read(`/models/${encodeURIComponent(modelId)}/label-map${toQuery({ project: projectId, dataset: datasetId })}`),

  startAudit: (id: string, wanted: NewAudit): Promise<AuditCard> => send('POST', `${project(id)}/audits`, wanted),
  audit: (id: string, auditId: number, signal?: AbortSignal): Promise<AuditCard> => read(audit(id, auditId), signal),
  steerAudit: (id: string, auditId: number, action: 'pause' | 'resume' | 'cancel'): Promise<AuditCard> =>
    send('POST', `${audit(id, auditId)}/${action}`, {}),
  summary: (id: string, auditId: number, reader: Reader, signal?: AbortSignal): Promise<AuditSummary> =>
    read(`${audit(id, auditId)}/summary${toQuery({ reader })}`, signal),
  clips: (id: string, auditId: number, query: ClipQueryInput, signal?: AbortSignal): Promise<ClipPage> =>
    read(`${audit(id, auditId)}/clips${toQuery(query as Record<string, string | number>)}`, signal),

  clipColumns: (): Promise<ColumnInfo[]> => read('/clip-columns'),
  plausibility: (id: string, auditId: number, reader: Reader, signal?: AbortSignal): Promise<PlausibilityReport> =>
    read(`${audit(id, auditId)}/plausibility${toQuery({ reader })}`, signal),
  /** With other settings, to see what they would give. */
  plausibilityPreview: (
    id: string,
    auditId: number,
    settings: PlausibilitySettings,
    reader: Reader,
    signal?: AbortSignal,
  ): Promise<PlausibilityReport> =>
    read(`${audit(id, auditId)}/plausibility${toQuery({ ...settings, reader })}`, signal),
  choosePlausibility: (
    id: string,
    auditId: number,
    settings: PlausibilitySettings,
    reader: Reader,
  ): Promise<PlausibilityReport> => send('PUT', `${audit(id, auditId)}/plausibility${toQuery({ reader })}`, settings),
  cueTables: (id: string, auditId: number, reader: Reader, signal?: AbortSignal): Promise<AuditTables> =>
    read(`${audit(id, auditId)}/cue-tables${toQuery({ reader })}`, signal),
  clipPlausibility: (at: ClipAddress, reader: Reader, signal?: AbortSignal): Promise<ClipPlausibilityView> =>
    read(`${clip(at)}/plausibility${toQuery({ reader })}`, signal),
  expertCues: (): Promise<ExpertCueInfo[]> => read('/expert-cues'),
  expertTables: (id: string, signal?: AbortSignal): Promise<ExpertTable[]> => read(tables(id), signal),
  saveExpertTable: (id: string, table: ExpertTable): Promise<ExpertTable> => send('POST', tables(id), table),
  diffExpertTable: (id: string, tableId: string, version: number, after: ExpertTable): Promise<ExpertTableChange[]> =>
    send('POST', `${tables(id)}/${encodeURIComponent(tableId)}/diff${toQuery({ version })}`, after),

  /** The whole report as one HTML page that needs nothing else. */
  report: (id: string, auditId: number, hasHiddenNames: boolean, reader: Reader): Promise<string> =>
    readText(`${audit(id, auditId)}/report${reportQuery(hasHiddenNames, reader)}`),
  reportFigures: (id: string, auditId: number, hasHiddenNames: boolean, reader: Reader): Promise<ReportFigureFile[]> =>
    read(`${audit(id, auditId)}/report/figures${reportQuery(hasHiddenNames, reader)}`),
  reportAddress: (id: string, auditId: number, hasHiddenNames: boolean, reader: Reader): string =>
    `/api${audit(id, auditId)}/report${reportQuery(hasHiddenNames, reader)}`,

  experiments: (id: string, auditId: number, signal?: AbortSignal): Promise<ExperimentCard[]> =>
    read(`${audit(id, auditId)}/experiments`, signal),
  startExperiment: (id: string, auditId: number, wanted: NewExperiment): Promise<ExperimentCard> =>
    send('POST', `${audit(id, auditId)}/experiments`, wanted),
  steerExperiment: (
    id: string,
    auditId: number,
    experimentId: number,
    action: 'pause' | 'resume' | 'cancel',
  ): Promise<ExperimentCard> => send('POST', `${experiment(id, auditId, experimentId)}/${action}`, {}),
  experimentResult: (
    id: string,
    auditId: number,
    experimentId: number,
    query: { channel?: number; limit?: number; reader?: number } = {},
    signal?: AbortSignal,
  ): Promise<ExperimentResult> => read(`${experiment(id, auditId, experimentId)}/result${toQuery(query)}`, signal),

  clip: (at: ClipAddress, signal?: AbortSignal): Promise<ClipDetail> => read(clip(at), signal),
  /** For Praat: the prediction and the audit's own windows. */
  textGrid: (at: ClipAddress): Promise<string> => readText(`${clip(at)}/text-grid`),
  audio: (at: ClipAddress, signal?: AbortSignal): Promise<NamedArray> => readArray(`${clip(at)}/audio`, signal),
  logMel: (at: ClipAddress, signal?: AbortSignal): Promise<NamedArray> => readArray(`${clip(at)}/log-mel`, signal),
  saliency: (
    at: ClipAddress,
    method: SaliencyMethod,
    target: string,
    against?: string,
    /** coarse: a sketch will do where the map takes long; `meta.detail` says which it is. */
    detail?: 'coarse',
    signal?: AbortSignal,
  ): Promise<NamedArray> => readArray(`${clip(at)}/saliency${toQuery({ method, target, against, detail })}`, signal),
  judgement: (at: ClipAddress, method: SaliencyMethod, target: string, signal?: AbortSignal): Promise<Judgement> =>
    read(`${clip(at)}/judgement${toQuery({ method, target })}`, signal),
  concepts: (
    at: ClipAddress,
    layer: string,
    target: string,
    against?: string,
    signal?: AbortSignal,
  ): Promise<NamedArray> => readArray(`${clip(at)}/concepts${toQuery({ layer, target, against })}`, signal),
  /** `stretches` as `0.10-0.25,0.40-0.55`. */
  measures: (at: ClipAddress, stretches: string, signal?: AbortSignal): Promise<Measures> =>
    read(`${clip(at)}/measures${toQuery({ at: stretches })}`, signal),
  /** What the model says without them (of them only a band, `300-1200`), and of them alone. */
  whatIf: (at: ClipAddress, stretches: string, band: string | null, signal?: AbortSignal): Promise<WhatIf> =>
    read(`${clip(at)}/what-if${toQuery({ at: stretches, band })}`, signal),
  /** The windows that these stretches are held against, of the first draws. */
  drawnWindows: (at: ClipAddress, stretches: string, signal?: AbortSignal): Promise<DrawnWindows> =>
    read(`${clip(at)}/random-windows${toQuery({ at: stretches })}`, signal),
  cueWeakness: (at: ClipAddress, cues: readonly CueKey[], signal?: AbortSignal): Promise<NamedArray> =>
    readArray(`${clip(at)}/cue-weakness${toQuery({ cues: cues.join(',') })}`, signal),
  saliencyScale: (
    id: string,
    auditId: number,
    method: SaliencyMethod,
    question: 'label' | 'difference',
    signal?: AbortSignal,
  ): Promise<SaliencyScale> => read(`${audit(id, auditId)}/saliency-scale${toQuery({ method, question })}`, signal),
  cueTracks: (at: ClipAddress, cues: readonly CueKey[], signal?: AbortSignal): Promise<NamedArray> =>
    readArray(`${clip(at)}/cue-tracks${toQuery({ cues: cues.join(',') })}`, signal),
}
