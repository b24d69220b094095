/**
 * Annotations as they stand now. Each follows from the log (annotation-steps.ts writes both in one transaction).
 */
import { annotationSchema, type Annotation, type Effort } from '#contracts/annotation'
import { emptyAnnotation, isEmpty } from '#engine/annotations/apply-changes'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import type { ReadDb, WriteDb } from './handles'

export interface StoredAnnotation {
  readonly clipId: number
  readonly annotatorId: number
  /** The step that made it; null: nothing was said yet. */
  readonly eventSeq: number | null
  readonly annotation: Annotation
  readonly effort: Effort
}

interface Row {
  annotator_id: number
  clip_id: number
  event_seq: number | null
  emotion: string | null
  arousal: number | null
  valence: number | null
  confidence: number | null
  note: string
  tags: string
  verdicts: string
  regions: string
  is_blind: 0 | 1 | null
  is_finished: 0 | 1
  begun_at: string | null
  finished_at: string | null
  changed_at: string | null
  worked_sec: number
  listens: number
}

/** Nothing said where there is nothing. */
export function getAnnotation(db: ReadDb, annotatorId: number, clipId: number): StoredAnnotation {
  const row = db
    .prepare<[number, number], Row>('SELECT * FROM annotations WHERE annotator_id = ? AND clip_id = ?')
    .get(annotatorId, clipId)
  const effort = { begunAt: null, finishedAt: null, changedAt: null, workedSec: 0, listens: 0 }
  return row === undefined
    ? { annotatorId, clipId, eventSeq: null, annotation: emptyAnnotation, effort }
    : toAnnotation(row)
}

/** What anybody said of a clip, by annotator. */
export function annotationsOfClip(db: ReadDb, clipId: number): StoredAnnotation[] {
  return db
    .prepare<[number], Row>('SELECT * FROM annotations WHERE clip_id = ? AND NOT is_empty ORDER BY annotator_id')
    .all(clipId)
    .map(toAnnotation)
}

/** By clip and annotator, one after the other. @param annotatorIds null: everybody */
export function* eachAnnotation(db: ReadDb, annotatorIds: readonly number[] | null): Generator<StoredAnnotation> {
  const rows = db
    .prepare<[object], Row>(
      `SELECT * FROM annotations WHERE (@ids IS NULL OR annotator_id IN (SELECT value FROM json_each(@ids)))
       ORDER BY clip_id, annotator_id`,
    )
    .all({ ids: annotatorIds === null ? null : JSON.stringify(annotatorIds) })
  for (const row of rows) yield toAnnotation(row)
}

/** In place of what was there; queues learn whether the clip is finished. */
export function putAnnotation(db: WriteDb, stored: StoredAnnotation): void {
  const { annotation, effort, annotatorId, clipId, eventSeq } = stored
  const { tags, verdicts, regions, isBlind, isFinished } = annotation
  db.prepare(
    `INSERT OR REPLACE INTO annotations VALUES (@annotatorId, @clipId, @eventSeq, @emotion, @arousal, @valence, @confidence,
     @note, @tags, @verdicts, @regions, @isBlind, @isFinished, @isEmpty, @begunAt, @finishedAt, @changedAt, @workedSec, @listens)`,
  ).run({
    ...annotation,
    ...effort,
    ...{ annotatorId, clipId, eventSeq },
    tags: JSON.stringify(tags),
    verdicts: canonicalJson(verdicts),
    regions: JSON.stringify(regions),
    isBlind: isBlind === null ? null : Number(isBlind),
    isFinished: Number(isFinished),
    isEmpty: Number(isEmpty(annotation)),
  })
  db.prepare(
    `UPDATE queued_clips SET is_finished = @isFinished WHERE clip_id = @clipId
     AND queue_id IN (SELECT id FROM annotation_queues WHERE annotator_id = @annotatorId)`,
  ).run({ isFinished: Number(isFinished), clipId, annotatorId })
}

/** @throws CueScopeError not-found */
export function annotatedFile(db: ReadDb, clipId: number): string {
  const row = db.prepare<[number], { file: string }>('SELECT file FROM clips WHERE id = ?').get(clipId)
  if (row === undefined) throw new CueScopeError('not-found', `This project has no clip ${clipId}.`, { clipId })
  return row.file
}

function toAnnotation(row: Row): StoredAnnotation {
  const { emotion, arousal, valence, confidence, note } = row
  return {
    clipId: row.clip_id,
    annotatorId: row.annotator_id,
    eventSeq: row.event_seq,
    annotation: annotationSchema.parse({
      ...{ emotion, arousal, valence, confidence, note },
      tags: JSON.parse(row.tags),
      verdicts: JSON.parse(row.verdicts),
      regions: JSON.parse(row.regions),
      isBlind: row.is_blind === null ? null : row.is_blind === 1,
      isFinished: row.is_finished === 1,
    }),
    effort: {
      begunAt: row.begun_at,
      finishedAt: row.finished_at,
      changedAt: row.changed_at,
      workedSec: row.worked_sec,
      listens: row.listens,
    },
  }
}
