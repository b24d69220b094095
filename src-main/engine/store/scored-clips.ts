import type { StoredAudit } from './audits'
import { auditScope, scopeParameters } from './audit-scope'
import type { ReadDb } from './handles'

/** A prediction of an audit, and what its clip is. */
export interface ScoredClip {
  readonly clipId: number
  readonly file: string
  readonly dataset: string
  readonly speaker: string | null
  readonly sex: string | null
  readonly emotion: string | null
  readonly intensity: string | null
  /** Of the samples; null: not read yet. */
  readonly sha256: string | null
  /** null: the emotion stands for no label of the model. */
  readonly expected: string | null
  readonly predicted: string
  readonly confidence: number
}

/** By file. */
export function scoredClips(db: ReadDb, audit: StoredAudit): ScoredClip[] {
  return db
    .prepare<[object], ScoredClip>(
      `${auditScope} SELECT id AS clipId, file, corpus AS dataset, speaker, sex, emotion, intensity, sha256, expected, predicted, confidence
       FROM scope WHERE predicted IS NOT NULL ORDER BY file`,
    )
    .all(scopeParameters(audit))
}
