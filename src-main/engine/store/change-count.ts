import type { ReadDb } from './handles'

/** Rows written since the project was opened: while it stays the same, so does all that was read. */
export function changeCount(db: ReadDb): number {
  return db.prepare<[], { changes: number }>('SELECT total_changes() AS changes').get()!.changes
}
