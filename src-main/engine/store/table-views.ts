import { mostPins, tableViewSchema, type TableView } from '#contracts/table-view'
import { CueScopeError } from '#engine/base/errors'
import type { ReadDb, WriteDb } from './handles'

interface Row {
  readonly id: number
  readonly name: string
  readonly columns: string
  readonly filter: string
  readonly isSlice: 0 | 1
  readonly createdAt: string
}

type Kept = Pick<TableView, 'name' | 'columns' | 'filter' | 'isSlice'>

/** By name. */
export function listTableViews(db: ReadDb): TableView[] {
  return db
    .prepare<[], Row>(
      'SELECT id, name, columns, filter, is_slice AS isSlice, created_at AS createdAt FROM table_views ORDER BY key',
    )
    .all()
    .map(row => toView(db, row))
}

/** @throws CueScopeError not-found */
export function getTableView(db: ReadDb, id: number): TableView {
  const view = listTableViews(db).find(known => known.id === id)
  if (view === undefined) throw new CueScopeError('not-found', `This project keeps no view ${id}.`, { id })
  return view
}

/** One of the same name, in any case, gives way; what was pinned to it stays. */
export function saveTableView(db: WriteDb, { name, columns, filter, isSlice }: Kept): TableView {
  const { id } = db
    .prepare<[object], { id: number }>(
      `INSERT INTO table_views (name, key, columns, filter, is_slice, created_at)
       VALUES (@name, @key, @columns, @filter, @isSlice, @createdAt)
       ON CONFLICT (key) DO UPDATE SET name = excluded.name, columns = excluded.columns, filter = excluded.filter,
         is_slice = excluded.is_slice RETURNING id`,
    )
    .get({
      name,
      key: name.normalize('NFC').toLowerCase(),
      columns: JSON.stringify(columns),
      filter: JSON.stringify(filter),
      isSlice: Number(isSlice),
      createdAt: new Date().toISOString(),
    })!
  return getTableView(db, id)
}

export function deleteTableView(db: WriteDb, id: number): void {
  getTableView(db, id)
  db.prepare('DELETE FROM table_views WHERE id = ?').run(id)
}

/** After those that are pinned already. @throws CueScopeError bad-option: as many are pinned as can be */
export function pinClip(db: WriteDb, id: number, clipId: number): TableView {
  const { pins } = getTableView(db, id)
  if (pins.some(pin => pin.clipId === clipId)) return getTableView(db, id)
  if (pins.length >= mostPins)
    throw new CueScopeError('bad-option', `${mostPins} clips are pinned to this view already: take one off first.`, {
      pins: pins.length,
    })
  const isThere = db.prepare<[number], number>('SELECT count(*) FROM clips WHERE id = ?').pluck().get(clipId) === 1
  if (!isThere) throw new CueScopeError('not-found', `This project has no clip ${clipId}.`, { clipId })
  db.prepare(
    `INSERT INTO pinned_clips SELECT @id, coalesce(max(place), 0) + 1, @clipId FROM pinned_clips WHERE view_id = @id`,
  ).run({ id, clipId })
  return getTableView(db, id)
}

export function unpinClip(db: WriteDb, id: number, clipId: number): TableView {
  db.prepare('DELETE FROM pinned_clips WHERE view_id = ? AND clip_id = ?').run(id, clipId)
  return getTableView(db, id)
}

function toView(db: ReadDb, { columns, filter, isSlice, ...row }: Row): TableView {
  const pins = db
    .prepare<[number], { clipId: number; file: string }>(
      'SELECT clip_id AS clipId, file FROM pinned_clips JOIN clips ON id = clip_id WHERE view_id = ? ORDER BY place',
    )
    .all(row.id)
  return tableViewSchema.parse({
    ...row,
    columns: JSON.parse(columns) as unknown,
    filter: JSON.parse(filter) as unknown,
    isSlice: isSlice === 1,
    pins,
  })
}
