import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newClipMapSchema } from '#contracts/clip-map'
import { canonicalJson } from '#engine/base/hash'
import { deleteAudit, listAudits } from '#engine/store/audits'
import { clipMapPlaces, findOrCreateClipMap, listClipMaps, saveClipMap, setClipMapState } from '#engine/store/clip-maps'
import { saveSelection, selectedClips } from '#engine/store/clip-selections'
import { migrate } from '#engine/store/migrate'
import { openProjectFile, type OpenProject } from '#engine/store/open'
import { codeOf } from '../../helpers/error-code'
import { model, settings } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

/** A project as version 60 left it: one audit of one clip. */
function projectOfVersion60(): OpenProject {
  const path = join(tempDir(), 'old.cuescope')
  const db = new Database(path)
  migrate(db, 60)
  db.exec(`
    INSERT INTO datasets VALUES (1, 'set', '/clips', '[]', '[]', '2026-01-01');
    INSERT INTO clips (id, dataset_id, file, corpus, sha256) VALUES (1, 1, 'a.wav', 'tess', 'aa');
  `)
  db.prepare("INSERT INTO models VALUES ('mm', '/model', ?)").run(JSON.stringify(model.manifest))
  db.prepare("INSERT INTO audits VALUES (1, 1, 'mm', ?, 'hash', '{}', NULL, 'done', NULL, '2026-01-01', NULL)").run(
    canonicalJson(settings),
  )
  db.close()
  return openProjectFile(path, 'open')
}

const question = newClipMapSchema.parse({ method: 'pca', seed: 3 })
const facts = { size: 2, components: 2, keptVariance: 1, axisVariance: [0.75, 0.25], fitted: 2, judged: null }
const drawn = { stamp: 's', facts, clipIds: Int32Array.of(1, 70_000), places: Float32Array.of(0.5, -1, 2, 3) }

describe('engine/store, maps of clips', () => {
  it('engine/store - 0070: a project of version 60 opens as it was, without maps', () => {
    const { db, close } = projectOfVersion60()
    expect(listAudits(db)).toHaveLength(1)
    expect(listClipMaps(db)).toEqual([])
    close()
  })

  it('engine/store - a map is there once for each question, keeps its places while it is drawn anew, and goes with its audit', () => {
    const { db, close } = projectOfVersion60()
    const map = findOrCreateClipMap(db, 1, question)
    expect(map).toMatchObject({ state: 'cancelled', clips: 0, stamp: null, facts: null, question })
    expect(clipMapPlaces(db, map.id).clipIds).toHaveLength(0)
    saveClipMap(db, map.id, drawn)
    setClipMapState(db, map.id, 'running')
    expect(findOrCreateClipMap(db, 1, question)).toMatchObject({
      id: map.id,
      state: 'running',
      clips: 2,
      stamp: 's',
      facts,
    })
    expect(clipMapPlaces(db, map.id)).toEqual({ clipIds: drawn.clipIds, places: drawn.places })
    expect(findOrCreateClipMap(db, 1, { ...question, seed: 4 }).id).not.toBe(map.id)
    setClipMapState(db, map.id, 'failed', { code: 'disk-full', message: 'full' })
    expect(listClipMaps(db, 1)[0]).toMatchObject({ state: 'failed', error: { code: 'disk-full' } })
    saveSelection(db, 1, [1])
    deleteAudit(db, 1)
    expect(listClipMaps(db)).toEqual([])
    expect(db.prepare('SELECT count(*) FROM clip_selections').pluck().get()).toBe(0)
    close()
  })

  it('engine/store - the same clips are one selection, in whatever order they were chosen', async () => {
    const { db, close } = projectOfVersion60()
    const card = saveSelection(db, 1, [9, 1, 5, 9])
    expect(card.clips).toBe(3)
    expect(saveSelection(db, 1, [5, 9, 1])).toEqual(card)
    expect(saveSelection(db, 1, [5, 9]).id).not.toBe(card.id)
    expect([...selectedClips(db, 1, card.id)]).toEqual([1, 5, 9])
    expect(await codeOf(() => selectedClips(db, 2, card.id))).toBe('not-found')
    close()
  })
})
