import type { StoredAudit } from './audits'
import { fromBlob } from './blob'
import type { ReadDb } from './handles'

/** The model's logits, for every result of the audit. Float32 [labels] */
export function logitsByResult(db: ReadDb, { modelSha, settingsHash }: StoredAudit): Map<number, Float32Array> {
  const rows = db
    .prepare<[string, string], [number, Buffer]>(
      'SELECT id, logits FROM results WHERE model_sha = ? AND settings_hash = ?',
    )
    .raw()
    .all(modelSha, settingsHash)
  return new Map(rows.map(([id, logits]) => [id, fromBlob(logits)]))
}
