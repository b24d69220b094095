import Database from 'better-sqlite3'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { saveAnnotationSchema, type Annotation } from '#contracts/annotation'
import { applyChanges, emptyAnnotation } from '#engine/annotations/apply-changes'
import { createRandom } from '#engine/stats/random'
import { annotationEvents, saveAnnotation, stepBackOrForth } from '#engine/store/annotation-steps'
import { getAnnotation } from '#engine/store/annotations'
import { findOrAddAnnotator, listAnnotators, renameAnnotator } from '#engine/store/annotators'
import { currentVersion, migrate, versionOf } from '#engine/store/migrate'
import { openProjectFile } from '#engine/store/open'
import { Worker } from '../../helpers/annotations'
import { codeOf } from '../../helpers/error-code'
import { facts, labels, storeOf, type StoreOfClips } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const files = ['a.wav', 'b.wav', 'c.wav', 'd.wav']

function store(folder = tempDir()): StoreOfClips {
  return storeOf(
    folder,
    files.map((file, i) => ({ ...facts(file), predicted: i % 3 })),
  )
}

describe('engine/store, annotation steps', () => {
  it('engine/store - a project of the version before gains empty tables and keeps what it holds', () => {
    const db = new Database(join(tempDir(), 'P.cuescope'))
    migrate(db, 50)
    db.exec("INSERT INTO datasets (name, folder, corpora, refused, created_at) VALUES ('d', '/d', '[]', '[]', '')")
    migrate(db)
    expect(versionOf(db)).toBe(currentVersion)
    expect(db.prepare('SELECT count(*) AS n FROM datasets').get()).toEqual({ n: 1 })
    expect(listAnnotators(db)).toEqual([])
    db.close()
  })

  it('engine/store - two annotators say different things of one clip; nothing of one is the other’s', () => {
    const { db, ids, project } = store()
    const clip = ids.get('a.wav')!
    const [ada, ben] = [new Worker(db, 'Ada'), new Worker(db, 'Ben')]
    ada.save(clip, { emotion: 'angry', note: 'clear' }, { workedSec: 4.5, listens: 2 })
    ben.save(clip, { emotion: 'sad' })
    ada.save(clip, { arousal: 0.8, isFinished: true }, { workedSec: 1.5, listens: 1 })
    expect(ada.says(clip)).toMatchObject({ emotion: 'angry', arousal: 0.8, note: 'clear', isFinished: true })
    expect(ben.says(clip)).toMatchObject({ emotion: 'sad', arousal: null, isFinished: false })
    expect(getAnnotation(db, ada.id, clip).effort).toEqual({
      ...{ begunAt: '2026-01-01T10:00:01.000Z', finishedAt: '2026-01-01T10:00:02.000Z' },
      ...{ changedAt: '2026-01-01T10:00:02.000Z', workedSec: 6, listens: 3 },
    })
    ben.undo()
    expect(ben.says(clip)).toEqual(emptyAnnotation)
    expect(ada.says(clip).emotion).toBe('angry')
    expect(listAnnotators(db)).toMatchObject([
      { name: 'Ada', annotated: 1, finished: 1, undo: { clipId: clip, file: 'a.wav' }, redo: null },
      { name: 'Ben', annotated: 0, finished: 0, undo: null, redo: { clipId: clip, file: 'a.wav' } },
    ])
    project.close()
  })

  it('engine/store - undo leads back over many clips, one step at a time, and redo forth again', () => {
    const { db, ids, project } = store()
    const ada = new Worker(db, 'Ada')
    const order = ['c.wav', 'a.wav', 'c.wav', 'd.wav'].map(file => ids.get(file)!)
    order.forEach((clip, i) => ada.save(clip, { note: `${i}` }))
    expect(order.map(() => ada.undo())).toEqual(order.toReversed())
    expect(ada.canUndo()).toBe(false)
    expect(order.map(() => ada.redo())).toEqual(order)
    expect([ada.says(order[0]).note, ada.says(order[1]).note, ada.says(order[3]).note]).toEqual(['2', '1', '3'])
    expect(ada.canRedo()).toBe(false)
    ada.undo()
    ada.save(order[1], { note: 'another way' })
    expect(ada.canRedo()).toBe(false)
    expect([ada.undo(), ada.undo()]).toEqual([order[1], order[2]])
    project.close()
  })

  it('engine/store - what undo takes back is not the time it took', () => {
    const { db, ids, project } = store()
    const ada = new Worker(db, 'Ada')
    const clip = ids.get('b.wav')!
    ada.save(clip, {}, { listens: 3, workedSec: 2 })
    expect(ada.canUndo()).toBe(false)
    ada.save(clip, { emotion: 'happy', isFinished: true }, { listens: 1, workedSec: 1 })
    ada.undo()
    expect(getAnnotation(db, ada.id, clip).effort).toMatchObject({ listens: 4, workedSec: 3, finishedAt: null })
    expect(annotationEvents(db, ada.id, clip).map(({ kind }) => kind)).toEqual(['work', 'change', 'undo'])
    project.close()
  })

  it('engine/store - a step sent twice is one step; its id for another step is refused', async () => {
    const { db, ids, project } = store()
    const [a, b] = [ids.get('a.wav')!, ids.get('b.wav')!]
    const ada = findOrAddAnnotator(db, 'Ada')
    const save = saveAnnotationSchema.parse({ eventId: randomUUID(), changes: { emotion: 'sad' }, listens: 2 })
    const at = '2026-01-01T10:00:00.000Z'
    for (let i = 0; i < 3; i++) saveAnnotation(db, ada, a, save, at)
    expect(getAnnotation(db, ada, a).effort.listens).toBe(2)
    expect(annotationEvents(db, ada, a)).toHaveLength(1)
    expect(await codeOf(() => saveAnnotation(db, ada, b, save, at))).toBe('bad-option')
    const undo = randomUUID()
    for (let i = 0; i < 3; i++) expect(stepBackOrForth(db, ada, 'undo', undo, at)).toEqual([a])
    expect(await codeOf(() => stepBackOrForth(db, ada, 'redo', undo, at))).toBe('bad-option')
    expect(await codeOf(() => stepBackOrForth(db, ada, 'undo', randomUUID(), at))).toBe('not-found')
    expect(await codeOf(() => saveAnnotation(db, ada, 999, { ...save, eventId: randomUUID() }, at))).toBe('not-found')
    expect(await codeOf(() => saveAnnotation(db, 99, a, { ...save, eventId: randomUUID() }, at))).toBe('not-found')
    project.close()
  })

  it('engine/store - Ada and ada are one person, in any spelling of accents; no two people get one name', async () => {
    const { db, project } = store()
    const zoe = findOrAddAnnotator(db, 'Zo\u00eb')
    expect(findOrAddAnnotator(db, ' zoe\u0308 ')).toBe(zoe)
    const ada = findOrAddAnnotator(db, 'Ada')
    expect(await codeOf(() => renameAnnotator(db, ada, 'ZO\u00cb'))).toBe('bad-option')
    renameAnnotator(db, ada, 'ADA')
    expect(listAnnotators(db).map(({ name }) => name)).toEqual(['ADA', 'Zo\u00eb'])
    project.close()
  })

  it('engine/store - 600 steps at random leave what a plain list of states leaves, and the log says the same', () => {
    const folder = tempDir()
    const { db, ids, project } = store(folder)
    const random = createRandom(11)
    const workers = ['Ada', 'Ben'].map(name => new Worker(db, name))
    const clips = [...ids.values()]
    const books = workers.map(() => new Book())
    for (let i = 0; i < 600; i++) {
      const who = random.integer(2)
      const [worker, book] = [workers[who], books[who]]
      const dice = random.uniform()
      if (dice < 0.3 && book.canUndo) expect(worker.undo()).toBe(book.undo())
      else if (dice < 0.5 && book.canRedo) expect(worker.redo()).toBe(book.redo())
      else {
        const clip = clips[random.integer(clips.length)]
        const changes = { emotion: labels[random.integer(3)], valence: random.integer(3) - 1 }
        worker.save(clip, changes)
        book.save(clip, applyChanges(book.says(clip), changes))
      }
      expect([worker.canUndo(), worker.canRedo()]).toEqual([book.canUndo, book.canRedo])
    }
    project.close()
    const again = openProjectFile(join(folder, 'P.cuescope'), 'open')
    workers.forEach(({ id }, who) => {
      for (const clip of clips) {
        expect(getAnnotation(again.db, id, clip).annotation).toEqual(books[who].says(clip))
        const log = annotationEvents(again.db, id, clip).filter(({ after }) => after !== null)
        log.forEach(({ before }, i) => expect(before).toEqual(log[i - 1]?.after ?? emptyAnnotation))
        expect(log.at(-1)?.after ?? emptyAnnotation).toEqual(books[who].says(clip))
      }
    })
    again.close()
  })
})

/** The slow way: every state of every clip, and a place in that list. */
class Book {
  #steps: { clip: number; before: Annotation; after: Annotation }[] = []
  #done = 0
  readonly #states = new Map<number, Annotation>()

  get canUndo(): boolean {
    return this.#done > 0
  }

  get canRedo(): boolean {
    return this.#done < this.#steps.length
  }

  says(clip: number): Annotation {
    return this.#states.get(clip) ?? emptyAnnotation
  }

  save(clip: number, after: Annotation): void {
    const before = this.says(clip)
    if (JSON.stringify(before) === JSON.stringify(after)) return
    this.#steps = [...this.#steps.slice(0, this.#done++), { clip, before, after }]
    this.#states.set(clip, after)
  }

  undo(): number {
    const { clip, before } = this.#steps[--this.#done]
    this.#states.set(clip, before)
    return clip
  }

  redo(): number {
    const { clip, after } = this.#steps[this.#done++]
    this.#states.set(clip, after)
    return clip
  }
}
