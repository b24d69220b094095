import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditCard } from '#contracts/audit'
import { decodeArray, type NamedArray } from '#contracts/arrays'
import type { ClipPage } from '#contracts/clip'
import { clipMapCardSchema, clipNeighboursSchema, type ClipMapCard, type ClipSelectionCard } from '#contracts/clip-map'
import type { Condition } from '#contracts/clip-query'
import type { DatasetCard } from '#contracts/dataset'
import { engineEventSchema, type EngineEvent } from '#contracts/events'
import type { ExperimentCard } from '#contracts/experiment'
import type { Project } from '#contracts/project'
import { jsonPost, openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { writeDemoClips } from '../helpers/experiments'
import { tempDir } from '../helpers/temp-dir'

const work = tempDir()
const CLIPS = writeDemoClips(join(work, 'corpus'), 10).length
let api: TestApi
let base: string
let map: ClipMapCard
const events: EngineEvent[] = []

beforeAll(async () => {
  api = await openApi(join(work, 'data'))
  api.engine.events.subscribe(event => events.push(engineEventSchema.parse(event)))
  const project = await api.post<Project>('/projects', { name: 'Demo', folder: work })
  const dataset = await api.post<DatasetCard>(`/projects/${project.id}/datasets`, { folder: join(work, 'corpus') })
  const audit = await api.post<AuditCard>(`/projects/${project.id}/audits`, {
    datasetId: dataset.id,
    modelId: demoModelId(api.engine),
    settings: { methods: [] },
  })
  base = `/projects/${project.id}/audits/${audit.id}`
  await api.untilDone(base)
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

async function array(path: string): Promise<NamedArray> {
  const response = await api.app.request(`/api${path}`)
  expect(response.status).toBe(200)
  const meta = JSON.parse(response.headers.get('x-array-meta')!) as Record<string, unknown>
  return { ...decodeArray(await response.arrayBuffer()), meta }
}
const rowsOf = async (query = ''): Promise<ClipPage['rows']> =>
  (await api.get<ClipPage>(`${base}/clips?limit=1000${query}`)).rows
const where = (...conditions: Condition[]): string => `where=${encodeURIComponent(JSON.stringify(conditions))}`

describe('api, maps of clips', () => {
  it('api - there is no map before there are activations', async () => {
    expect(await api.get(`${base}/maps`)).toEqual([])
    expect(await api.refusal(`${base}/maps`, jsonPost({}))).toMatchObject({ status: 404, code: 'not-found' })
    expect(await api.refusal(`${base}/maps`, jsonPost({ neighbours: 1 }))).toMatchObject({ code: 'bad-option' })
    expect(await api.refusal(`${base}/maps/1/points`)).toMatchObject({ status: 404 })
  })

  it('api - activations, then the map: begun, told as events, there when it is asked for again', async () => {
    const experiment = await api.post<ExperimentCard>(`${base}/experiments`, { kind: 'embedding' })
    const path = `${base}/experiments/${experiment.id}`
    await expect.poll(async () => (await api.get<ExperimentCard>(path)).state, { timeout: 30_000 }).toBe('done')
    expect(await api.get(`${path}/result`)).toMatchObject({ result: { kind: 'embedding', clips: CLIPS, size: 48 } })

    const begun = clipMapCardSchema.parse(await api.post(`${base}/maps`, { seed: 5 }))
    expect(begun).toMatchObject({ method: 'umap', seed: 5, neighbours: 15, minDist: 0.1, state: 'running', clips: 0 })
    const one = `${base}/maps/${begun.id}`
    await expect.poll(async () => (await api.get<ClipMapCard>(one)).state, { timeout: 30_000 }).toBe('done')
    map = await api.get<ClipMapCard>(one)
    expect(map.facts!.judged!.trustworthiness).toBeGreaterThan(0.7)
    const seen = events.flatMap(event => (event.type === 'clip-map' ? [event.map] : []))
    expect(seen.map(({ state }) => state)).toContain('running')
    expect(seen.at(-1)).toEqual(map)
    expect(await api.post(`${base}/maps`, { seed: 5 })).toEqual(map)
    expect(await api.post(`${one}/cancel`)).toEqual(map)
  })

  it('api - points stand in the order of the list; values and filters go with them', async () => {
    const rows = await rowsOf()
    const points = await array(`${base}/maps/${map.id}/points`)
    expect(points.shape).toEqual([CLIPS, 3])
    expect(rows.map((_, i) => points.data[3 * i])).toEqual(rows.map(({ clipId }) => clipId))
    expect(points.data.every(Number.isFinite)).toBe(true)

    const predicted = await array(`${base}/maps/${map.id}/values?column=predicted`)
    const words = predicted.meta.words as string[]
    expect(rows.map((_, i) => words[predicted.data[i]])).toEqual(rows.map(row => row.predicted))
    const counts = words.map(word => rows.filter(row => row.predicted === word).length)
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    const confidence = await array(`${base}/maps/${map.id}/values?column=confidence`)
    expect(confidence.meta.words).toBeNull()
    rows.forEach((row, i) => expect(confidence.data[i]).toBeCloseTo(row.confidence!, 6))
    const tags = await array(`${base}/maps/${map.id}/values?column=tags`)
    expect(tags.data.every(Number.isNaN)).toBe(true)
    expect(await api.refusal(`${base}/maps/${map.id}/values?column=nonsense`)).toMatchObject({ code: 'bad-option' })

    const sure: Condition = { kind: 'range', column: 'confidence', min: 0.8, max: null }
    const left = await array(`${base}/maps/${map.id}/matches?outcome=correct&${where(sure)}`)
    expect(rows.map((_, i) => left.data[i] === 1)).toEqual(
      rows.map(({ isCorrect, confidence: value }) => isCorrect === true && value! >= 0.8),
    )
  })

  it('api - clips chosen by hand are a filter of the list, on top of others', async () => {
    const rows = await rowsOf()
    const chosen = [rows[4], rows[1], rows[9], rows[1]].map(({ clipId }) => clipId)
    const selection = await api.post<ClipSelectionCard>(`${base}/selections`, { clips: chosen })
    expect(selection.clips).toBe(3)
    expect(await api.post(`${base}/selections`, { clips: chosen.toReversed() })).toEqual(selection)
    const sorted = [...new Set(chosen)].sort((a, b) => a - b)
    expect([...(await array(`${base}/selections/${selection.id}`)).data]).toEqual(sorted)
    const condition: Condition = { kind: 'selection', column: 'selection', ...selection }
    const listed = await rowsOf(`&${where(condition)}`)
    expect(listed.map(({ clipId }) => clipId)).toEqual(
      rows.map(({ clipId }) => clipId).filter(id => chosen.includes(id)),
    )
    const correct = await rowsOf(`&outcome=correct&${where(condition)}`)
    expect(correct.map(({ clipId }) => clipId)).toEqual(
      listed.filter(({ isCorrect }) => isCorrect === true).map(({ clipId }) => clipId),
    )
    const none: Condition = { ...condition, id: 'nonsense' }
    expect(await api.refusal(`${base}/clips?${where(none)}`)).toMatchObject({ status: 404, code: 'not-found' })
    expect(await api.refusal(`${base}/selections/nonsense`)).toMatchObject({ status: 404 })
  })

  it('api - the clips most like one: never itself, nearest first, with their labels', async () => {
    const [{ clipId }] = await rowsOf()
    const path = `${base}/clips/${clipId}/neighbours`
    const found = clipNeighboursSchema.parse(await api.get(`${path}?k=5`))
    expect(found.clips).toBe(CLIPS - 1)
    expect(found.neighbours).toHaveLength(5)
    expect(found.neighbours.map(({ row }) => row.clipId)).not.toContain(clipId)
    const similarities = found.neighbours.map(({ similarity }) => similarity)
    expect(similarities).toEqual(similarities.toSorted((a, b) => b - a))
    const whole = clipNeighboursSchema.parse(await api.get(`${path}?k=200`))
    expect(whole.neighbours).toHaveLength(CLIPS - 1)
    expect(whole.neighbours.slice(0, 5)).toEqual(found.neighbours)
    expect(await api.refusal(`${path}?k=0`)).toMatchObject({ code: 'bad-option' })
    expect(await api.get(`${base}/clips/999999/neighbours`)).toEqual({ clips: 0, neighbours: [] })
  })
})
