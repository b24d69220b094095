import { z } from 'zod'
import type { ClipFacts } from '#contracts/dataset'
import type { ClipRow } from '#contracts/clip'
import { errorBodySchema, type ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import type { StoredAudit } from './audits'
import { auditScope, scopeParameters, someOfAuditScope } from './audit-scope'
import { fromBlob } from './blob'
import type { ReadDb, WriteDb } from './handles'

/** A clip of an audit with everything the tables hold of it. */
export interface StoredClip {
  readonly row: ClipRow
  readonly facts: ClipFacts
  readonly sha256: string | null
  readonly resultId: number | null
  readonly logits: Float32Array | null
  /** How the result was computed, where that is worth saying. */
  readonly resultNotes: readonly ErrorBody[]
  readonly audio: {
    readonly sampleRateHz: number
    readonly channels: number
    readonly samples: number
    readonly notes: ErrorBody[]
  } | null
}

interface ScopeRow {
  id: number
  file: string
  corpus: string
  speaker: string | null
  sex: string | null
  emotion: string | null
  emotion_code: string | null
  intensity: string | null
  sentence: string | null
  repetition: string | null
  sha256: string | null
  expected: string | null
  result_id: number | null
  predicted: string | null
  confidence: number | null
  logits: Buffer | null
  error: string | null
  sample_rate_hz: number | null
  channels: number | null
  samples: number | null
  notes: string | null
  result_notes: string | null
  duration: number | null
  is_annotated: 0 | 1
}

/** Rows of an audit's table, in the order of the ids. */
export function clipRows(db: ReadDb, audit: StoredAudit, clipIds: readonly number[]): ClipRow[] {
  const found = new Map(someClips(db, audit, clipIds).map(row => [row.id, toStoredClip(row).row]))
  return clipIds.flatMap(id => found.get(id) ?? [])
}

const present = 'clips WHERE dataset_id = @datasetId AND is_present'

/** SHA-256 of the files' bytes, by clip; none of those that were not read yet. */
export function fileShas(db: ReadDb, clipIds: Int32Array): Map<number, string> {
  const rows = db
    .prepare<[string], [number, string]>(
      'SELECT id, sha256 FROM clips WHERE sha256 IS NOT NULL AND id IN (SELECT value FROM json_each(?))',
    )
    .raw()
    .all(JSON.stringify([...clipIds]))
  return new Map(rows)
}

/** How many clips an audit is of. */
export function countClips(db: ReadDb, { datasetId, limit }: StoredAudit): number {
  const count = db.prepare<[object], number>(`SELECT count(*) FROM ${present}`).pluck().get({ datasetId })!
  return Math.min(count, limit ?? count)
}

/** Ids of an audit's clips from this place on, by file: without a look at the others. */
export function clipIdsByFile(db: ReadDb, audit: StoredAudit, offset: number, limit: number): number[] {
  const wanted = Math.min(limit, (audit.limit ?? Infinity) - offset)
  if (wanted <= 0) return []
  return db
    .prepare<[object], number>(`SELECT id FROM ${present} ORDER BY file LIMIT @wanted OFFSET @offset`)
    .pluck()
    .all({ datasetId: audit.datasetId, offset, wanted })
}

const selectClips = `SELECT *,
  EXISTS (SELECT 1 FROM annotations n WHERE n.clip_id = scope.id AND n.is_finished) AS is_annotated FROM scope`

function someClips(db: ReadDb, audit: StoredAudit, clipIds: readonly number[]): ScopeRow[] {
  return db
    .prepare<[object], ScopeRow>(`${someOfAuditScope} ${selectClips}`)
    .all({ ...scopeParameters(audit), clipIds: JSON.stringify(clipIds) })
}

export function getClip(db: ReadDb, audit: StoredAudit, clipId: number): StoredClip {
  const [row] = someClips(db, audit, [clipId])
  if (row === undefined) throw new CueScopeError('not-found', `This audit has no clip ${clipId}.`)
  return toStoredClip(row)
}

/** Every clip of an audit in order of file, without holding them all at once. */
export function* eachClip(db: ReadDb, audit: StoredAudit): Generator<StoredClip> {
  const rows = db.prepare<[object], ScopeRow>(`${auditScope} ${selectClips} ORDER BY file`)
  for (const row of rows.iterate(scopeParameters(audit))) yield toStoredClip(row)
}

/** A clip that still needs work, and what is known of its file. */
export interface PendingClip {
  readonly id: number
  readonly file: string
  readonly emotion: string | null
  readonly sha256: string | null
  readonly size: number | null
  readonly mtimeMs: number | null
}

/** Clips of the audit by file, with what was known of the file when it was last read. */
export function auditMembers(db: ReadDb, audit: StoredAudit): PendingClip[] {
  return db
    .prepare<[object], PendingClip>(
      'SELECT id, file, emotion, sha256, size, mtime_ms AS mtimeMs FROM clips WHERE dataset_id = @datasetId AND is_present ORDER BY file LIMIT @limit',
    )
    .all({ datasetId: audit.datasetId, limit: audit.limit ?? -1 })
}

/** Every clip that is part of a data set, by its file. */
export function clipFiles(db: ReadDb): { readonly clipId: number; readonly file: string }[] {
  return db
    .prepare<[], { clipId: number; file: string }>('SELECT id AS clipId, file FROM clips WHERE is_present ORDER BY id')
    .all()
}

export function saveFingerprint(db: WriteDb, clipId: number, sha256: string, size: number, mtimeMs: number): void {
  db.prepare('UPDATE clips SET sha256 = ?, size = ?, mtime_ms = ? WHERE id = ?').run(sha256, size, mtimeMs, clipId)
}

function toStoredClip(r: ScopeRow): StoredClip {
  const error = r.error === null ? null : errorBodySchema.parse(JSON.parse(r.error))
  const isCorrect = r.predicted === null || r.expected === null ? null : r.predicted === r.expected
  const {
    file,
    corpus: dataset,
    speaker,
    emotion,
    intensity,
    sentence,
    repetition,
    expected,
    predicted,
    confidence,
  } = r
  return {
    row: {
      ...{ clipId: r.id, file, dataset, speaker, sex: r.sex, emotion, expected, predicted, confidence, isCorrect },
      durationSec: r.duration,
      isAnnotated: r.is_annotated === 1,
      state: error !== null ? 'refused' : r.result_id === null ? 'waiting' : 'done',
      error,
    },
    facts: {
      ...{ file, dataset, speaker, emotion, intensity, sentence, repetition },
      sex: r.sex as ClipFacts['sex'],
      emotionCode: r.emotion_code,
    },
    sha256: r.sha256,
    resultId: r.result_id,
    logits: r.logits === null ? null : fromBlob(r.logits),
    resultNotes: parseNotes(r.result_notes),
    audio:
      r.sample_rate_hz === null
        ? null
        : {
            ...{ sampleRateHz: r.sample_rate_hz, channels: r.channels!, samples: r.samples! },
            notes: parseNotes(r.notes),
          },
  }
}

function parseNotes(json: string | null): ErrorBody[] {
  return z.array(errorBodySchema).parse(JSON.parse(json ?? '[]'))
}
