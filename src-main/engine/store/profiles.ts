import { fromBlob } from './blob'
import type { StoredAudit } from './audits'
import type { ReadDb } from './handles'

/** Reads a method's relevance over time for a clip's predicted label, Float32 [frames]; null: it was not explained. */
export function profileReader(
  db: ReadDb,
  { modelSha, settingsHash }: StoredAudit,
  method: string,
): (clipId: number) => Float32Array | null {
  const statement = db
    .prepare<[string, string, string, number], Buffer>(
      `SELECT e.profile FROM clips c
       JOIN results r ON r.audio_sha = c.sha256 AND r.model_sha = ? AND r.settings_hash = ?
       JOIN explanations e ON e.result_id = r.id AND e.method = ? AND e.target = r.predicted WHERE c.id = ?`,
    )
    .pluck()
  return clipId => {
    const blob = statement.get(modelSha, settingsHash, method, clipId)
    return blob === undefined ? null : fromBlob(blob)
  }
}
