import type { ClipSelectionCard } from '#contracts/clip-map'
import { CueScopeError } from '#engine/base/errors'
import { sha256 } from '#engine/files/sha256'
import { clipIdsOf, toBlob } from './blob'
import type { ReadDb, WriteDb } from './handles'

/** Keeps clips that were chosen by hand; the same ones are the same selection. */
export function saveSelection(db: WriteDb, auditId: number, clips: readonly number[]): ClipSelectionCard {
  const clipIds = Int32Array.from(new Set(clips)).sort()
  const id = sha256(toBlob(clipIds)).slice(0, 12)
  db.prepare(
    `INSERT INTO clip_selections (audit_id, id, created_at, clip_ids) VALUES (@auditId, @id, @createdAt, @clipIds)
     ON CONFLICT DO NOTHING`,
  ).run({ auditId, id, createdAt: new Date().toISOString(), clipIds: toBlob(clipIds) })
  return { id, clips: clipIds.length }
}

/** In order. Int32 [clips] @throws CueScopeError not-found */
export function selectedClips(db: ReadDb, auditId: number, id: string): Int32Array {
  const row = db
    .prepare<[number, string], { clip_ids: Buffer }>(
      'SELECT clip_ids FROM clip_selections WHERE audit_id = ? AND id = ?',
    )
    .get(auditId, id)
  if (row === undefined)
    throw new CueScopeError(
      'not-found',
      `Audit ${auditId} has no selection "${id}": choose the clips on the map again.`,
    )
  return clipIdsOf(row.clip_ids)
}
