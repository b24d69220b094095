import type { AgreementQuestion, AgreementReport, ClipAgreementPage } from '#contracts/agreement'
import type {
  AnnotationStep,
  Annotator,
  ChangeManyInput,
  ClipAnnotation,
  ManyChanged,
  SaveAnnotation,
  Stepped,
} from '#contracts/annotation'
import type { NewQueuesInput, QueueCard, QueuedClip, QueuePage } from '#contracts/annotation-queue'
import type { ColumnInfo } from '#contracts/clip-query'
import type { LabelsFile, MergeReport } from '#contracts/labels-file'
import { toQuery } from './client'
import { read, send, sendFile } from './request'

const project = (id: string): string => `/projects/${encodeURIComponent(id)}`
const annotator = (projectId: string, id: number): string => `${project(projectId)}/annotators/${id}`
const audit = (projectId: string, auditId: number): string => `${project(projectId)}/audits/${auditId}`
const queue = (projectId: string, id: number): string => `${project(projectId)}/queues/${id}`
const ids = (annotators: readonly number[] | null): string | null => annotators?.join(',') ?? null

/** The routes of `contracts/routes.md` about what people say of clips. `annotators` null: all of them. */
export const annotationApi = {
  annotators: (projectId: string): Promise<Annotator[]> => read(`${project(projectId)}/annotators`),
  addAnnotator: (projectId: string, name: string): Promise<Annotator> =>
    send('POST', `${project(projectId)}/annotators`, { name }),
  renameAnnotator: (projectId: string, id: number, name: string): Promise<Annotator> =>
    send('PUT', annotator(projectId, id), { name }),

  ofClip: (projectId: string, clipId: number): Promise<ClipAnnotation[]> =>
    read(`${project(projectId)}/clips/${clipId}/annotations`),
  get: (projectId: string, annotatorId: number, clipId: number): Promise<ClipAnnotation> =>
    read(`${annotator(projectId, annotatorId)}/clips/${clipId}`),
  save: (projectId: string, annotatorId: number, clipId: number, step: SaveAnnotation): Promise<AnnotationStep> =>
    send('POST', `${annotator(projectId, annotatorId)}/clips/${clipId}`, step),
  undoOrRedo: (projectId: string, annotatorId: number, kind: 'undo' | 'redo', eventId: string): Promise<Stepped> =>
    send('POST', `${annotator(projectId, annotatorId)}/${kind}`, { eventId }),
  changeMany: (projectId: string, annotatorId: number, wanted: ChangeManyInput): Promise<ManyChanged> =>
    send('POST', `${annotator(projectId, annotatorId)}/clips`, wanted),
  columns: (projectId: string): Promise<ColumnInfo[]> => read(`${project(projectId)}/annotation-columns`),

  /** Of all audits. */
  queues: (projectId: string): Promise<QueueCard[]> => read(`${project(projectId)}/queues`),
  addQueues: (projectId: string, auditId: number, wanted: NewQueuesInput): Promise<QueueCard[]> =>
    send('POST', `${audit(projectId, auditId)}/queues`, wanted),
  queue: (projectId: string, id: number): Promise<QueueCard> => read(queue(projectId, id)),
  renameQueue: (projectId: string, id: number, name: string): Promise<QueueCard> =>
    send('PUT', queue(projectId, id), { name }),
  removeQueue: (projectId: string, id: number): Promise<object> => send('DELETE', queue(projectId, id)),
  queueClips: (projectId: string, id: number, offset: number, limit: number): Promise<QueuePage> =>
    read(`${queue(projectId, id)}/clips${toQuery({ offset, limit })}`),
  nextInQueue: (projectId: string, id: number, after: number): Promise<QueuedClip | null> =>
    read(`${queue(projectId, id)}/next${toQuery({ after })}`),

  /** `reader`: without the clips that this annotator has yet to hear in blind queues. */
  agreement: (
    projectId: string,
    auditId: number,
    annotators: readonly number[] | null,
    reader: number | undefined,
  ): Promise<AgreementReport> =>
    read(`${audit(projectId, auditId)}/agreement${toQuery({ annotators: ids(annotators), reader })}`),
  clipAgreement: (
    projectId: string,
    auditId: number,
    annotators: readonly number[] | null,
    of: AgreementQuestion,
    part: { readonly offset: number; readonly limit: number; readonly reader: number | undefined },
  ): Promise<ClipAgreementPage> =>
    read(`${audit(projectId, auditId)}/agreement/clips${toQuery({ annotators: ids(annotators), of, ...part })}`),

  labels: (projectId: string, annotators: readonly number[] | null): Promise<LabelsFile> =>
    read(`${project(projectId)}/labels${toQuery({ annotators: ids(annotators) })}`),
  /** `labels`: what a labels file holds; the engine checks it. */
  mergeLabels: (projectId: string, labels: unknown): Promise<MergeReport> =>
    send('POST', `${project(projectId)}/labels`, labels),
  /** What another program wrote. `annotator`: whose labels these are where the file does not say. */
  mergeForeign: (projectId: string, file: File, annotator: string | null): Promise<MergeReport> =>
    sendFile(`${project(projectId)}/foreign-labels${toQuery({ name: file.name, annotator })}`, file),
}
