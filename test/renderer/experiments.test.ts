import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { EngineEvent } from '#contracts/events'
import type { ExperimentCard } from '#contracts/experiment'
import { useAnswer } from '../../src-renderer/composables/use-answer'
import { pulseOf, useExperimentStore } from '../../src-renderer/stores/experiments'

class FakeStream extends EventTarget {
  static readonly open: FakeStream[] = []
  constructor() {
    super()
    FakeStream.open.push(this)
  }
  close(): void {
    FakeStream.open.length = 0
  }
  static say(event: EngineEvent): void {
    for (const one of FakeStream.open) one.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }))
  }
}

const card = (id: number, done = 0, state: ExperimentCard['state'] = 'running'): ExperimentCard => ({
  ...{ kind: 'reference-clips', id, auditId: 1, seed: 1, createdAt: '', state, error: null },
  settings: { layer: '', composite: 'epsilon-plus-flat', residual: 'norm', keep: 40 },
  progress: { total: 100, done, refused: 0, itemsPerSec: null, secondsLeft: null },
})

describe('renderer/stores - experiments', () => {
  const asked: string[] = []
  beforeEach(() => {
    setActivePinia(createPinia())
    asked.length = 0
    vi.stubGlobal('EventSource', FakeStream)
    vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
      asked.push(`${init?.method ?? 'GET'} ${path.replace('/api/projects/p/audits/1/', '')}`)
      if (path.includes('/result')) return Promise.resolve(Response.json({ experiment: card(7), result: {} }))
      if (init?.method === 'POST') return Promise.resolve(Response.json(card(8)))
      return Promise.resolve(Response.json([card(7)]))
    })
  })
  afterEach(() => vi.unstubAllGlobals())

  it('one that is done before the answer to its start is here stays done', async () => {
    const { useConnectionStore } = await import('../../src-renderer/stores/connection')
    useConnectionStore().start()
    const store = useExperimentStore()
    await store.load('p', 1)
    const started = store.start({ kind: 'reference-clips' })
    FakeStream.say({ type: 'experiment', projectId: 'p', experiment: card(8, 100, 'done') })
    await started
    expect(store.ofKind('reference-clips')[0]).toMatchObject({ id: 8, state: 'done' })
  })

  it('progress comes by event, of this audit only; the newest stands first', async () => {
    const { useConnectionStore } = await import('../../src-renderer/stores/connection')
    useConnectionStore().start()
    const store = useExperimentStore()
    await store.load('p', 1)
    await store.start({ kind: 'reference-clips' })
    expect(store.ofKind('reference-clips').map(one => one.id)).toEqual([8, 7])
    FakeStream.say({ type: 'experiment', projectId: 'p', experiment: card(7, 50) })
    FakeStream.say({ type: 'experiment', projectId: 'p', experiment: { ...card(9), auditId: 2 } })
    FakeStream.say({ type: 'experiment', projectId: 'other', experiment: card(10) })
    expect(store.ofKind('reference-clips').map(one => [one.id, one.progress.done])).toEqual([
      [8, 0],
      [7, 50],
    ])
    expect(store.ofKind('faithfulness')).toEqual([])
  })

  it('a result is asked for once, and anew when more is done', async () => {
    const store = useExperimentStore()
    await store.load('p', 1)
    await store.result(card(7, 10), { channel: 3, limit: 8 })
    await store.result(card(7, 10), { channel: 3, limit: 8 })
    await store.result(card(7, 20), { channel: 3, limit: 8 })
    expect(asked.slice(1)).toEqual(Array(2).fill('GET experiments/7/result?channel=3&limit=8'))
  })

  it('results on the way follow each twentieth of the work, and its end', () => {
    expect(pulseOf(card(7, 11))).toBe(pulseOf(card(7, 14)))
    expect(pulseOf(card(7, 14))).not.toBe(pulseOf(card(7, 15)))
    expect(pulseOf(card(7, 100))).not.toBe(pulseOf(card(7, 100, 'done')))
  })
})

describe('renderer/an answer that takes its time', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('belongs to the question that stands, is asked once it rests, and can be asked again', async () => {
    const question = ref<string | null>('a')
    const asked: string[] = []
    const scope = effectScope()
    const ask = (text: string): Promise<string> => {
      asked.push(text)
      return text === 'bad' ? Promise.reject(new Error('no')) : new Promise(done => setTimeout(() => done(text), 3000))
    }
    const answer = scope.run(() => useAnswer(question, ask, 100))!
    question.value = 'b'
    await nextTick()
    await vi.advanceTimersByTimeAsync(150)
    expect(asked).toEqual(['b'])
    expect([answer.isDue.value, answer.value.value]).toEqual([true, null])
    await vi.advanceTimersByTimeAsync(2000)
    expect(answer.waitedSec.value).toBe(2)
    await vi.advanceTimersByTimeAsync(2000)
    expect([answer.isDue.value, answer.value.value]).toEqual([false, 'b'])
    question.value = 'bad'
    await nextTick()
    expect(answer.value.value).toBeNull()
    await vi.advanceTimersByTimeAsync(150)
    expect(answer.error.value?.message).toBe('no')
    answer.retry()
    await nextTick()
    await vi.advanceTimersByTimeAsync(150)
    expect(asked).toEqual(['b', 'bad', 'bad'])
    question.value = null
    await nextTick()
    expect([answer.isDue.value, answer.error.value]).toEqual([false, null])
    scope.stop()
  })
})
