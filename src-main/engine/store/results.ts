import { cueRegionSchema, type CueKey, type CueRegion, type CueStatistics, type CueVector } from '#contracts/cue'
import { cueKeys } from '#contracts/cue'
import { explanationSchema, type Explanation } from '#contracts/clip'
import type { ErrorBody } from '#contracts/error'
import type { Segment } from '#contracts/segment'
import type { ClipResult, MethodResult } from '#engine/pipeline'
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

/** Stores a clip's result, once: storing it again changes nothing. Committed when this returns. */
export function saveResult(db: WriteDb, key: ResultKey, result: ClipResult, labels: readonly string[]): void {
  const { audio, prediction, methods } = result
  db.transaction(() => {
    db.prepare(
      'INSERT INTO audio (sha256, sample_rate_hz, channels, samples, notes) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ).run(key.audioSha, audio.sampleRateHz, audio.channels, audio.samples, JSON.stringify(audio.notes))
    const { changes, lastInsertRowid } = db
      .prepare(
        `INSERT INTO results (audio_sha, model_sha, settings_hash, predicted, confidence, logits)
         VALUES (@audioSha, @modelSha, @settingsHash, @predicted, @confidence, @logits) ON CONFLICT DO NOTHING`,
      )
      .run({
        ...key,
        predicted: labels[prediction.predicted],
        confidence: prediction.probabilities[prediction.predicted],
        logits: toBlob(prediction.logits),
      })
    if (changes === 1) for (const method of methods) saveMethod(db, lastInsertRowid, method, labels)
  })()
}

function saveMethod(db: WriteDb, resultId: number | bigint, method: MethodResult, labels: readonly string[]): void {
  const { lastInsertRowid: id } = db
    .prepare('INSERT INTO explanations (result_id, method, target, profile, facts) VALUES (?, ?, ?, ?, ?)')
    .run(
      resultId,
      method.method,
      labels[method.target],
      toBlob(Float32Array.from(method.profile)),
      JSON.stringify(method.facts),
    )
  const segment = db.prepare(
    'INSERT INTO segments (explanation_id, rank, start_sec, end_sec, score, share) VALUES (?, @rank, @startSec, @endSec, @score, @share)',
  )
  for (const found of method.segments) segment.run(id, found)
  const cue = db.prepare(`
    INSERT INTO cues (explanation_id, region, cue, mean, sd, p20, p50, p80, range, frames)
    VALUES (?, ?, ?, @mean, @sd, @p20, @p50, @p80, @range, @frames)`)
  for (const [region, vector] of Object.entries(method.cues))
    for (const [key, statistics] of Object.entries(vector))
      if (statistics !== null) cue.run(id, region, key, statistics)
  if (method.channels === undefined) return
  const { layer, relevances, top } = method.channels
  const chosen = top.map(({ channel, relevance, share }) => ({ channel, relevance, share }))
  db.prepare('INSERT INTO concepts (explanation_id, layer, relevances, top) VALUES (?, ?, ?, ?)').run(
    id,
    layer,
    toBlob(relevances),
    JSON.stringify(chosen),
  )
}

interface ExplanationRow {
  id: number
  method: string
  target: string
  facts: string
  layer: string | null
  relevances: Buffer | null
  top: string | null
}

export function getExplanations(db: ReadDb, resultId: number): Explanation[] {
  const found = db
    .prepare<[number], ExplanationRow>(
      `SELECT e.id, method, target, facts, layer, relevances, top FROM explanations e
       LEFT JOIN concepts ON explanation_id = e.id WHERE result_id = ? ORDER BY e.id`,
    )
    .all(resultId)
  const segments = db.prepare<[number], Segment>(
    'SELECT rank, start_sec AS startSec, end_sec AS endSec, score, share FROM segments WHERE explanation_id = ? ORDER BY rank',
  )
  const cues = db.prepare<[number], { region: string; cue: CueKey } & CueStatistics>(
    'SELECT * FROM cues WHERE explanation_id = ?',
  )
  return found.map(({ id, method, target, facts, layer, relevances, top }) =>
    explanationSchema.parse({
      method,
      target,
      segments: segments.all(id),
      cues: toRegions(cues.all(id)),
      facts: JSON.parse(facts),
      concepts: layer === null ? null : { layer, channels: relevances!.length / 4, top: JSON.parse(top!) },
    }),
  )
}

function toRegions(rows: readonly ({ region: string; cue: CueKey } & CueStatistics)[]): Record<CueRegion, CueVector> {
  const empty = (): CueVector => Object.fromEntries(cueKeys.map(key => [key, null]))
  const regions: Record<CueRegion, CueVector> = { salient: empty(), full: empty() }
  for (const { region, cue, mean, sd, p20, p50, p80, range, frames } of rows)
    regions[cueRegionSchema.parse(region)][cue] = { mean, sd, p20, p50, p80, range, frames }
  return regions
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

function toBlob(values: Float32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength)
}
