import { scopeParameters, someOfAuditScope } from './audit-scope'
import { getAudit } from './audits'
import type { ReadDb } from './handles'

/** Where an annotator hears a clip: in their newest queue that has it, else in the newest audit that has it. */
export function whereHeard(
  db: ReadDb,
  annotatorId: number,
  clipId: number,
): { readonly auditId: number | null; readonly queueId: number | null } {
  const queued = db
    .prepare<[number, number], { queueId: number; auditId: number }>(
      `SELECT q.id AS queueId, q.audit_id AS auditId FROM queued_clips c JOIN annotation_queues q ON q.id = c.queue_id
       WHERE c.clip_id = ? AND q.annotator_id = ? ORDER BY q.id DESC LIMIT 1`,
    )
    .get(clipId, annotatorId)
  if (queued !== undefined) return queued
  const audits = db
    .prepare<[number], { id: number }>(
      `SELECT a.id FROM audits a JOIN clips c ON c.dataset_id = a.dataset_id AND c.is_present
       WHERE c.id = ? ORDER BY a.id DESC`,
    )
    .all(clipId)
  const found = audits.find(({ id }) => isIn(db, id, clipId))
  return { auditId: found?.id ?? null, queueId: null }
}

/** An audit may have been asked for the first clips only. */
function isIn(db: ReadDb, auditId: number, clipId: number): boolean {
  const audit = getAudit(db, auditId)
  const inScope = db.prepare<[object], { id: number }>(`${someOfAuditScope} SELECT id FROM scope`)
  return inScope.get({ ...scopeParameters(audit), clipIds: JSON.stringify([clipId]) }) !== undefined
}
