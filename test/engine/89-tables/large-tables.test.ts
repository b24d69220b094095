import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clipQuerySchema } from '#contracts/clip'
import { cueKeys } from '#contracts/cue'
import { AuditTable } from '#engine/projects/audit-table'
import { clipPage, isInStoredOrder, tablePage } from '#engine/projects/clip-page'
import { TableCache } from '#engine/projects/table-cache'
import { saveAnnotation } from '#engine/store/annotation-steps'
import { findOrAddAnnotator } from '#engine/store/annotators'
import { cueFigures, type CueFigure } from '#engine/store/cue-columns'
import { getExplanations } from '#engine/store/explanations'
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

  it('engine/tables - what has time waits for a table that is made ready, and for none', async () => {
    const tables = cacheOf()
    await tables.settled()
    tables.warm(store.audit.id)
    await tables.settled()
    expect(tables.at(store.audit.id)).not.toBeNull()
  })

  it('engine/tables - a column of a cue says of every clip what the clip itself says', () => {
    const table = new AuditTable(store.db, store.audit)
    const rows = store.db
      .prepare<[], [number, number | null]>(
        'SELECT c.id, r.id FROM clips c LEFT JOIN results r ON r.audio_sha = c.sha256 WHERE c.id % 41 = 1',
      )
      .raw()
      .all()
    expect(new Set(rows.map(([, resultId]) => resultId === null))).toEqual(new Set([true, false]))
    const columns = cueKeys.flatMap(cue => (['mean', 'sd'] as const).map(statistic => ({ cue, statistic })))
    for (const [clipId, resultId] of rows) {
      const [explanation] = resultId === null ? [] : getExplanations(store.db, resultId).explanations
      for (const { cue, statistic } of columns) {
        const { salient, full } = explanation?.cues ?? {}
        const used = salient?.[cue]?.[statistic] ?? null
        const chance = explanation?.baselines.speech?.[cue]?.[statistic]
        const said: Record<CueFigure, number | null> = {
          ...{ salient: used, full: full?.[cue]?.[statistic] ?? null, random: chance?.mean ?? null },
          ...{ delta: used === null || chance === undefined ? null : used - chance.mean },
          ...{ z: chance?.z ?? null, p: chance?.p ?? null },
        }
        const shown = cueFigures.map(figure => [figure, table.valueOf(clipId, `${figure}.${cue}.${statistic}`)])
        expect(Object.fromEntries(shown)).toEqual(said)
      }
    }
  })

  it('engine/tables - a clip that is annotated while the table is made ready shows what was said last', async () => {
    const tables = cacheOf()
    const table = await tables.ready(store.audit.id)
    const [clip, ada] = [store.ids.get('a.wav')!, findOrAddAnnotator(store.db, 'Ada')]
    const save = { eventId: 'while-reading', changes: { emotion: 'happy' }, workedSec: 1, listens: 0 }
    saveAnnotation(store.db, ada, clip, save, '2026-01-01')
    tables.forgetAnnotations(clip)
    while (asked.at(-1) !== 'said') await new Promise(resolve => setTimeout(resolve, 5))
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
