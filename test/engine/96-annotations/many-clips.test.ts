import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { changeManySchema } from '#contracts/annotation'
import { emptyAnnotation } from '#engine/annotations/apply-changes'
import { changeMany } from '#engine/store/annotation-changes-of-many'
import { whereHeard } from '#engine/store/annotation-places'
import { annotationEvents, eventsOf, stepBackOrForth } from '#engine/store/annotation-steps'
import { eachAnnotation } from '#engine/store/annotations'
import { Worker } from '../../helpers/annotations'
import { codeOf } from '../../helpers/error-code'
import { facts, storeOf, type StoreOfClips } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const files = ['a.wav', 'b.wav', 'c.wav', 'd.wav']
const open: StoreOfClips[] = []
let store: StoreOfClips
let clips: number[]
let ada: Worker
beforeEach(() => {
  store = storeOf(
    tempDir(),
    files.map(file => ({ ...facts(file), predicted: 0 })),
  )
  open.push(store)
  clips = files.map(file => store.ids.get(file)!)
  ada = new Worker(store.db, 'Ada')
})
afterAll(() => open.forEach(({ project }) => project.close()))
const at = '2026-01-02T00:00:00.000Z'
const tagsOf = (clip: number): readonly string[] => ada.says(clip).tags

describe('engine/store, the same said of many clips', () => {
  it('engine/store - a tag on many clips is one step: undone together, done again together', () => {
    ada.save(clips[1], { note: 'mine', tags: ['loud'] })
    expect(ada.many(clips, { addTags: ['noisy'] })).toEqual(clips)
    expect(clips.map(tagsOf)).toEqual([['noisy'], ['loud', 'noisy'], ['noisy'], ['noisy']])
    ada.save(clips[0], { emotion: 'angry' })
    expect(ada.undo()).toBe(clips[0])
    ada.undo()
    expect(clips.map(tagsOf)).toEqual([[], ['loud'], [], []])
    expect(ada.says(clips[1]).note).toBe('mine')
    ada.redo()
    expect(clips.map(tagsOf)).toEqual([['noisy'], ['loud', 'noisy'], ['noisy'], ['noisy']])
    ada.redo()
    expect(ada.says(clips[0])).toMatchObject({ emotion: 'angry', tags: ['noisy'] })
    for (let i = 0; i < 3; i++) ada.undo()
    expect(ada.canUndo()).toBe(false)
    expect(clips.map(clip => ada.says(clip))).toEqual(clips.map(() => emptyAnnotation))
  })

  it('engine/store - two such steps in a row are two, and clips that said so before are left as they are', () => {
    ada.many(clips.slice(0, 2), { addTags: ['noisy'] })
    expect(ada.many(clips, { addTags: ['noisy'] })).toEqual(clips.slice(2))
    expect(ada.many(clips, { addTags: ['noisy'] })).toEqual([])
    ada.undo()
    expect(clips.map(clip => tagsOf(clip).length)).toEqual([1, 1, 0, 0])
    ada.undo()
    expect(clips.flatMap(tagsOf)).toEqual([])
    expect(ada.canUndo()).toBe(false)
  })

  it('engine/store - tags are taken away, and each step of the log says before and after', () => {
    ada.many(clips, { addTags: ['noisy', 'far'] })
    ada.many(clips.slice(0, 1), { removeTags: ['noisy'], addTags: ['near'] })
    expect(tagsOf(clips[0])).toEqual(['far', 'near'])
    const log = annotationEvents(store.db, ada.id, clips[0])
    expect(log.map(({ before, after }) => [before?.tags, after?.tags])).toEqual([
      [[], ['noisy', 'far']],
      [
        ['noisy', 'far'],
        ['far', 'near'],
      ],
    ])
    expect(new Set(log.map(({ id }) => id)).size).toBe(2)
  })

  it('engine/store - sent twice it is one step, an undo of it too', () => {
    const wanted = changeManySchema.parse({ eventId: randomUUID(), clipIds: clips, addTags: ['noisy'] })
    const first = changeMany(store.db, ada.id, wanted, at)
    expect(changeMany(store.db, ada.id, wanted, at)).toEqual(first)
    expect(eventsOf(store.db, wanted.eventId)).toHaveLength(4)
    const undo = randomUUID()
    const undone = stepBackOrForth(store.db, ada.id, 'undo', undo, at)
    expect(undone.toSorted()).toEqual(clips.toSorted())
    expect(stepBackOrForth(store.db, ada.id, 'undo', undo, at)).toEqual(undone)
    expect([...eachAnnotation(store.db, null)].flatMap(({ annotation }) => annotation.tags)).toEqual([])
  })

  it('engine/store - where one of the clips is refused, none is changed', async () => {
    expect(await codeOf(() => ada.many([...clips, 9999], { addTags: ['noisy'] }))).toBe('not-found')
    expect(clips.flatMap(tagsOf)).toEqual([])
    ada.save(clips[2], { tags: Array.from({ length: 50 }, (_, i) => `tag ${i}`) })
    expect(await codeOf(() => ada.many(clips, { addTags: ['noisy'] }))).toBe('bad-option')
    expect(clips.map(clip => tagsOf(clip).length)).toEqual([0, 0, 50, 0])
    expect(ada.undo()).toBe(clips[2])
  })

  it('engine/store - a clip outside all queues is heard in the newest audit that has it', () => {
    expect(whereHeard(store.db, ada.id, clips[0])).toEqual({ auditId: expect.any(Number) as number, queueId: null })
    expect(whereHeard(store.db, ada.id, 9999)).toEqual({ auditId: null, queueId: null })
  })
})
