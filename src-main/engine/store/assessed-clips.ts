import { cueKeySchema, type CueKey, type CueStatistics, type CueVector } from '#contracts/cue'
import type { RegionEvidence } from '#engine/cues/quality'
import { reliabilityOf } from '#engine/measures'
import { sha256 } from '#engine/files/sha256'
import type { AssessedClip } from '#engine/plausibility/assessed-clip'
import type { OffSpeech } from '#engine/plausibility/failure-checks'
import type { StoredAudit } from './audits'
import { auditScope, scopeParameters } from './audit-scope'
import type { ReadDb } from './handles'

interface ClipRow {
  clipId: number
  dataset: string
  speaker: string | null
  emotion: string | null
  expected: string | null
  predicted: string
  confidence: number
  explanationId: number
  facts: string
}

/** An explained prediction of an audit. */
export interface ExplainedClip extends AssessedClip {
  /** Where its relevance lies; null: not measured. */
  readonly offSpeech: OffSpeech | null
}

/** Predictions whose windows of this method (or 'both') were measured, in order of file. */
export function explainedClips(db: ReadDb, audit: StoredAudit, method: string): ExplainedClip[] {
  const cues = salientCues(db, audit, method)
  const evidence = salientEvidence(db, audit, method)
  return clipRows(db, audit, method).map(({ explanationId, facts, ...clip }) => {
    const ground = evidence.get(explanationId)
    return {
      ...clip,
      cues: cues.get(explanationId) ?? {},
      ...(ground === undefined ? {} : { reliability: reliabilityOf(ground) }),
      offSpeech: offSpeechOf(JSON.parse(facts) as Record<string, number>),
    }
  })
}

/** A fingerprint of all that the clips above follow from: cues never change under the id of an explanation. */
export function explainedStamp(db: ReadDb, audit: StoredAudit, method: string): string {
  return sha256(JSON.stringify(clipRows(db, audit, method)))
}

function clipRows(db: ReadDb, audit: StoredAudit, method: string): ClipRow[] {
  return db
    .prepare<[object], ClipRow>(
      `${auditScope} SELECT s.id AS clipId, corpus AS dataset, speaker, emotion, expected, predicted, confidence,
         e.id AS explanationId, e.facts FROM scope s
       JOIN explanations e ON e.result_id = s.result_id AND e.method = @method AND e.target = s.predicted ORDER BY file`,
    )
    .all({ ...scopeParameters(audit), method })
}

function offSpeechOf({ offSpeechRelevance, offSpeechTime }: Record<string, number | undefined>): OffSpeech | null {
  if (offSpeechRelevance === undefined || offSpeechTime === undefined) return null
  return { relevance: offSpeechRelevance, time: offSpeechTime }
}

type CueRow = [
  explanationId: number,
  cue: string,
  mean: number,
  sd: number,
  p20: number,
  p50: number,
  p80: number,
  range: number,
  frames: number,
]

const ofAudit = `JOIN explanations e ON e.id = explanation_id AND e.method = @method
  JOIN results r ON r.id = e.result_id AND r.model_sha = @modelSha AND r.settings_hash = @settingsHash`

/** In order of the table: by `cues_by_cue` (which the plus hides) the same takes three times as long. */
function salientCues(db: ReadDb, { modelSha, settingsHash }: StoredAudit, method: string): Map<number, CueVector> {
  const rows = db
    .prepare<[object], CueRow>(
      `SELECT explanation_id, cue, mean, sd, p20, p50, p80, range, frames FROM cues ${ofAudit}
       WHERE +region = 'salient'`,
    )
    .raw()
  const keys = new Map<string, CueKey>(cueKeySchema.options.map(key => [key, key]))
  const vectors = new Map<number, Partial<Record<CueKey, CueStatistics>>>()
  for (const [id, cue, mean, sd, p20, p50, p80, range, frames] of rows.iterate({ modelSha, settingsHash, method })) {
    const key = keys.get(cue)
    if (key === undefined) continue
    const vector = vectors.get(id) ?? {}
    vector[key] = { mean, sd, p20, p50, p80, range, frames }
    vectors.set(id, vector)
  }
  return vectors
}

function salientEvidence(
  db: ReadDb,
  { modelSha, settingsHash }: StoredAudit,
  method: string,
): Map<number, RegionEvidence> {
  const rows = db
    .prepare<[object], RegionEvidence & { id: number }>(
      `SELECT explanation_id AS id, frames_sec AS framesSec, voiced_sec AS voicedSec, periods, matched_periods AS matchedPeriods,
         snr_db AS snrDb, clipped_share AS clippedShare FROM region_evidence ${ofAudit} WHERE region = 'salient'`,
    )
    .all({ modelSha, settingsHash, method })
  return new Map(rows.map(({ id, ...found }) => [id, found]))
}
