import type { ComparedWindows, Comparison, CompareQueryInput, OtherAnswer } from '#contracts/comparison'
import { toQuery, type ClipAddress } from './client'
import { read } from './request'

const project = (id: string): string => `/projects/${encodeURIComponent(id)}`
const query = (asked: CompareQueryInput): string => toQuery(asked as Record<string, string | number | undefined>)

/** The routes of `contracts/routes.md` about two audits side by side. */
export const compareApi = {
  comparison: (id: string, asked: CompareQueryInput, signal?: AbortSignal): Promise<Comparison> =>
    read(`${project(id)}/compare${query(asked)}`, signal),
  /** Null: different clips, or one of the two explained nothing. */
  windows: (id: string, asked: CompareQueryInput, signal?: AbortSignal): Promise<ComparedWindows | null> =>
    read(`${project(id)}/compare/windows${query(asked)}`, signal),
  otherAnswers: ({ projectId, auditId, clipId }: ClipAddress, signal?: AbortSignal): Promise<OtherAnswer[]> =>
    read(`${project(projectId)}/audits/${auditId}/clips/${clipId}/other-answers`, signal),
}
