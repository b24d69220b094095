import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditCard } from '#contracts/audit'
import { decodeArray } from '#contracts/arrays'
import type { ClipPage } from '#contracts/clip'
import type { DatasetCard } from '#contracts/dataset'
import { engineEventSchema, type EngineEvent } from '#contracts/events'
import { experimentCardSchema, experimentResultSchema, type ExperimentCard } from '#contracts/experiment'
import { judgementSchema } from '#contracts/judgement'
import type { Project } from '#contracts/project'
import { jsonPost, openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const CLIPS = 6
const work = tempDir()
const corpus = join(work, 'corpus')
writeToneCorpus(corpus, CLIPS)

let api: TestApi
let base: string
const events: EngineEvent[] = []

beforeAll(async () => {
  api = await openApi(join(work, 'data'))
  api.engine.events.subscribe(event => events.push(engineEventSchema.parse(event)))
  const project = await api.post<Project>('/projects', { name: 'Tones', folder: work })
  const dataset = await api.post<DatasetCard>(`/projects/${project.id}/datasets`, { folder: corpus })
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

async function finished(question: object): Promise<ExperimentCard> {
  const card = experimentCardSchema.parse(await api.post(`${base}/experiments`, question))
  const path = `${base}/experiments/${card.id}`
  await expect.poll(async () => (await api.get<ExperimentCard>(path)).state, { timeout: 30_000 }).not.toBe('running')
  return api.get<ExperimentCard>(path)
}

describe('api, experiments', () => {
  it('api - reference clips: begun, told as events, listed, and shown by channel', async () => {
    const card = await finished({ kind: 'reference-clips', settings: { keep: 4 } })
    expect(card).toMatchObject({
      ...{ kind: 'reference-clips', seed: 1, state: 'done', error: null, settings: { keep: 4, layer: '' } },
      progress: { total: CLIPS, done: CLIPS, refused: 0 },
    })
    const seen = events.flatMap(event => (event.type === 'experiment' ? [event.experiment] : []))
    expect(seen.map(({ state }) => state)).toContain('running')
    expect(seen.at(-1)).toMatchObject({ id: card.id, state: 'done' })
    expect(await api.get(`${base}/experiments`)).toEqual([card])

    const path = `${base}/experiments/${card.id}/result`
    const whole = experimentResultSchema.parse(await api.get(path))
    if (whole.result.kind !== 'reference-clips') throw new Error(whole.result.kind)
    expect(whole.result).toMatchObject({ clips: CLIPS, channel: null })
    const { channel } = whole.result.channels[0]
    const one = experimentResultSchema.parse(await api.get(`${path}?channel=${channel}&limit=2`))
    if (one.result.kind !== 'reference-clips') throw new Error(one.result.kind)
    expect(one.result.channel!.mostRelevant).toHaveLength(2)
    const { rows } = await api.get<ClipPage>(`${base}/clips`)
    for (const { clipId, file, predicted, startSec, endSec } of one.result.channel!.mostActive) {
      expect(rows.find(row => row.clipId === clipId)).toMatchObject({ file, predicted })
      expect(startSec).toBeLessThan(endSec)
    }
    expect(await api.refusal(`${path}?channel=100000`)).toMatchObject({ status: 404, code: 'not-found' })
    expect(await api.refusal(`${path}?channel=-1`)).toMatchObject({ status: 422, code: 'bad-option' })
  })

  it('api - faithfulness of a sample', async () => {
    const card = await finished({
      kind: 'faithfulness',
      settings: { methods: ['lrp'], clips: 3, judge: { checks: [], draws: 1 } },
      seed: 9,
    })
    expect(card).toMatchObject({ state: 'done', seed: 9, progress: { total: 9, done: 9 } })
    const { result } = experimentResultSchema.parse(await api.get(`${base}/experiments/${card.id}/result`))
    if (result.kind !== 'faithfulness') throw new Error(result.kind)
    expect(result.methods[0].metrics.map(({ metric }) => metric)).toEqual(['deletion', 'insertion', 'aopc', 'abpc'])
    for (const action of ['pause', 'cancel'])
      expect(await api.post(`${base}/experiments/${card.id}/${action}`)).toMatchObject({ state: 'done' })
    expect(await api.post(`${base}/experiments/${card.id}/resume`)).toMatchObject({ id: card.id })
  })

  it.each([
    ['an unknown kind', { kind: 'astrology' }, 422, 'bad-option'],
    ['an unknown setting', { kind: 'faithfulness', settings: { luck: 7 } }, 422, 'bad-option'],
    ['no method', { kind: 'faithfulness', settings: { methods: [] } }, 422, 'bad-option'],
    ['a sample of one', { kind: 'faithfulness', settings: { clips: 1 } }, 422, 'bad-option'],
    ['an unknown layer', { kind: 'reference-clips', settings: { layer: 'nowhere' } }, 404, 'not-found'],
  ])('api - refused: %s', async (_, question, status, code) => {
    expect(await api.refusal(`${base}/experiments`, jsonPost(question))).toMatchObject({ status, code })
  })

  it('api - refused: an experiment or an audit that is not there', async () => {
    expect(await api.refusal(`${base}/experiments/99`)).toMatchObject({ status: 404 })
    expect(await api.refusal(`${base}/experiments/99/result`)).toMatchObject({ status: 404 })
    expect(await api.refusal(`${base}/experiments/99/resume`, jsonPost({}))).toMatchObject({ status: 404 })
    expect(await api.refusal(`${base}9/experiments`)).toMatchObject({ status: 404 })
  })

  it('api - concepts of a label rather than another; a judgement with its further figures', async () => {
    const { rows } = await api.get<ClipPage>(`${base}/clips`)
    const clip = `${base}/clips/${rows[0].clipId}`
    const concepts = async (query: string): Promise<{ data: Float32Array; meta: Record<string, unknown> }> => {
      const response = await api.app.request(`/api${clip}/concepts?${query}`)
      expect(response.status).toBe(200)
      const { data } = decodeArray(await response.arrayBuffer())
      return { data, meta: JSON.parse(response.headers.get('x-array-meta')!) as Record<string, unknown> }
    }
    const [plain, difference] = [await concepts('target=sad'), await concepts('target=sad&against=angry')]
    expect(plain.meta).toMatchObject({ target: 'sad', against: null })
    expect(difference.meta).toMatchObject({ target: 'sad', against: 'angry' })
    expect(difference.data).not.toEqual(plain.data)
    expect(await api.refusal(`${clip}/concepts?target=sad&against=bored`)).toMatchObject({ status: 404 })
    const judgement = judgementSchema.parse(await api.get(`${clip}/judgement?method=lrp`))
    expect(judgement.correlation).not.toBeNull()
    expect(judgement.infidelity).toBeGreaterThanOrEqual(0)
  })
})
