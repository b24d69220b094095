import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { AuditCard } from '#contracts/audit'
import type { ClipMapCard, MapMethod } from '#contracts/clip-map'
import type { EngineEvent } from '#contracts/events'
import type { ExperimentCard } from '#contracts/experiment'
import { useClipMapStore } from '../../src-renderer/stores/clip-maps'
import { useConnectionStore } from '../../src-renderer/stores/connection'
import { useExperimentStore } from '../../src-renderer/stores/experiments'
import { useMapDrawing } from '../../src-renderer/views/map/use-map-drawing'
import type { MapDrawing } from '../../src-renderer/views/map/use-map-drawing'

class FakeStream extends EventTarget {
  static open: FakeStream[] = []
  constructor() {
    super()
    FakeStream.open.push(this)
  }
  close(): void {
    FakeStream.open = FakeStream.open.filter(one => one !== this)
  }
}
const say = (event: EngineEvent): void => {
  for (const one of FakeStream.open) one.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }))
}
const embedding = (state: ExperimentCard['state'], done: number): ExperimentCard => ({
  ...{ kind: 'embedding', id: 1, auditId: 1, seed: 1, createdAt: '', state, error: null, settings: {} },
  progress: { total: done, done, refused: 0, itemsPerSec: null, secondsLeft: null },
})
const map = (fields: Partial<ClipMapCard>): ClipMapCard => ({
  ...{ id: 1, auditId: 1, method: 'umap', seed: 1, neighbours: 15, minDist: 0.1, state: 'done', error: null },
  ...{ progress: null, createdAt: '2026-01-01', clips: 10, facts: null },
  ...fields,
})

describe('renderer/views - drawing the map', () => {
  /** What the engine has. */
  let experiments: ExperimentCard[] = []
  let maps: ClipMapCard[] = []
  const asked: [path: string, body: unknown][] = []
  const audit = ref({ progress: { done: 10 } } as AuditCard)
  const method = ref<MapMethod>('umap')
  let scope = effectScope()

  beforeEach(() => {
    setActivePinia(createPinia())
    scope = effectScope()
    ;[experiments, maps, asked.length] = [[], [], 0]
    method.value = 'umap'
    audit.value = { progress: { done: 10 } } as AuditCard
    vi.stubGlobal('EventSource', FakeStream)
    vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
      const at = path.replace('/api/projects/p/audits/1/', '')
      if (init?.method !== 'POST') return Promise.resolve(Response.json(at === 'maps' ? maps : experiments))
      const body = JSON.parse(init.body as string) as Partial<ClipMapCard>
      asked.push([at, body])
      const card = at === 'maps' ? map({ ...body, id: 9, state: 'running', clips: 0 }) : embedding('running', 0)
      return Promise.resolve(Response.json(card))
    })
    useConnectionStore().start()
  })
  afterEach(() => {
    scope.stop()
    FakeStream.open = []
    vi.unstubAllGlobals()
  })

  async function look(): Promise<MapDrawing> {
    const drawing = scope.run(() => useMapDrawing(audit, method))!
    await Promise.all([useExperimentStore().load('p', 1), useClipMapStore().load('p', 1)])
    await settled()
    return drawing
  }
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 10; i++) await nextTick()
  }

  it('nothing is drawn before the person asks; then activations, and the map by itself', async () => {
    const drawing = await look()
    expect(asked).toEqual([])
    drawing.make()
    await settled()
    expect(asked).toEqual([['experiments', { kind: 'embedding' }]])
    say({ type: 'experiment', projectId: 'p', experiment: embedding('done', 10) })
    await settled()
    expect(asked.slice(1)).toEqual([['maps', { method: 'umap' }]])
    expect(drawing.card.value).toMatchObject({ id: 9, state: 'running' })
  })

  it('a map that is there is not drawn again; that of another method is drawn when it is chosen', async () => {
    ;[experiments, maps] = [[embedding('done', 10)], [map({})]]
    const drawing = await look()
    expect(drawing.card.value!.id).toBe(1)
    expect(asked).toEqual([])
    method.value = 'pca'
    await settled()
    expect(asked).toEqual([['maps', { method: 'pca' }]])
  })

  it('a failed or cancelled map waits for the person', async () => {
    ;[experiments, maps] = [[embedding('done', 10)], [map({ state: 'failed', clips: 0 })]]
    await look()
    expect(asked).toEqual([])
  })

  it('clips with new results are counted; the map is drawn anew as it was asked for', async () => {
    ;[experiments, maps] = [[embedding('done', 10)], [map({ neighbours: 30, seed: 4 })]]
    const drawing = await look()
    expect(drawing.newer.value).toBe(0)
    audit.value = { progress: { done: 14 } } as AuditCard
    expect(drawing.newer.value).toBe(4)
    drawing.make()
    await settled()
    say({ type: 'experiment', projectId: 'p', experiment: embedding('done', 14) })
    await settled()
    expect(asked).toEqual([
      ['experiments', { kind: 'embedding' }],
      ['maps', { method: 'umap', neighbours: 30, seed: 4, minDist: 0.1 }],
    ])
  })

  it('of two maps of a method the one drawn last is shown; one that is done before the answer stays done', async () => {
    ;[experiments, maps] = [[embedding('done', 10)], [map({}), map({ id: 2, seed: 2, createdAt: '2026-01-02' })]]
    const drawing = await look()
    expect(drawing.card.value!.id).toBe(2)
    drawing.draw({ seed: 5 })
    say({ type: 'clip-map', projectId: 'p', map: map({ id: 9, seed: 5, createdAt: '2026-01-03' }) })
    await settled()
    expect(drawing.card.value).toMatchObject({ id: 9, state: 'done' })
  })
})
