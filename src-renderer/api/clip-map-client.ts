import type { NamedArray } from '#contracts/arrays'
import type { ClipQueryInput } from '#contracts/clip'
import type { ClipMapCard, ClipNeighbours, ClipSelectionCard, NewClipMap } from '#contracts/clip-map'
import { toQuery } from './client'
import type { ClipAddress, Reader } from './client'
import { read, readArray, send } from './request'

const audit = (projectId: string, auditId: number): string =>
  `/projects/${encodeURIComponent(projectId)}/audits/${auditId}`
const map = (projectId: string, auditId: number, id: number): string => `${audit(projectId, auditId)}/maps/${id}`
type Fields = Record<string, string | number | undefined>

/** Maps of an audit's clips, clips chosen on them, and the clips most like one. */
export const clipMapApi = {
  maps: (projectId: string, auditId: number): Promise<ClipMapCard[]> => read(`${audit(projectId, auditId)}/maps`),
  draw: (projectId: string, auditId: number, wanted: NewClipMap): Promise<ClipMapCard> =>
    send('POST', `${audit(projectId, auditId)}/maps`, wanted),
  cancel: (projectId: string, auditId: number, id: number): Promise<ClipMapCard> =>
    send('POST', `${map(projectId, auditId, id)}/cancel`, {}),
  /** [clips, 3]: clip id, x, y */
  points: (projectId: string, auditId: number, id: number): Promise<NamedArray> =>
    readArray(`${map(projectId, auditId, id)}/points`),
  /** [clips] in the order of the points */
  values: (projectId: string, auditId: number, id: number, column: string, reader: Reader): Promise<NamedArray> =>
    readArray(`${map(projectId, auditId, id)}/values${toQuery({ column, reader })}`),
  /** [clips]: 1 where the filter leaves the clip */
  matches: (projectId: string, auditId: number, id: number, filter: ClipQueryInput): Promise<NamedArray> =>
    readArray(`${map(projectId, auditId, id)}/matches${toQuery(filter as Fields)}`),
  saveSelection: (projectId: string, auditId: number, clips: readonly number[]): Promise<ClipSelectionCard> =>
    send('POST', `${audit(projectId, auditId)}/selections`, { clips }),
  /** [clips]: their ids */
  selection: (projectId: string, auditId: number, id: string): Promise<NamedArray> =>
    readArray(`${audit(projectId, auditId)}/selections/${encodeURIComponent(id)}`),
  neighbours: ({ projectId, auditId, clipId }: ClipAddress, k: number, reader: Reader): Promise<ClipNeighbours> =>
    read(`${audit(projectId, auditId)}/clips/${clipId}/neighbours${toQuery({ k, reader })}`),
}
