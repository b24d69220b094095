import type { ErrorBody } from '#contracts/error'
import type { ClipResult } from '#engine/pipeline'
import { toBlob } from './blob'
import { saveBoth, saveExplanation } from './explanations'
import type { ReadDb, WriteDb } from './handles'

/** What a result is a pure function of. */
export interface ResultKey {
  readonly audioSha: string
  readonly modelSha: string
  readonly settingsHash: string
}

/** The label predicted, or null where there is no result yet. */
export function predictedLabel(db: ReadDb, key: ResultKey): string | null {
  const row = db
    .prepare<[ResultKey], { predicted: string }>(
      'SELECT predicted FROM results WHERE audio_sha = @audioSha AND model_sha = @modelSha AND settings_hash = @settingsHash',
    )
    .get(key)
  return row?.predicted ?? null
}

/**
 * Stores a clip's result, once: storing it again changes nothing. Committed when this returns.
 * @param notes about how the result was computed; those about the audio are in `result`
 */
export function saveResult(
  db: WriteDb,
  key: ResultKey,
  result: ClipResult,
  labels: readonly string[],
  notes: readonly ErrorBody[] = [],
): void {
  const { audio, prediction, methods, both } = result
  db.transaction(() => {
    db.prepare(
      'INSERT INTO audio (sha256, sample_rate_hz, channels, samples, notes) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ).run(key.audioSha, audio.sampleRateHz, audio.channels, audio.samples, JSON.stringify(audio.notes))
    const { changes, lastInsertRowid } = db
      .prepare(
        `INSERT INTO results (audio_sha, model_sha, settings_hash, predicted, confidence, logits, notes)
         VALUES (@audioSha, @modelSha, @settingsHash, @predicted, @confidence, @logits, @notes) ON CONFLICT DO NOTHING`,
      )
      .run({
        ...key,
        predicted: labels[prediction.predicted],
        confidence: prediction.probabilities[prediction.predicted],
        logits: toBlob(prediction.logits),
        notes: JSON.stringify(notes),
      })
    if (changes === 0) return
    for (const found of methods) saveExplanation(db, lastInsertRowid, { ...found, target: labels[found.target] })
    if (both !== null) saveBoth(db, lastInsertRowid, { ...both, target: labels[both.target] })
  })()
}

export function saveRefusal(db: WriteDb, auditId: number, clipId: number, error: ErrorBody): void {
  db.prepare(
    'INSERT INTO refusals (audit_id, clip_id, error) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET error = excluded.error',
  ).run(auditId, clipId, JSON.stringify(error))
}

/** Before a run: what was refused last time is tried again. */
export function clearRefusals(db: WriteDb, auditId: number): void {
  db.prepare('DELETE FROM refusals WHERE audit_id = ?').run(auditId)
}
