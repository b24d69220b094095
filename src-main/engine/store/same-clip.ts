import type { StoredAudit } from './audits'
import type { ReadDb } from './handles'

/** A clip's number in another audit's data set: its own there, or that of the first clip with the same samples; null: none. */
export function sameClip(db: ReadDb, clipId: number, { datasetId }: StoredAudit): number | null {
  const row = db
    .prepare<[object], { id: number }>(
      `SELECT o.id FROM clips c JOIN clips o ON o.id = c.id OR o.sha256 = c.sha256
       WHERE c.id = @clipId AND o.dataset_id = @datasetId AND o.is_present ORDER BY o.id <> c.id, o.file LIMIT 1`,
    )
    .get({ clipId, datasetId })
  return row?.id ?? null
}
