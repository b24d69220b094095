import type { ReadDb } from './handles'

/** As SQL: clips that the annotator `@reader` has yet to hear in blind queues; null: none. */
export const waitingBlind = `SELECT w.clip_id FROM annotation_queues q JOIN queued_clips w ON w.queue_id = q.id
  WHERE q.annotator_id = @reader AND w.is_finished = 0 AND json_extract(q.request, '$.isBlind')`

/** Clips that an annotator has yet to hear in blind queues. */
export function clipsHeardBlindYet(db: ReadDb, reader: number): Set<number> {
  return new Set(db.prepare<[object], number>(waitingBlind).pluck().all({ reader }))
}
