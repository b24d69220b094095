import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clipQuerySchema } from '#contracts/clip'
import { cueKeys } from '#contracts/cue'
import { AuditTable } from '#engine/projects/audit-table'
import { clipPage, isInStoredOrder, tablePage } from '#engine/projects/clip-page'
import { TableCache } from '#engine/projects/table-cache'
import { saveAnnotation } from '#engine/store/annotation-steps'
import { findOrAddAnnotator } from '#engine/store/annotators'
import { cueFigures, loadCueColumns } from '#engine/store/cue-columns'
import { saveRefusal } from '#engine/store/results'
import { annotateClips, multiplyClips } from '#engine/store/multiply-clips'
import { buffersOf, runSummary } from '#engine/summaries/run-summary'
import type { Summarise, SummaryTask } from '#engine/summaries/summary-task'
import { facts, storeOf, type StoreOfClips } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const COPIES = 2000
let store: StoreOfClips
const asked: SummaryTask['kind'][] = []
/** As a thread answers, on this one: what it hands over does not come back. */
const summarise = Object.assign(
  (async (task: SummaryTask) => {
    asked.push(task.kind)
    await Promise.resolve()
    const answer = runSummary(structuredClone(task), () => undefined)
    return structuredClone(answer, { transfer: buffersOf(answer) })
  }) as Summarise,
  { end: () => Promise.resolve() },
)
const cacheOf = (): TableCache => new TableCache(store.db, { projectPath: store.project.path, summarise })

beforeAll(() => {
  store = storeOf(tempDir(), [
    { ...facts('a.wav'), predicted: 0 },
    { ...facts('b.wav', { emotion: 'sadness', speaker: 's2' }), predicted: 2 },
    { ...facts('c.wav', { emotion: 'boredom', speaker: 's10' }), predicted: 1 },
    facts('d.wav'),
  ])
  multiplyClips(store.db, COPIES)
  annotateClips(store.db, ['Ada', 'Ben'], 1)
  saveRefusal(store.db, store.audit.id, store.ids.get('d.wav')!, { code: 'silence', message: 'silent' })
})
afterAll(() => store.project.close())

describe('engine/tables - of many clips', () => {
  it('engine/tables - a project is multiplied whole: every copy has its result, windows and cues', () => {
    const count = (table: string): number => store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
    expect(count('clips')).toBe(4 * (COPIES + 1))
    expect([count('results'), count('explanations')]).toEqual([3 * (COPIES + 1), 3 * (COPIES + 1)])
    expect(count('cues') % (COPIES + 1)).toBe(0)
    expect(count('annotations')).toBe(2 * count('clips'))
  })

  it('engine/tables - read by a thread, it is the table that is read at once', async () => {
    const [mine, theirs] = [new AuditTable(store.db, store.audit), await cacheOf().ready(store.audit.id)]
    for (const sort of [
      'file',
      'speaker',
      'confidence',
      'outcome',
      'majority-label',
      'annotated-arousal',
      'z.loudness.mean',
    ])
      for (const order of ['asc', 'desc'] as const)
        expect(theirs.select({ sort, order, where: [] })).toEqual(mine.select({ sort, order, where: [] }))
    expect(asked).toContain('audit-rows')
  })

  it('engine/tables - the first page comes from the store before the table is there, and is the same', async () => {
    const tables = cacheOf()
    const source = { db: store.db, tables }
    const query = clipQuerySchema.parse({ offset: 3, limit: 50, columns: 'verdict,plausibility' })
    expect(tables.at(store.audit.id)).toBeNull()
    const first = await clipPage(source, store.audit.id, query)
    expect(first).toEqual(tablePage(store.db, await tables.ready(store.audit.id), store.audit.id, query))
    expect(first.total).toBe(4 * (COPIES + 1))
    for (const other of [{ sort: 'confidence' }, { order: 'desc' }, { text: 'a' }, { columns: 'tags' }] as const)
      expect(isInStoredOrder(clipQuerySchema.parse(other))).toBe(false)
  })

  it('engine/tables - all columns of cues read together are those read one by one, value by value', () => {
    const table = new AuditTable(store.db, store.audit)
    const other = new AuditTable(store.db, store.audit)
    table.adopt(loadCueColumns(store.db, store.audit, table.resultIds))
    for (const figure of cueFigures)
      for (const cue of cueKeys)
        for (const statistic of ['mean', 'sd'])
          expect(table.column(`${figure}.${cue}.${statistic}`)).toEqual(other.column(`${figure}.${cue}.${statistic}`))
  })

  it('engine/tables - a clip that is annotated while the table is made ready shows what was said last', async () => {
    const tables = cacheOf()
    const table = await tables.ready(store.audit.id)
    const [clip, ada] = [store.ids.get('a.wav')!, findOrAddAnnotator(store.db, 'Ada')]
    const save = { eventId: 'while-reading', changes: { emotion: 'happy' }, workedSec: 1, listens: 0 }
    saveAnnotation(store.db, ada, clip, save, '2026-01-01')
    tables.forgetAnnotations(clip)
    while (asked.at(-1) !== 'cue-columns') await new Promise(resolve => setTimeout(resolve, 5))
    expect(table.valueOf(clip, 'annotated-label.Ada')).toBe('happy')
  })

  it('engine/tables - notes are searched along with files; counts add up to the clips that are left', () => {
    const table = new AuditTable(store.db, store.audit)
    const noted = store.db.prepare("SELECT count(DISTINCT clip_id) FROM annotations WHERE note <> ''").pluck().get()
    expect(noted).toBeGreaterThan(0)
    expect(table.select({ sort: 'file', order: 'asc', where: [{ kind: 'text', text: 'NOISY' }] })).toHaveLength(
      noted as number,
    )
    const { total, groups } = table.counts(
      [{ kind: 'words', column: 'outcome', words: ['correct'] }],
      ['expected', 'predicted'],
    )
    expect(groups.reduce((sum, { clips }) => sum + clips, 0)).toBe(total)
    expect(groups.every(({ key: [expected, predicted] }) => expected === predicted)).toBe(true)
    expect(() => table.counts([], ['confidence'])).toThrow(/numbers/)
    expect(() => table.spread([], 'speaker', 4)).toThrow(/words/)
  })
})
