import {
  newQueuesSchema,
  type NewQueues,
  type QueueCard,
  type QueuedClip,
  type QueuePage,
} from '#contracts/annotation-queue'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import { getAnnotator } from './annotators'
import type { ReadDb, WriteDb } from './handles'

interface Row {
  id: number
  annotatorId: number
  auditId: number
  name: string
  request: string
  createdAt: string
  clips: number
  unfinished: number
}

const cards = `
  SELECT q.id, q.annotator_id AS annotatorId, q.audit_id AS auditId, q.name, q.request, q.created_at AS createdAt,
    (SELECT count(*) FROM queued_clips c WHERE c.queue_id = q.id) AS clips,
    (SELECT count(*) FROM queued_clips c WHERE c.queue_id = q.id AND is_finished = 0) AS unfinished
  FROM annotation_queues q`

/**
 * A queue for each annotator; the same asked for again are those that are there, with their clips of then.
 * @param dealt clips in order, by annotator of the request
 * @throws CueScopeError bad-option: an annotator has another queue of this name
 */
export function addQueues(
  db: WriteDb,
  auditId: number,
  request: NewQueues,
  dealt: readonly (readonly number[])[],
): QueueCard[] {
  const json = canonicalJson(request)
  const insertQueue = db.prepare(
    'INSERT INTO annotation_queues (annotator_id, audit_id, name, request, created_at) VALUES (?, ?, ?, ?, ?)',
  )
  const insertClip = db.prepare(
    `INSERT INTO queued_clips SELECT @queueId, @place, @clipId,
     coalesce((SELECT is_finished FROM annotations WHERE annotator_id = @annotatorId AND clip_id = @clipId), 0)`,
  )
  return db
    .transaction(() =>
      request.annotatorIds.map((annotatorId, at) => {
        const annotator = getAnnotator(db, annotatorId)
        const known = db
          .prepare<[number, string], { id: number; auditId: number; request: string }>(
            'SELECT id, audit_id AS auditId, request FROM annotation_queues WHERE annotator_id = ? AND name = ?',
          )
          .get(annotatorId, request.name)
        if (known?.request === json && known.auditId === auditId) return getQueue(db, known.id)
        if (known !== undefined) throw nameTaken(annotator.name, request.name, annotatorId)
        const { lastInsertRowid } = insertQueue.run(annotatorId, auditId, request.name, json, new Date().toISOString())
        const queueId = Number(lastInsertRowid)
        dealt[at].forEach((clipId, place) => insertClip.run({ queueId, place, clipId, annotatorId }))
        return getQueue(db, queueId)
      }),
    )
    .immediate()
}

/** @throws CueScopeError not-found */
export function getQueue(db: ReadDb, id: number): QueueCard {
  const row = db.prepare<[number], Row>(`${cards} WHERE q.id = ?`).get(id)
  if (row === undefined) throw new CueScopeError('not-found', `This project has no queue ${id}.`, { id })
  return toCard(row)
}

/** In order of making. @param auditId null: of all audits */
export function listQueues(db: ReadDb, auditId: number | null): QueueCard[] {
  return db
    .prepare<[object], Row>(`${cards} WHERE @auditId IS NULL OR q.audit_id = @auditId ORDER BY q.id`)
    .all({ auditId })
    .map(toCard)
}

/** @throws CueScopeError bad-option: its annotator has another queue of this name */
export function renameQueue(db: WriteDb, id: number, name: string): QueueCard {
  const { annotatorId } = getQueue(db, id)
  const other = db
    .prepare<[number, string, number]>(
      'SELECT 1 FROM annotation_queues WHERE annotator_id = ? AND name = ? AND id <> ?',
    )
    .get(annotatorId, name, id)
  if (other !== undefined) throw nameTaken(getAnnotator(db, annotatorId).name, name, annotatorId)
  db.prepare('UPDATE annotation_queues SET name = ? WHERE id = ?').run(name, id)
  return getQueue(db, id)
}

function nameTaken(annotator: string, name: string, annotatorId: number): CueScopeError {
  const message = `${annotator} has another queue “${name}” already: choose another name.`
  return new CueScopeError('bad-option', message, { name, annotatorId })
}

/** The annotations stay. */
export function removeQueue(db: WriteDb, id: number): void {
  getQueue(db, id)
  db.prepare('DELETE FROM annotation_queues WHERE id = ?').run(id)
}

const clipColumns = 'q.place, q.clip_id AS clipId, c.file, q.is_finished AS isFinished'

type ClipRow = Omit<QueuedClip, 'isFinished'> & { isFinished: 0 | 1 }

export function queuePage(db: ReadDb, queueId: number, offset: number, limit: number): QueuePage {
  const { clips } = getQueue(db, queueId)
  const rows = db
    .prepare<[number, number, number], ClipRow>(
      `SELECT ${clipColumns} FROM queued_clips q JOIN clips c ON c.id = q.clip_id
       WHERE q.queue_id = ? AND q.place >= ? AND q.place < ? ORDER BY q.place`,
    )
    .all(queueId, offset, offset + limit)
  return { total: clips, offset, rows: rows.map(toQueuedClip) }
}

/** The first clip after this place that is not finished, or from the start of the queue; null: all are finished. */
export function nextInQueue(db: ReadDb, queueId: number, after: number): QueuedClip | null {
  getQueue(db, queueId)
  const from = db.prepare<[number, number], ClipRow>(
    `SELECT ${clipColumns} FROM queued_clips q JOIN clips c ON c.id = q.clip_id
     WHERE q.queue_id = ? AND q.is_finished = 0 AND q.place > ? ORDER BY q.place LIMIT 1`,
  )
  const found = from.get(queueId, after) ?? from.get(queueId, -1)
  return found === undefined ? null : toQueuedClip(found)
}

function toQueuedClip({ isFinished, ...clip }: ClipRow): QueuedClip {
  return { ...clip, isFinished: isFinished === 1 }
}

function toCard({ request, clips, unfinished, ...row }: Row): QueueCard {
  const { selection, seed, isBlind } = newQueuesSchema.parse(JSON.parse(request))
  return { ...row, selection, seed, isBlind, clips, finished: clips - unfinished }
}
