import type { Annotator, ClipPlace } from '#contracts/annotation'
import { CueScopeError } from '#engine/base/errors'
import type { ReadDb, WriteDb } from './handles'

/** An annotator with the uppermost steps of both stacks. */
export interface StoredAnnotator {
  readonly id: number
  readonly name: string
  readonly undoTop: number | null
  readonly redoTop: number | null
}

const columns = 'id, name, undo_top AS undoTop, redo_top AS redoTop'

/** @throws CueScopeError not-found */
export function getAnnotator(db: ReadDb, id: number): StoredAnnotator {
  const row = db.prepare<[number], StoredAnnotator>(`SELECT ${columns} FROM annotators WHERE id = ?`).get(id)
  if (row === undefined) throw new CueScopeError('not-found', `This project has no annotator ${id}.`, { id })
  return row
}

/** By name, any case; null: none. */
export function findAnnotator(db: ReadDb, name: string): StoredAnnotator | null {
  return (
    db.prepare<[string], StoredAnnotator>(`SELECT ${columns} FROM annotators WHERE key = ?`).get(keyOf(name)) ?? null
  )
}

/** Who has the same name in another project; undefined: nobody. */
export function sameAnnotator(db: ReadDb, id: number | undefined, otherDb: ReadDb): number | undefined {
  return id === undefined ? undefined : findAnnotator(otherDb, getAnnotator(db, id).name)?.id
}

/** The annotator of this name: a new one, or the one that is there. */
export function findOrAddAnnotator(db: WriteDb, name: string): number {
  const shown = name.normalize('NFC').trim()
  db.prepare('INSERT INTO annotators (name, key, created_at) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING').run(
    shown,
    keyOf(name),
    new Date().toISOString(),
  )
  return findAnnotator(db, name)!.id
}

/** @throws CueScopeError bad-option: somebody else has that name */
export function renameAnnotator(db: WriteDb, id: number, name: string): void {
  getAnnotator(db, id)
  const other = findAnnotator(db, name)
  if (other !== null && other.id !== id)
    throw new CueScopeError('bad-option', `There is an annotator ${other.name} already.`, { name })
  db.prepare('UPDATE annotators SET name = ?, key = ? WHERE id = ?').run(name.normalize('NFC').trim(), keyOf(name), id)
}

/** In order. */
export function annotatorNames(db: ReadDb): string[] {
  return db.prepare<[], string>('SELECT name FROM annotators ORDER BY key').pluck().all()
}

export type Workload = Pick<Annotator, 'annotated' | 'finished'>

/** How much each annotator did; of one alone where it is named. 300,000 annotations take 40 ms. */
export function workloads(db: ReadDb, annotatorId: number | null = null): Map<number, Workload> {
  const rows = db
    .prepare<[object], Workload & { id: number }>(
      `SELECT annotator_id AS id, sum(NOT is_empty) AS annotated, sum(is_finished) AS finished FROM annotations
       ${annotatorId === null ? '' : 'WHERE annotator_id = @annotatorId'} GROUP BY annotator_id`,
    )
    .all(annotatorId === null ? {} : { annotatorId })
  return new Map(rows.map(({ id, ...load }) => [id, load]))
}

/** Who took steps after this one, undone ones and merged ones among them. The log is only ever added to. */
export function steppedSince(db: ReadDb, step: number): { readonly annotatorIds: number[]; readonly lastStep: number } {
  const lastStep = db.prepare<[], number | null>('SELECT max(seq) FROM annotation_events').pluck().get() ?? 0
  const ids = db.prepare<[number], number>('SELECT DISTINCT annotator_id FROM annotation_events WHERE seq > ?').pluck()
  return { annotatorIds: lastStep > step ? ids.all(step) : [], lastStep }
}

/** In order of name. */
export function listAnnotators(db: ReadDb, loads: ReadonlyMap<number, Workload> = workloads(db)): Annotator[] {
  return db
    .prepare<[], StoredAnnotator & { createdAt: string }>(
      `SELECT ${columns}, created_at AS createdAt FROM annotators ORDER BY key`,
    )
    .all()
    .map(({ id, name, createdAt, undoTop, redoTop }) => ({
      ...{ id, name, createdAt },
      ...(loads.get(id) ?? { annotated: 0, finished: 0 }),
      undo: stepPlace(db, undoTop),
      redo: stepPlace(db, redoTop),
    }))
}

/** The clip that a step changed. */
export function stepPlace(db: ReadDb, seq: number | null): ClipPlace | null {
  if (seq === null) return null
  return db
    .prepare<[number], ClipPlace>(
      'SELECT c.id AS clipId, c.file FROM annotation_events e JOIN clips c ON c.id = e.clip_id WHERE e.seq = ?',
    )
    .get(seq)!
}

export function setStacks(db: WriteDb, id: number, undoTop: number | null, redoTop: number | null): void {
  db.prepare('UPDATE annotators SET undo_top = ?, redo_top = ? WHERE id = ?').run(undoTop, redoTop, id)
}

function keyOf(name: string): string {
  return name.normalize('NFC').trim().toLowerCase()
}
