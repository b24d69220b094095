import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Condition } from '#contracts/clip-query'
import { newQueuesSchema } from '#contracts/annotation-queue'
import { exportAudit } from '#engine/exports/export-audit'
import { AnnotationViews } from '#engine/projects/annotation-views'
import { namedColumnInfos } from '#engine/projects/annotation-columns'
import { columnInfos } from '#engine/projects/audit-table'
import { TableCache } from '#engine/projects/table-cache'
import { getQueue, listQueues, nextInQueue, queuePage, removeQueue } from '#engine/store/annotation-queues'
import { Worker } from '../../helpers/annotations'
import { codeOf } from '../../helpers/error-code'
import { facts, labels, model, storeOf, type StoreOfClips } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const files = ['a.wav', 'b.wav', 'c.wav', 'd.wav', 'e.wav']

interface Annotated extends StoreOfClips {
  readonly tables: TableCache
  readonly views: AnnotationViews
  readonly ada: Worker
  readonly ben: Worker
  id(file: string): number
}

/** All predicted angry. a: both angry; b: one sad, one happy; c: Ada alone; d, e: nobody. */
function annotated(): Annotated {
  const store = storeOf(
    tempDir(),
    files.map(file => ({ ...facts(file), predicted: 0 })),
  )
  const { db, ids } = store
  const tables = new TableCache(db)
  const [ada, ben] = [new Worker(db, 'Ada'), new Worker(db, 'Ben')]
  const id = (file: string): number => ids.get(file)!
  ada.save(id('a.wav'), { emotion: 'angry', verdicts: { [model.sha256]: 'model-right' }, arousal: 0.5 })
  ben.save(id('a.wav'), { emotion: 'anger', verdicts: { [model.sha256]: 'model-right' }, arousal: 1, tags: ['loud'] })
  ada.save(id('b.wav'), {
    emotion: 'sad',
    tags: ['noisy', 'loud'],
    note: '=1+1',
    verdicts: { [model.sha256]: 'artefact' },
  })
  ben.save(id('b.wav'), { emotion: 'happy' })
  ada.save(id('c.wav'), { emotion: 'sad', regions: [{ ...region, lowHz: 100, highHz: 400 }, region] })
  return { ...store, tables, views: new AnnotationViews(db, tables, 'P'), ada, ben, id }
}

const region = { tier: 'breath', startSec: 0.25, endSec: 0.5, lowHz: null, highHz: null, text: 'in "short"' }

describe('engine/projects, what annotators said in an audit’s table', () => {
  it('engine/projects - every column, for clips that agree, differ, have one word or none', () => {
    const { tables, audit, id, project } = annotated()
    const table = tables.get(audit.id)
    const rows = (column: string): unknown[] => files.map(file => table.valueOf(id(file), column))
    expect(rows('annotators')).toEqual([2, 2, 1, null, null])
    expect(rows('majority-label')).toEqual(['angry', 'split', 'sad', null, null])
    expect(rows('annotated-outcome')).toEqual(['same', 'split', 'different', null, null])
    expect(rows('label-agreement')).toEqual([1, 0, null, null, null])
    expect(rows('annotated-verdict')).toEqual(['model-right', 'artefact', null, null, null])
    expect(rows('annotated-arousal')).toEqual([0.75, null, null, null, null])
    expect(rows('tags')).toEqual(['loud', 'loud, noisy', null, null, null])
    expect(rows('tag.noisy')).toEqual([null, 'yes', null, null, null])
    expect(rows('has-note')).toEqual([null, 'yes', null, null, null])
    expect(rows('annotated-label.ben')).toEqual(['angry', 'happy', null, null, null])
    expect(rows('annotated-verdict.Ada')).toEqual(['model-right', 'artefact', null, null, null])
    project.close()
  })

  it('engine/projects - they sort and filter; after a step they say what is so now', async () => {
    const { tables, views, audit, ada, id, project, db } = annotated()
    const select = (where: Condition[], sort = 'file'): number[] => [
      ...tables.get(audit.id).select({ sort, order: 'asc', where }),
    ]
    const loud: Condition[] = [{ kind: 'words', column: 'tag.loud', words: ['yes'] }]
    expect(select(loud)).toEqual([id('a.wav'), id('b.wav')])
    expect(select([{ kind: 'range', column: 'annotators', min: 2, max: null }], 'label-agreement')).toEqual([
      ...[id('b.wav'), id('a.wav')],
    ])
    const table = tables.get(audit.id)
    views.undo(ada.id, 'undo-0001')
    views.undo(ada.id, 'undo-0002')
    expect(select(loud)).toEqual([id('a.wav')])
    expect(tables.get(audit.id)).toBe(table)
    expect(table.valueOf(id('c.wav'), 'annotators')).toBeNull()
    expect(await codeOf(() => table.column('annotated-label.Nobody'))).toBe('bad-option')
    const ids = columnInfos().filter(({ group }) => group === 'annotation')
    for (const info of [...ids, ...namedColumnInfos(db)]) expect(table.column(info.id).kind).toBe(info.kind)
    expect(namedColumnInfos(db).map(info => info.id)).toEqual([
      ...['annotated-label.Ada', 'annotated-verdict.Ada', 'annotated-label.Ben', 'annotated-verdict.Ben', 'tag.loud'],
    ])
    project.close()
  })

  it('engine/projects - agreement of the audit: words that mean the same are one, the model beside', () => {
    const { views, audit, project, ada } = annotated()
    const report = views.agreement(audit.id, null, 1)
    expect(report.annotators.map(({ name }) => name)).toEqual(['Ada', 'Ben'])
    expect(report.emotion).toMatchObject({ labels, overlapping: 2, agreedShare: 0.5 })
    expect(report.againstModel.map(({ clips, agreed }) => [clips, agreed])).toEqual([
      [3, 1],
      [2, 1],
    ])
    expect(report.notes).toContain(
      'Only 2 clips of 3 have an emotion of two or more annotators: the figures say little.',
    )
    expect(views.clipAgreement(audit.id, null, { of: 'emotion', offset: 0, limit: 1 })).toMatchObject({
      ...{ total: 2, rows: [{ file: 'b.wav', agreement: 0, answers: ['sad', 'happy'] }] },
    })
    expect(views.agreement(audit.id, [ada.id], 1).annotators).toHaveLength(1)
    project.close()
  })

  it('engine/projects - agreement leaves out what its reader has yet to hear blind: few clips tell what the model said', () => {
    const { views, audit, project, ada, id } = annotated()
    const request = (text: string) =>
      newQueuesSchema.parse({
        ...{ name: text, annotatorIds: [ada.id], isBlind: true },
        selection: { sort: 'file', order: 'asc', where: [{ kind: 'text', text }] },
      })
    views.addQueues(audit.id, request('b.wav'))
    const report = views.agreement(audit.id, null, 1, ada.id)
    expect(report.againstModel.map(({ clips }) => clips)).toEqual([2, 1])
    expect(report.emotion).toMatchObject({ overlapping: 1, agreedShare: 1 })
    expect(views.agreement(audit.id, null, 1).emotion.overlapping).toBe(2)
    views.addQueues(audit.id, request('.wav'))
    const nothing = views.agreement(audit.id, null, 1, ada.id)
    expect(nothing.annotators.map(({ name }) => name)).toEqual(['Ada', 'Ben'])
    expect(nothing.emotion).toMatchObject({ clips: 0, overlapping: 0 })
    const finish = { eventId: 'finish-b-01', changes: { isFinished: true }, workedSec: 1, listens: 1 }
    views.save(ada.id, id('b.wav'), finish)
    expect(views.agreement(audit.id, null, 1, ada.id).emotion).toMatchObject({ clips: 1, overlapping: 1 })
    project.close()
  })
})

describe('engine/store, queues', () => {
  it('engine/store - a queue keeps its order; the next clip is the first that is not finished, round to the start', async () => {
    const { views, audit, ada, db, id, project } = annotated()
    const request = newQueuesSchema.parse({
      ...{ name: 'week 3', annotatorIds: [ada.id] },
      selection: { sort: 'file', order: 'desc', where: [{ kind: 'text', text: '.wav' }] },
    })
    const [queue] = views.addQueues(audit.id, request)
    expect(views.addQueues(audit.id, request)).toEqual([queue])
    expect(await codeOf(() => views.addQueues(audit.id, { ...request, seed: 2 }))).toBe('bad-option')
    expect(queuePage(db, queue.id, 1, 2)).toMatchObject({ total: 5, rows: [{ file: 'd.wav' }, { file: 'c.wav' }] })
    const finish = (file: string): void => void ada.save(id(file), { isFinished: true })
    finish('d.wav')
    expect(nextInQueue(db, queue.id, 0)?.file).toBe('c.wav')
    for (const file of ['a.wav', 'b.wav', 'c.wav']) finish(file)
    expect(nextInQueue(db, queue.id, 2)?.file).toBe('e.wav')
    expect(getQueue(db, queue.id)).toMatchObject({ clips: 5, finished: 4 })
    finish('e.wav')
    expect(nextInQueue(db, queue.id, 4)).toBeNull()
    expect(ada.undo()).toBe(id('e.wav'))
    expect(nextInQueue(db, queue.id, 4)).toMatchObject({ file: 'e.wav', place: 0 })
    const [second] = views.addQueues(audit.id, { ...request, name: 'again' })
    expect(second.finished).toBe(4)
    removeQueue(db, queue.id)
    expect(listQueues(db, audit.id).map(({ name }) => name)).toEqual(['again'])
    expect(ada.says(id('a.wav')).isFinished).toBe(true)
    expect(await codeOf(() => getQueue(db, queue.id))).toBe('not-found')
    project.close()
  })

  it('engine/store - clips dealt to two; a selection of nothing is refused', async () => {
    const { views, audit, ada, ben, db, project } = annotated()
    const request = newQueuesSchema.parse({ name: 'both', annotatorIds: [ada.id, ben.id], seed: 1, sharedClips: 1 })
    const queues = views.addQueues(audit.id, request)
    expect(queues.map(({ clips }) => clips)).toEqual([3, 3])
    const dealt = queues.map(({ id }) => queuePage(db, id, 0, 9).rows.map(({ clipId }) => clipId))
    expect(new Set(dealt.flat()).size).toBe(5)
    const nothing = {
      ...request,
      name: 'none',
      selection: { ...request.selection, where: [{ kind: 'text' as const, text: 'zz' }] },
    }
    expect(await codeOf(() => views.addQueues(audit.id, nothing))).toBe('no-rows')
    project.close()
  })
})

describe('engine/exports, labels', () => {
  it('engine/exports - labels and their regions join the tables; without annotations the tables are as before', async () => {
    const { db, audit, project, ada, ben } = annotated()
    const out = join(tempDir(), 'out')
    mkdirSync(out)
    const exported = { audit, labels, modelName: 'some', verdicts: [] }
    const names = (await exportAudit(db, exported, 'csv', out)).map(path => path.slice(out.length + 1))
    expect(names).toEqual([
      ...['clips.csv', 'segments.csv', 'plausibility.csv', 'refused.csv', 'labels.csv', 'label-regions.csv'],
    ])
    const lines = (name: string): string[][] =>
      readFileSync(join(out, name), 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => line.split(','))
    const [titles, ...rows] = lines('labels.csv')
    const cells = (title: string): string[] => rows.map(row => row[titles.indexOf(title)])
    expect(cells('file')).toEqual(['a.wav', 'a.wav', 'b.wav', 'b.wav', 'c.wav'])
    expect(cells('annotator')).toEqual(['Ada', 'Ben', 'Ada', 'Ben', 'Ada'])
    expect(cells('verdict')).toEqual(['model-right', 'model-right', 'artefact', '', ''])
    expect(cells('note')[2]).toBe("'=1+1")
    expect(cells('tags')[2]).toBe('noisy; loud')
    expect(cells('finished_at')).toEqual(['', '', '', '', ''])
    const regions = lines('label-regions.csv').slice(1)
    expect(regions.map(row => row.slice(4))).toEqual([
      ['0.250000', '0.500000', '100', '400', '"in ""short"""'],
      ['0.250000', '0.500000', '', '', '"in ""short"""'],
    ])
    expect((await exportAudit(db, exported, 'parquet', out)).some(path => path.endsWith('labels.parquet'))).toBe(true)
    while (ada.canUndo()) ada.undo()
    while (ben.canUndo()) ben.undo()
    expect(await exportAudit(db, exported, 'json', join(out, 'json'))).toHaveLength(4)
    project.close()
  })
})
