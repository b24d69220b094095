import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newQueuesSchema } from '#contracts/annotation-queue'
import { AnnotationViews } from '#engine/projects/annotation-views'
import { TableCache } from '#engine/projects/table-cache'
import { createRandom } from '#engine/stats/random'
import { nextInQueue, queuePage } from '#engine/store/annotation-queues'
import { findOrAddAnnotator } from '#engine/store/annotators'
import { Worker } from '../../helpers/annotations'
import { facts, labels, model, storeOf, type StoreOfClips } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const CLIPS = 100_000
let store: StoreOfClips
let tables: TableCache
let views: AnnotationViews

/** 100,000 clips, each with a word of three annotators. */
beforeAll(() => {
  store = storeOf(
    join(tempDir()),
    Array.from({ length: CLIPS }, (_, i) => facts(`${String(i).padStart(6, '0')}.wav`)),
  )
  const { db, ids } = store
  const random = createRandom(3)
  const annotators = ['Ada', 'Ben', 'Cleo'].map(name => findOrAddAnnotator(db, name))
  const insert = db.prepare(
    `INSERT INTO annotations VALUES (?, ?, NULL, ?, ?, ?, NULL, '', '[]', ?, '[]', 1, 1, 0, NULL, NULL, NULL, 3, 1)`,
  )
  const verdicts = ['model-right', 'label-wrong'].map(verdict => JSON.stringify({ [model.sha256]: verdict }))
  db.transaction(() => {
    for (const clip of ids.values()) {
      const truth = random.integer(3)
      for (const annotator of annotators) {
        const emotion = random.uniform() < 0.7 ? truth : random.integer(3)
        const [arousal, valence] = [random.uniform() - 0.5 + truth / 4, random.uniform() - 0.5]
        insert.run(annotator, clip, labels[emotion], arousal, valence, verdicts[random.integer(2)])
      }
    }
  })()
  tables = new TableCache(db)
  views = new AnnotationViews(db, tables, 'P')
})
afterAll(() => store.project.close())

/** The median of some runs' processor time. */
function cpuMs(runs: number, run: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)]
}

/** Times are told, not tested; only work that grows with the square of the clips is out of bounds. */
const FAR_TOO_SLOW = 20

const told = (what: string, ms: number): void => void process.stderr.write(`${what}: ${ms.toFixed(1)} ms\n`)

describe('engine/annotations, 100,000 clips and three annotators', () => {
  it('engine/annotations - agreement with all intervals (2 s on an idle machine)', () => {
    tables.get(store.audit.id)
    const ms = cpuMs(3, () => {
      const report = views.agreement(store.audit.id, null, 1)
      expect(report.emotion).toMatchObject({ overlapping: CLIPS, complete: CLIPS })
      const { low, value, high } = report.emotion.alpha
      expect(low! < value! && value! < high! && high! - low! < 0.02).toBe(true)
      expect(report.notes).toEqual([])
    })
    told('agreement', ms)
    expect(ms).toBeLessThan(FAR_TOO_SLOW * 2000)
  })

  it('engine/annotations - a page of a queue, the next clip and a save (50 ms on an idle machine)', () => {
    const { db, audit, ids } = store
    const ada = new Worker(db, 'Dora')
    const request = newQueuesSchema.parse({ name: 'all', annotatorIds: [ada.id], seed: 4 })
    const made = performance.now()
    const [queue] = views.addQueues(audit.id, request)
    told('queue of 100,000 made', performance.now() - made)
    expect(queue).toMatchObject({ clips: CLIPS, finished: 0 })
    const page = cpuMs(9, () => expect(queuePage(db, queue.id, 60_000, 200).rows).toHaveLength(200))
    const next = cpuMs(9, () => expect(nextInQueue(db, queue.id, 40_000)?.place).toBe(40_001))
    const clips = [...ids.values()]
    const save = cpuMs(9, () => void ada.save(clips.pop()!, { emotion: 'sad', isFinished: true }))
    db.prepare('UPDATE queued_clips SET is_finished = 1 WHERE place > 10').run()
    const wrapped = cpuMs(9, () => expect(nextInQueue(db, queue.id, 40_000)?.place).toBeLessThan(11))
    told('page', page)
    told('next', next)
    told('next, at the end of the queue', wrapped)
    told('save', save)
    expect(Math.max(page, next, wrapped, save)).toBeLessThan(FAR_TOO_SLOW * 50)
  })

  it('engine/annotations - the table is sorted by what annotators said, after a save anew', () => {
    const { audit, ids } = store
    const ada = findOrAddAnnotator(store.db, 'Ada')
    let steps = 0
    const sort = (): Int32Array => tables.get(audit.id).select({ sort: 'majority-label', order: 'asc', where: [] })
    const first = cpuMs(1, () => expect(sort()).toHaveLength(CLIPS))
    const again = cpuMs(9, () => void sort())
    const anew = cpuMs(5, () => {
      const changes = { emotion: labels[steps % 3] }
      views.save(ada, ids.get('000000.wav')!, { eventId: `large-${steps++}xx`, changes, workedSec: 0, listens: 0 })
      sort()
    })
    told('first sort', first)
    told('sorted again', again)
    told('sorted after a save', anew)
    expect(again).toBeLessThan(FAR_TOO_SLOW * 50)
    expect(anew).toBeLessThan(FAR_TOO_SLOW * 400)
  })
})
