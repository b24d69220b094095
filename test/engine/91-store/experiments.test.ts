import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newExperimentSchema, type ExperimentQuestion } from '#contracts/experiment'
import {
  findOrCreateExperiment,
  getExperiment,
  listExperiments,
  raiseVersion,
  setExperimentState,
} from '#engine/store/experiments'
import {
  clearItemRefusals,
  countItems,
  doneItems,
  itemNotes,
  itemRefusals,
  pendingItems,
  planItems,
  predictedClips,
  saveItemRefusal,
  saveOutcome,
  type PlannedItem,
} from '#engine/store/experiment-items'
import { saveFingerprint } from '#engine/store/clips'
import { currentVersion, migrate, versionOf } from '#engine/store/migrate'
import { saveResult } from '#engine/store/results'
import { facts, labels, result, storeOf, type StoreOfClips } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const question = (seed = 1): ExperimentQuestion => newExperimentSchema.parse({ kind: 'reference-clips', seed })
const bytes = (text: string): Uint8Array => Buffer.from(text)
const note = { code: 'provider-unavailable', message: 'Computed on the CPU.' } as const

function fourClips(): StoreOfClips & { items: PlannedItem[]; id: number } {
  const store = storeOf(tempDir(), [
    { ...facts('b.wav'), predicted: 0 },
    { ...facts('a.wav', { emotion: 'sadness' }), predicted: 2 },
    { ...facts('c.wav', { emotion: 'calm' }), predicted: 1 },
    facts('waiting.wav'),
  ])
  const items = predictedClips(store.db, store.audit).map(({ clipId, audioSha }) => ({ clipId, audioSha, variant: '' }))
  const { id } = findOrCreateExperiment(store.db, store.audit.id, question(), 1)
  return { ...store, items, id }
}

describe('engine/store, experiments', () => {
  it('engine/store - a project of the version before gains empty tables and keeps what it holds', () => {
    const db = new Database(join(tempDir(), 'P.cuescope'))
    migrate(db, 30)
    db.exec("INSERT INTO datasets (name, folder, corpora, refused, created_at) VALUES ('d', '/d', '[]', '[]', '')")
    migrate(db)
    expect(versionOf(db)).toBe(currentVersion)
    expect(db.prepare('SELECT count(*) AS n FROM datasets').get()).toEqual({ n: 1 })
    expect(listExperiments(db)).toEqual([])
    db.close()
  })

  it('engine/store - the same question is the same experiment; another seed or audit is another', () => {
    const { db, audit, id, project } = fourClips()
    expect(findOrCreateExperiment(db, audit.id, question(), 1).id).toBe(id)
    expect(findOrCreateExperiment(db, audit.id, question(2), 1).id).not.toBe(id)
    setExperimentState(db, id, 'failed', { code: 'disk-full', message: 'Full.' })
    expect(getExperiment(db, audit.id, id)).toMatchObject({
      ...{ question: question(), version: 1, state: 'failed' },
      error: { code: 'disk-full', message: 'Full.' },
    })
    expect(listExperiments(db, audit.id).map(({ question: { seed } }) => seed)).toEqual([1, 2])
    expect(() => getExperiment(db, audit.id + 1, id)).toThrow('no experiment')
    project.close()
  })

  it('engine/store - clips with a result, by file, with the label they should have', () => {
    const { db, audit, project } = fourClips()
    expect(predictedClips(db, audit).map(({ file, predicted, expected }) => [file, predicted, expected])).toEqual([
      ['a.wav', 'sad', 'sad'],
      ['b.wav', 'angry', 'angry'],
      ['c.wav', 'happy', null],
    ])
    project.close()
  })

  it('engine/store - an item waits, is done once, or is refused until it is tried again', () => {
    const { db, audit, items, id, project } = fourClips()
    planItems(db, id, items)
    expect(pendingItems(db, audit, id).map(({ file }) => file)).toEqual(['a.wav', 'b.wav', 'c.wav'])
    saveOutcome(db, id, items[0], bytes('first'), note)
    saveOutcome(db, id, items[0], bytes('second'), null)
    saveItemRefusal(db, id, items[1], { code: 'file-missing', message: 'Gone.' })
    saveItemRefusal(db, id, items[0], { code: 'file-missing', message: 'Too late.' })
    expect(countItems(db, id)).toEqual({ total: 3, done: 1, refused: 1 })
    expect([...doneItems(db, audit, id)].map(({ file, outcome }) => [file, Buffer.from(outcome).toString()])).toEqual([
      ['a.wav', 'first'],
    ])
    expect(itemRefusals(db, id)).toEqual([
      { clipId: items[1].clipId, file: 'b.wav', variant: '', error: { code: 'file-missing', message: 'Gone.' } },
    ])
    expect(itemNotes(db, id)).toEqual([note])
    clearItemRefusals(db, id)
    expect(pendingItems(db, audit, id).map(({ file }) => file)).toEqual(['b.wav', 'c.wav'])
    project.close()
  })

  it('engine/store - planned anew, what stays keeps its outcome, what goes is gone, other audio waits again', () => {
    const { db, audit, ids, items, id, keyOf, project } = fourClips()
    planItems(db, id, items)
    for (const item of items) saveOutcome(db, id, item, bytes(item.audioSha), null)
    // b.wav is another recording now.
    saveFingerprint(db, ids.get('b.wav')!, 'sha of another', 100, 1)
    saveResult(db, { ...keyOf('b.wav'), audioSha: 'sha of another' }, result(1), labels)
    expect([...doneItems(db, audit, id)].map(({ file }) => file)).toEqual(['a.wav', 'c.wav'])
    const clips = predictedClips(db, audit).filter(({ file }) => file !== 'c.wav')
    planItems(
      db,
      id,
      clips.flatMap(({ clipId, audioSha }) => [
        { clipId, audioSha, variant: '' },
        { clipId, audioSha, variant: 'more' },
      ]),
    )
    expect([...doneItems(db, audit, id)].map(({ file }) => file)).toEqual(['a.wav'])
    expect(pendingItems(db, audit, id).map(({ file, variant, audioSha }) => [file, variant, audioSha])).toEqual([
      ['a.wav', 'more', 'sha of a.wav'],
      ['b.wav', '', 'sha of another'],
      ['b.wav', 'more', 'sha of another'],
    ])
    // An answer for the audio that was comes too late.
    saveOutcome(
      db,
      id,
      items.find(({ clipId }) => clipId === ids.get('b.wav'))!,
      bytes('old'),
      null,
    )
    expect(countItems(db, id)).toEqual({ total: 4, done: 1, refused: 0 })
    project.close()
  })

  it('engine/store - outcomes of another version of a kind are given up', () => {
    const { db, audit, items, id, project } = fourClips()
    planItems(db, id, items)
    raiseVersion(db, id, 2)
    expect(getExperiment(db, audit.id, id).version).toBe(2)
    expect(countItems(db, id)).toEqual({ total: 0, done: 0, refused: 0 })
    project.close()
  })
})
