import type { StoredAudit } from './audits'
import type { ReadDb } from './handles'

export interface ResultLogits {
  /** Int [results] */
  readonly resultIds: readonly number[]
  /** Float32 [results x labels], row-major. */
  readonly logits: Float32Array
}

/** The model's logits, for every result of the audit. As one text: 100,000 BLOBs one by one take five times as long. */
export function loadLogits(db: ReadDb, { modelSha, settingsHash }: StoredAudit): ResultLogits {
  const [ids, digits] = db
    .prepare<[string, string], [string, string | null]>(
      `SELECT json_group_array(id), group_concat(hex(logits), '') FROM results WHERE model_sha = ? AND settings_hash = ?`,
    )
    .raw()
    .get(modelSha, settingsHash)!
  const bytes = Uint8Array.from(Buffer.from(digits ?? '', 'hex'))
  return { resultIds: JSON.parse(ids) as number[], logits: new Float32Array(bytes.buffer) }
}
