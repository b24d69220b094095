import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NOTES_ONLY } from '#contracts/clip-query'
import type { QueueCard, QueuedClip } from '#contracts/annotation-queue'
import { useAuditStore } from '../../src-renderer/stores/audit'
import { useAnnotatorStore } from '../../src-renderer/stores/annotators'
import { useCoveredClipStore } from '../../src-renderer/stores/covered-clips'
import { useQueueStore } from '../../src-renderer/stores/queues'
import { askedText, typedText } from '../../src-renderer/text/search-text'
import { maskNames } from '../../src-renderer/text/shown-name'

const ada = { id: 1, name: 'Ada', createdAt: '', annotated: 0, finished: 0, undo: null, redo: null }
const card = (id: number, changes: Partial<QueueCard> = {}): QueueCard => ({
  ...{ id, name: `q${id}`, auditId: 1, annotatorId: 1, selection: { sort: 'file', order: 'asc', where: [] } },
  ...{ seed: null, isBlind: true, createdAt: '', clips: 2, finished: 0 },
  ...changes,
})
const clip = (place: number, clipId: number, isFinished = false): QueuedClip => ({
  ...{ place, clipId, file: `${clipId}.wav`, isFinished },
})

/** A project of Ada's queues, whose engine answers as it is asked. */
function engine(queues: readonly QueueCard[], clips: Readonly<Record<number, readonly QueuedClip[]>>): void {
  vi.stubGlobal('fetch', (path: string) => {
    if (path.endsWith('/annotators')) return Promise.resolve(Response.json([ada]))
    if (path.endsWith('/queues')) return Promise.resolve(Response.json(queues))
    const id = Number(/queues\/(\d+)/.exec(path)![1])
    return Promise.resolve(Response.json({ total: clips[id].length, offset: 0, rows: clips[id] }))
  })
}
async function load(): Promise<void> {
  await useAnnotatorStore().load('p')
  await useQueueStore().load('p')
  const covered = useCoveredClipStore()
  for (let before = ''; before !== covered.key;) {
    before = covered.key
    await covered.read()
  }
  await nextTick()
}
const kept = new Map<string, string>()
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
}
beforeEach(() => {
  kept.clear()
  vi.stubGlobal('localStorage', storage)
  setActivePinia(createPinia())
})
afterEach(() => vi.unstubAllGlobals())

describe('renderer/covered-clips', () => {
  it('renderer/covered-clips - where nobody annotates everything may be told at once', () => {
    engine([], {})
    expect(useCoveredClipStore().isTold(5)).toBe(true)
  })

  it('renderer/covered-clips - of somebody, nothing is told before it is known what waits for them', async () => {
    engine([card(1)], { 1: [clip(0, 5), clip(1, 6)] })
    useAnnotatorStore().name = 'Ada'
    const covered = useCoveredClipStore()
    expect([covered.isKnown, covered.isTold(9)]).toEqual([false, false])
    await useAnnotatorStore().load('p')
    expect(covered.isTold(9), 'the queues are not read yet').toBe(false)
    await useQueueStore().load('p')
    expect(covered.isTold(9), 'nor their clips').toBe(false)
    await load()
    expect([5, 6, 9].map(covered.isTold)).toEqual([false, false, true])
    expect(covered.told([{ clipId: 5 }, { clipId: 9 }])).toEqual([{ clipId: 9 }])
    expect(covered.reader).toBe(1)
  })

  it('renderer/covered-clips - only what waits, in blind queues, in mine', async () => {
    engine([card(1), card(2, { isBlind: false }), card(3, { annotatorId: 2 })], {
      1: [clip(0, 5, true), clip(1, 6)],
      2: [clip(0, 7), clip(1, 8)],
      3: [clip(0, 9), clip(1, 10)],
    })
    useAnnotatorStore().name = 'ada'
    await load()
    expect([...useCoveredClipStore().numbers]).toEqual([[6, 2]])
  })

  it('renderer/covered-clips - a clip that is finished outside its queue is told, and covered again by undo', async () => {
    engine([card(1)], { 1: [clip(0, 5), clip(1, 6)] })
    useAnnotatorStore().name = 'Ada'
    await load()
    const covered = useCoveredClipStore()
    covered.settle(5, true)
    expect([covered.isTold(5), covered.isTold(6), useQueueStore().cards[0].finished]).toEqual([true, false, 1])
    covered.settle(6, true)
    expect([covered.isTold(6), covered.reader]).toEqual([true, undefined])
    covered.settle(5, false)
    expect([covered.isTold(5), covered.isTold(6)]).toEqual([false, true])
  })
})

describe('renderer/covered-clips, figures', () => {
  /** What was asked of audit 1: its path, and for whom. */
  const asked: string[] = []
  function engineWithScores(): void {
    engine([card(1)], { 1: [clip(0, 5), clip(1, 6)] })
    const others = fetch
    asked.length = 0
    vi.stubGlobal('fetch', (path: string) => {
      const [, what] = /audits\/1(.*)$/.exec(path) ?? []
      if (what === undefined) return others(path)
      asked.push(what)
      const scored = path.includes('reader=') ? 8 : 10
      const found = what.startsWith('/summary')
        ? { scored, correct: scored / 2 }
        : { id: 1, progress: { scored: 10, correct: 9 } }
      return Promise.resolve(Response.json(found))
    })
  }

  it('renderer/covered-clips - no score is asked for before it is known for whom, and then for them', async () => {
    engineWithScores()
    useAnnotatorStore().name = 'Ada'
    const audits = useAuditStore()
    const loading = audits.load('p', 1)
    await new Promise(resolve => setTimeout(resolve, 5))
    expect([asked, audits.summary, audits.right]).toEqual([[''], null, null])
    await load()
    await loading
    expect(asked).toEqual(['', '/summary?reader=1'])
    expect(audits.right, 'not as the engine tells everybody').toEqual({ scored: 8, correct: 4 })
  })

  it('renderer/covered-clips - another project’s queues say nothing of who reads in this one', async () => {
    engineWithScores()
    useAnnotatorStore().name = 'Ada'
    await load()
    let isKnown = false
    void useCoveredClipStore()
      .whenKnown('q')
      .then(() => (isKnown = true))
    await new Promise(resolve => setTimeout(resolve, 5))
    expect(isKnown).toBe(false)
    expect(await useCoveredClipStore().whenKnown('p')).toEqual({ reader: 1, waiting: 2 })
  })

  it('renderer/covered-clips - once all are heard, or nobody annotates, scores are everybody’s', async () => {
    engineWithScores()
    useAnnotatorStore().name = 'Ada'
    const audits = useAuditStore()
    void audits.load('p', 1)
    await load()
    await vi.waitFor(() => expect(audits.summary).not.toBeNull())
    for (const clipId of [5, 6]) useCoveredClipStore().settle(clipId, true)
    await vi.waitFor(() => expect(audits.summary).toEqual({ scored: 10, correct: 5 }))
    expect(audits.right).toEqual({ scored: 10, correct: 9 })
    useCoveredClipStore().settle(6, false)
    await nextTick()
    expect(audits.isStale, 'what counts the clip that was taken back is not shown').toBe(true)
    await vi.waitFor(() => expect(audits.summary).toEqual({ scored: 8, correct: 4 }))
    useAnnotatorStore().leave()
    await vi.waitFor(() => expect(audits.summary).toEqual({ scored: 10, correct: 5 }))
  })
})

describe('renderer/search-text', () => {
  it('renderer/search-text - where names are hidden, notes alone are searched, and the field shows what was typed', () => {
    expect(askedText(' anger ')).toBe('anger')
    maskNames(true)
    expect(askedText('anger')).toBe(`${NOTES_ONLY}anger`)
    expect(askedText(`${NOTES_ONLY}anger`)).toBe(`${NOTES_ONLY}anger`)
    expect(typedText(`${NOTES_ONLY}anger`)).toBe('anger')
    expect(askedText('  ')).toBeUndefined()
    maskNames(false)
    expect(typedText('anger')).toBe('anger')
  })
})
