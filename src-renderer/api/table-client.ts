import type { AuditScores, ScoreGroupKind } from '#contracts/audit-scores'
import type { ClipCounts, ClipCountsQueryInput, ClipSpread, ClipSpreadQueryInput } from '#contracts/clip-counts'
import type { NamedArray } from '#contracts/arrays'
import type { ClipIdsQueryInput, ListFileQueryInput } from '#contracts/clip'
import type { NewTableView, SliceReport, TableView } from '#contracts/table-view'
import { toQuery } from './client'
import type { ClipAddress, Reader } from './client'
import { read, readArray, readBlob, send } from './request'

const project = (id: string): string => `/projects/${encodeURIComponent(id)}`
const audit = (projectId: string, auditId: number): string => `${project(projectId)}/audits/${auditId}`

type Fields = Record<string, string | number | undefined>

/** What belongs to tables of clips: counts, views, slices, small pictures. */
export const tableApi = {
  counts: (
    projectId: string,
    auditId: number,
    query: ClipCountsQueryInput,
    signal?: AbortSignal,
  ): Promise<ClipCounts> => read(`${audit(projectId, auditId)}/clip-counts${toQuery(query as Fields)}`, signal),
  spread: (
    projectId: string,
    auditId: number,
    query: ClipSpreadQueryInput,
    signal?: AbortSignal,
  ): Promise<ClipSpread> => read(`${audit(projectId, auditId)}/clip-spread${toQuery(query as Fields)}`, signal),

  /** Array `[clips]`: ids in the list's order, 5,000 at most. */
  clipIds: (projectId: string, auditId: number, query: ClipIdsQueryInput): Promise<NamedArray> =>
    readArray(`${audit(projectId, auditId)}/clip-ids${toQuery(query as Fields)}`),
  /** As bytes, in the format asked for. */
  listFile: async (projectId: string, auditId: number, query: ListFileQueryInput): Promise<Blob> =>
    readBlob(`${audit(projectId, auditId)}/list-file${toQuery(query as Fields)}`),
  thumbnail: ({ projectId, auditId, clipId }: ClipAddress, signal?: AbortSignal): Promise<NamedArray> =>
    readArray(`${audit(projectId, auditId)}/clips/${clipId}/thumbnail`, signal),

  views: (projectId: string, signal?: AbortSignal): Promise<TableView[]> => read(`${project(projectId)}/views`, signal),
  saveView: (projectId: string, view: NewTableView): Promise<TableView> =>
    send('POST', `${project(projectId)}/views`, view),
  deleteView: (projectId: string, id: number): Promise<object> => send('DELETE', `${project(projectId)}/views/${id}`),
  pin: (projectId: string, id: number, clipId: number): Promise<TableView> =>
    send('PUT', `${project(projectId)}/views/${id}/pins/${clipId}`),
  unpin: (projectId: string, id: number, clipId: number): Promise<TableView> =>
    send('DELETE', `${project(projectId)}/views/${id}/pins/${clipId}`),
  scores: (
    projectId: string,
    auditId: number,
    by: ScoreGroupKind | null,
    reader: Reader,
    signal?: AbortSignal,
  ): Promise<AuditScores> => read(`${audit(projectId, auditId)}/scores${toQuery({ by, reader })}`, signal),
  slices: (projectId: string, auditId: number, reader: Reader, signal?: AbortSignal): Promise<SliceReport> =>
    read(`${audit(projectId, auditId)}/slices${toQuery({ reader })}`, signal),
}
