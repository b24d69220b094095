import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeArray } from '#contracts/arrays'
import type { AuditCard } from '#contracts/audit'
import type { ClipPage } from '#contracts/clip'
import type { DatasetCard } from '#contracts/dataset'
import type { Project } from '#contracts/project'
import type { OcclusionSettings } from '#contracts/settings'
import { openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { toneWav } from '../helpers/tones'

interface Answer {
  readonly data: Float32Array
  readonly meta: { readonly detail: string; readonly facts: { readonly patches: number } }
}

const work = tempDir()
let api: TestApi
let project: Project
let dataset: DatasetCard

beforeAll(async () => {
  const corpus = join(work, 'corpus')
  mkdirSync(corpus)
  writeFileSync(join(corpus, '03-01-05-01-01-01-01.wav'), toneWav({ f0Hz: 180, seconds: 1.3 }))
  api = await openApi(join(work, 'data'))
  project = await api.post('/projects', { name: 'Tone', folder: work })
  dataset = await api.post(`/projects/${project.id}/datasets`, { folder: corpus })
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

/** Asks for maps of the one clip of an audit that made none. */
async function asker(occlusion: Partial<OcclusionSettings>): Promise<(query: string) => Promise<Answer>> {
  const wanted = { datasetId: dataset.id, modelId: demoModelId(api.engine), settings: { methods: [], occlusion } }
  const audit = await api.post<AuditCard>(`/projects/${project.id}/audits`, wanted)
  const base = `/projects/${project.id}/audits/${audit.id}`
  await api.untilDone(base)
  const [{ clipId }] = (await api.get<ClipPage>(`${base}/clips`)).rows
  return async query => {
    const response = await api.app.request(`/api${base}/clips/${clipId}/saliency${query}`)
    expect(response.status).toBe(200)
    const meta = JSON.parse(response.headers.get('x-array-meta')!) as Answer['meta']
    return { ...decodeArray(await response.arrayBuffer()), meta }
  }
}

describe('api - coarse maps', () => {
  it('a map that takes long is sketched until it is stored; the sketch is not', async () => {
    const ask = await asker({ patchMels: 2, patchFrames: 2, strideMels: 1, strideFrames: 1 })
    const sketch = await ask('?detail=coarse')
    expect(sketch.meta.detail).toBe('coarse')
    expect((await ask('?detail=coarse')).meta.detail).toBe('coarse')
    const map = await ask('')
    expect(map.meta.detail).toBe('fine')
    expect(map.data.length).toBe(sketch.data.length)
    expect(map.data).not.toEqual(sketch.data)
    expect(map.meta.facts.patches).toBeGreaterThan(3 * sketch.meta.facts.patches)
    const stored = await ask('?detail=coarse')
    expect(stored.meta.detail).toBe('fine')
    expect(stored.data).toEqual(map.data)
  })

  it('a map that takes no time comes at once, and so does any of a method without sketches', async () => {
    const ask = await asker({})
    const first = await ask('?detail=coarse')
    expect(first.meta.detail).toBe('fine')
    expect((await ask('?detail=fine')).data).toEqual(first.data)
    expect((await ask('?method=lrp&detail=coarse')).meta.detail).toBe('fine')
  })

  it('any other detail is refused', async () => {
    const path = `/projects/${project.id}/audits/1/clips/1/saliency?detail=blurred`
    expect(await api.refusal(path)).toMatchObject({ status: 422, code: 'bad-option' })
  })
})
