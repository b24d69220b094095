import type { z } from 'zod'
import {
  clipMapCardSchema,
  mapFactsSchema,
  newClipMapSchema,
  type ClipMapQuestion,
  type MapFacts,
} from '#contracts/clip-map'
import { errorBodySchema, type ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import { clipIdsOf, fromBlob, toBlob } from './blob'
import type { ReadDb, WriteDb } from './handles'

const stateSchema = clipMapCardSchema.shape.state
export type ClipMapState = z.infer<typeof stateSchema>

export interface StoredClipMap {
  readonly id: number
  readonly auditId: number
  readonly question: ClipMapQuestion
  readonly state: ClipMapState
  readonly error: ErrorBody | null
  readonly createdAt: string
  /** Of the activations that it was drawn from; null: never finished. */
  readonly stamp: string | null
  readonly facts: MapFacts | null
  readonly clips: number
}

interface Row {
  id: number
  audit_id: number
  question: string
  state: string
  error: string | null
  created_at: string
  stamp: string | null
  facts: string | null
  clips: number
}

const columns =
  'id, audit_id, question, state, error, created_at, stamp, facts, coalesce(length(clip_ids) / 4, 0) AS clips'

/** The map that answers this: the one that is there, or a new one without places. */
export function findOrCreateClipMap(db: WriteDb, auditId: number, question: ClipMapQuestion): StoredClipMap {
  const key = { auditId, question: canonicalJson(question) }
  db.prepare(
    `INSERT INTO clip_maps (audit_id, question, state, created_at)
     VALUES (@auditId, @question, 'cancelled', @createdAt) ON CONFLICT DO NOTHING`,
  ).run({ ...key, createdAt: new Date().toISOString() })
  const row = db
    .prepare<[typeof key], Row>(`SELECT ${columns} FROM clip_maps WHERE audit_id = @auditId AND question = @question`)
    .get(key)
  return toClipMap(row!)
}

/** Of one audit, or of all. */
export function listClipMaps(db: ReadDb, auditId: number | null = null): StoredClipMap[] {
  return db
    .prepare<[{ auditId: number | null }], Row>(
      `SELECT ${columns} FROM clip_maps WHERE audit_id = coalesce(@auditId, audit_id) ORDER BY id`,
    )
    .all({ auditId })
    .map(toClipMap)
}

export function getClipMap(db: ReadDb, auditId: number, id: number): StoredClipMap {
  const found = listClipMaps(db, auditId).find(map => map.id === id)
  if (found === undefined) throw new CueScopeError('not-found', `Audit ${auditId} has no map ${id}.`)
  return found
}

export function setClipMapState(db: WriteDb, id: number, state: ClipMapState, error: ErrorBody | null = null): void {
  db.prepare('UPDATE clip_maps SET state = ?, error = ? WHERE id = ?').run(state, error && JSON.stringify(error), id)
}

export interface DrawnMap {
  readonly stamp: string
  readonly facts: MapFacts
  /** Int32 [clips] */
  readonly clipIds: Int32Array
  /** Float32 [clips x 2] */
  readonly places: Float32Array
}

export function saveClipMap(db: WriteDb, id: number, { stamp, facts, clipIds, places }: DrawnMap): void {
  db.prepare(
    `UPDATE clip_maps SET state = 'done', error = NULL, stamp = @stamp, facts = @facts, clip_ids = @clipIds, places = @places,
     created_at = @createdAt WHERE id = @id`,
  ).run({
    ...{ id, stamp, createdAt: new Date().toISOString(), facts: JSON.stringify(facts) },
    ...{ clipIds: toBlob(clipIds), places: toBlob(places) },
  })
}

/** Where the clips of a map lie; none where it was never finished. */
export function clipMapPlaces(db: ReadDb, id: number): Pick<DrawnMap, 'clipIds' | 'places'> {
  const row = db
    .prepare<[number], { clip_ids: Buffer | null; places: Buffer | null }>(
      'SELECT clip_ids, places FROM clip_maps WHERE id = ?',
    )
    .get(id)
  if (!row?.clip_ids || !row.places) return { clipIds: new Int32Array(0), places: new Float32Array(0) }
  return { clipIds: clipIdsOf(row.clip_ids), places: fromBlob(row.places) }
}

function toClipMap(row: Row): StoredClipMap {
  return {
    id: row.id,
    auditId: row.audit_id,
    question: newClipMapSchema.parse(JSON.parse(row.question)),
    state: stateSchema.parse(row.state),
    error: row.error === null ? null : errorBodySchema.parse(JSON.parse(row.error)),
    createdAt: row.created_at,
    stamp: row.stamp,
    facts: row.facts === null ? null : mapFactsSchema.parse(JSON.parse(row.facts)),
    clips: row.clips,
  }
}
