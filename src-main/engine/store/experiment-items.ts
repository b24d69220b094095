import { errorBodySchema, type ErrorBody } from '#contracts/error'
import type { ExperimentRefusal } from '#contracts/experiment'
import type { StoredAudit } from './audits'
import { auditScope, scopeParameters } from './audit-scope'
import type { ReadDb, WriteDb } from './handles'

/** A piece of an experiment's work. */
export interface PlannedItem {
  readonly clipId: number
  /** '' where a clip is one piece of work. */
  readonly variant: string
  readonly audioSha: string
}

/** A clip of the audit that has a result. */
export interface PredictedClip {
  readonly clipId: number
  readonly audioSha: string
  readonly file: string
  readonly predicted: string
  readonly expected: string | null
}

export interface PendingItem extends PlannedItem, PredictedClip {}

export interface DoneItem extends PendingItem {
  readonly outcome: Uint8Array
}

/** Items whose clip still has a result, for the audio they were planned for: no others count. */
const itemScope = `${auditScope}, items AS (
  SELECT i.*, s.file, s.predicted, s.expected FROM experiment_items i
  JOIN scope s ON s.id = i.clip_id AND s.sha256 = i.audio_sha AND s.predicted IS NOT NULL
  WHERE i.experiment_id = @experimentId)`
const itemColumns = 'clip_id AS clipId, variant, audio_sha AS audioSha, file, predicted, expected'

/** Clips of the audit that have a result, by file. */
export function predictedClips(db: ReadDb, audit: StoredAudit): PredictedClip[] {
  return db
    .prepare<[object], PredictedClip>(
      `${auditScope} SELECT id AS clipId, sha256 AS audioSha, file, predicted, expected FROM scope
       WHERE predicted IS NOT NULL ORDER BY file`,
    )
    .all(scopeParameters(audit))
}

/** Makes these the experiment's items: what is planned already keeps its outcome, what no longer is goes. */
export function planItems(db: WriteDb, experimentId: number, items: readonly PlannedItem[]): void {
  const add = db.prepare(
    `INSERT INTO experiment_items (experiment_id, clip_id, variant, audio_sha) VALUES (?, @clipId, @variant, @audioSha)
     ON CONFLICT DO UPDATE SET audio_sha = excluded.audio_sha, outcome = NULL, error = NULL, note = NULL
     WHERE audio_sha <> excluded.audio_sha`,
  )
  const drop = db.prepare('DELETE FROM experiment_items WHERE experiment_id = ? AND clip_id = ? AND variant = ?')
  const planned = new Set(items.map(keyOf))
  db.transaction(() => {
    const there = db
      .prepare<[number], PlannedItem>(
        'SELECT clip_id AS clipId, variant, audio_sha AS audioSha FROM experiment_items WHERE experiment_id = ?',
      )
      .all(experimentId)
    for (const item of there) if (!planned.has(keyOf(item))) drop.run(experimentId, item.clipId, item.variant)
    for (const { clipId, variant, audioSha } of items) add.run(experimentId, { clipId, variant, audioSha })
  })()
}

function keyOf({ clipId, variant }: PlannedItem): string {
  return `${clipId} ${variant}`
}

/** What waits, by file. */
export function pendingItems(db: ReadDb, audit: StoredAudit, experimentId: number): PendingItem[] {
  return db
    .prepare<[object], PendingItem>(
      `${itemScope} SELECT ${itemColumns} FROM items WHERE outcome IS NULL AND error IS NULL ORDER BY file, variant`,
    )
    .all({ ...scopeParameters(audit), experimentId })
}

/** What is done, by file, without holding it all at once. */
export function* doneItems(db: ReadDb, audit: StoredAudit, experimentId: number): Generator<DoneItem> {
  const rows = db.prepare<[object], DoneItem>(
    `${itemScope} SELECT ${itemColumns}, outcome FROM items WHERE outcome IS NOT NULL ORDER BY file, variant`,
  )
  yield* rows.iterate({ ...scopeParameters(audit), experimentId })
}

/** Stores an outcome, once: storing it again changes nothing. Committed when this returns. */
export function saveOutcome(
  db: WriteDb,
  experimentId: number,
  { clipId, variant, audioSha }: PlannedItem,
  outcome: Uint8Array,
  note: ErrorBody | null,
): void {
  db.prepare(
    `UPDATE experiment_items SET outcome = @outcome, note = @note, error = NULL
     WHERE experiment_id = @experimentId AND clip_id = @clipId AND variant = @variant AND audio_sha = @audioSha AND outcome IS NULL`,
  ).run({ experimentId, clipId, variant, audioSha, outcome, note: note && JSON.stringify(note) })
}

export function saveItemRefusal(
  db: WriteDb,
  experimentId: number,
  { clipId, variant }: PlannedItem,
  error: ErrorBody,
): void {
  db.prepare(
    'UPDATE experiment_items SET error = ? WHERE experiment_id = ? AND clip_id = ? AND variant = ? AND outcome IS NULL',
  ).run(JSON.stringify(error), experimentId, clipId, variant)
}

/** Before a run: what was refused last time is tried again. */
export function clearItemRefusals(db: WriteDb, experimentId: number): void {
  db.prepare('UPDATE experiment_items SET error = NULL WHERE experiment_id = ?').run(experimentId)
}

export function countItems(db: ReadDb, experimentId: number): { total: number; done: number; refused: number } {
  return db
    .prepare<[number], { total: number; done: number; refused: number }>(
      'SELECT count(*) AS total, count(outcome) AS done, count(error) AS refused FROM experiment_items WHERE experiment_id = ?',
    )
    .get(experimentId)!
}

export function itemRefusals(db: ReadDb, experimentId: number): (ExperimentRefusal & { readonly clipId: number })[] {
  return db
    .prepare<[number], { clipId: number; file: string; variant: string; error: string }>(
      `SELECT i.clip_id AS clipId, c.file, i.variant, i.error FROM experiment_items i JOIN clips c ON c.id = i.clip_id
       WHERE i.experiment_id = ? AND i.error IS NOT NULL ORDER BY c.file, i.variant`,
    )
    .all(experimentId)
    .map(({ error, ...item }) => ({ ...item, error: errorBodySchema.parse(JSON.parse(error)) }))
}

/** What was worth saying about how items were computed, each thing once. */
export function itemNotes(db: ReadDb, experimentId: number): ErrorBody[] {
  return db
    .prepare<[number], { note: string }>(
      'SELECT DISTINCT note FROM experiment_items WHERE experiment_id = ? AND note IS NOT NULL ORDER BY note',
    )
    .all(experimentId)
    .map(({ note }) => errorBodySchema.parse(JSON.parse(note)))
}

/** What a hash over which items are done, and for which audio, is made of. */
export function doneItemKeys(db: ReadDb, experimentId: number): Iterable<string> {
  return db
    .prepare<[number], string>(
      `SELECT clip_id || ' ' || audio_sha FROM experiment_items WHERE experiment_id = ? AND outcome IS NOT NULL ORDER BY clip_id`,
    )
    .pluck()
    .iterate(experimentId)
}
