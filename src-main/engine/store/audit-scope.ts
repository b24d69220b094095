import type { StoredAudit } from './audits'
import { waitingBlind } from './waiting-blind'

const present = 'clips WHERE dataset_id = @datasetId AND is_present'

const scopeOf = (members: string): string => `
  WITH label_map AS MATERIALIZED (SELECT key AS emotion, value AS label FROM json_each(@labelMap)),
  waiting AS MATERIALIZED (${waitingBlind}),
  members AS (SELECT * FROM (${members}) WHERE id NOT IN (SELECT clip_id FROM waiting)),
  scope AS (
    SELECT c.id, c.file, c.corpus, c.speaker, c.sex, c.emotion, c.emotion_code, c.intensity, c.sentence, c.repetition, c.sha256,
      m.label AS expected, r.id AS result_id, r.predicted, r.confidence, r.logits, r.notes AS result_notes, x.error,
      a.sample_rate_hz, a.channels, a.samples, a.notes, a.samples / a.sample_rate_hz AS duration
    FROM members c
    LEFT JOIN label_map m ON m.emotion = c.emotion
    LEFT JOIN results r ON r.audio_sha = c.sha256 AND r.model_sha = @modelSha AND r.settings_hash = @settingsHash
    LEFT JOIN audio a ON a.sha256 = c.sha256
    LEFT JOIN refusals x ON x.audit_id = @auditId AND x.clip_id = c.id AND r.id IS NULL
  )`

/**
 * The clips of an audit with what is known of each, as SQL to select from: the one place that says which clips belong
 * to an audit, which result is a clip's, and which label it should have.
 * `expected` is the model's label that the clip's emotion maps onto (null: unmapped). Read for an annotator, clips that they
 * have yet to hear in blind queues are no part of it: whatever is counted over it says nothing of them.
 */
export const auditScope = scopeOf(`SELECT * FROM ${present} ORDER BY file LIMIT @limit`)

/** The same of the clips in `@clipIds` (JSON) only, without a look at the others: the `+` hides the index that would lead through all. */
export const someOfAuditScope = scopeOf(`
  SELECT * FROM clips WHERE +dataset_id = @datasetId AND is_present AND id IN (SELECT value FROM json_each(@clipIds))
  AND (@limit < 0 OR id IN (SELECT id FROM ${present} ORDER BY file LIMIT @limit))`)

export interface ScopeParameters {
  readonly auditId: number
  readonly datasetId: number
  readonly modelSha: string
  readonly settingsHash: string
  readonly labelMap: string
  readonly limit: number
  readonly reader: number | null
}

export function scopeParameters(audit: StoredAudit): ScopeParameters {
  const { id: auditId, datasetId, modelSha, settingsHash, labelMap, limit, reader } = audit
  return { auditId, datasetId, modelSha, settingsHash, labelMap: JSON.stringify(labelMap), limit: limit ?? -1, reader }
}
