import Database from 'better-sqlite3'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { newTableViewSchema } from '#contracts/table-view'
import { migrate } from '#engine/store/migrate'
import { openProjectFile } from '#engine/store/open'
import { deleteTableView, listTableViews, pinClip, saveTableView, unpinClip } from '#engine/store/table-views'
import { codeOf } from '../../helpers/error-code'
import { facts, storeOf } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const folder = tempDir()
const names = Array.from({ length: 8 }, (_, i) => `${i}.wav`)
const { db, ids, project } = storeOf(
  folder,
  names.map(name => facts(name)),
)
afterAll(() => project.close())
const view = (name: string, isSlice = false): ReturnType<typeof newTableViewSchema.parse> =>
  newTableViewSchema.parse({
    name,
    columns: ['file', 'z.f0.mean'],
    filter: { outcome: 'wrong', sort: 'file' },
    isSlice,
  })

describe('engine/store, views of the table', () => {
  it('engine/store - a view comes back as it was kept; one of the same name, in any case, takes its place', () => {
    const first = saveTableView(db, view('Sad ones'))
    expect(first).toMatchObject({ name: 'Sad ones', columns: ['file', 'z.f0.mean'], isSlice: false, pins: [] })
    const again = saveTableView(db, { ...view('SAD ones', true), filter: { expected: 'sad' } })
    expect(again).toMatchObject({ id: first.id, name: 'SAD ones', filter: { expected: 'sad' }, isSlice: true })
    saveTableView(db, view('angry ones'))
    expect(listTableViews(db).map(({ name }) => name)).toEqual(['angry ones', 'SAD ones'])
  })

  it('engine/store - six clips are pinned in their order, a seventh is refused, and one taken off makes room', async () => {
    const [{ id }] = listTableViews(db)
    const clips = names.map(name => ids.get(name)!)
    for (const clip of [5, 1, 2, 3, 4, 0]) pinClip(db, id, clips[clip])
    pinClip(db, id, clips[5])
    expect(await codeOf(() => pinClip(db, id, clips[6]))).toBe('bad-option')
    expect(await codeOf(() => pinClip(db, listTableViews(db)[1].id, 9999))).toBe('not-found')
    unpinClip(db, id, clips[2])
    const { pins } = pinClip(db, id, clips[7])
    expect(pins.map(({ file }) => file)).toEqual(['5.wav', '1.wav', '3.wav', '4.wav', '0.wav', '7.wav'])
  })

  it('engine/store - a view that goes takes its pins along; what is not there is not found', async () => {
    const [{ id }] = listTableViews(db)
    deleteTableView(db, id)
    expect(db.prepare('SELECT count(*) FROM pinned_clips').pluck().get()).toBe(0)
    expect(await codeOf(() => deleteTableView(db, id))).toBe('not-found')
    expect(newTableViewSchema.safeParse({ name: ' ', columns: [], filter: {} }).success).toBe(false)
    expect(newTableViewSchema.safeParse({ name: 'x', columns: [], filter: { limit: '3' } }).success).toBe(false)
  })
})

describe('engine/store, migration 0080', () => {
  it('engine/store - a project of the version before gets views and keeps its clips', () => {
    const path = join(tempDir(), 'Old.cuescope')
    const old = new Database(path)
    migrate(old, 60)
    old.exec(`
      INSERT INTO datasets VALUES (1, 'set', '/clips', '[]', '[]', '2026-01-01');
      INSERT INTO clips (id, dataset_id, file, corpus) VALUES (1, 1, 'a.wav', 'tess');`)
    old.close()
    const { db: now, close } = openProjectFile(path, 'open')
    expect(pinClip(now, saveTableView(now, view('New')).id, 1).pins).toEqual([{ clipId: 1, file: 'a.wav' }])
    close()
  })
})
