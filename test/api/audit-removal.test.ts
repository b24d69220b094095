import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditCard } from '#contracts/audit'
import type { ClipPage } from '#contracts/clip'
import type { DatasetCard } from '#contracts/dataset'
import type { ExperimentCard } from '#contracts/experiment'
import type { Library, Project } from '#contracts/project'
import { jsonPost, openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const work = tempDir()
let api: TestApi
let project: Project
let dataset: DatasetCard

beforeAll(async () => {
  writeToneCorpus(join(work, 'corpus'), 3)
  api = await openApi(join(work, 'data'))
  project = await api.post('/projects', { name: 'Audits', folder: work })
  dataset = await api.post(`/projects/${project.id}/datasets`, { folder: join(work, 'corpus') })
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

const base = (id: number): string => `/projects/${project.id}/audits/${id}`
async function run(extra: object = {}): Promise<AuditCard> {
  const wanted = { datasetId: dataset.id, modelId: demoModelId(api.engine), ...extra }
  const { id } = await api.post<AuditCard>(`/projects/${project.id}/audits`, wanted)
  return api.untilDone(base(id))
}
const send = (method: string, path: string, body: unknown = {}): Promise<Response> =>
  Promise.resolve(api.app.request(`/api${path}`, { ...jsonPost(body), method }))

describe('api, audits and experiments go', () => {
  it('api - an audit is called as a person calls it, and by model and data set again', async () => {
    const { id, name } = await run()
    expect(name).toBeNull()
    expect(await (await send('PUT', base(id), { name: ' baseline ' })).json()).toMatchObject({ id, name: 'baseline' })
    const described = await api.get<Project>(`/projects/${project.id}`)
    expect(described.audits.map(audit => audit.name)).toEqual(['baseline'])
    expect(await (await send('PUT', base(id), { name: null })).json()).toMatchObject({ name: null })
    expect((await send('PUT', base(id), { name: '' })).status).toBe(422)
  })

  it('api - an experiment is deleted with its outcomes; asked again, it is a new one', async () => {
    const { id } = await run()
    const all = `${base(id)}/experiments`
    const question = { kind: 'baseline', settings: {}, seed: 1 }
    const { id: experiment } = await api.post<ExperimentCard>(all, question)
    expect((await send('DELETE', `${all}/${experiment}`)).status).toBe(200)
    expect(await api.get(all)).toEqual([])
    expect((await send('DELETE', `${all}/${experiment}`)).status).toBe(404)
    expect((await api.post<ExperimentCard>(all, question)).auditId).toBe(id)
  })

  it('api - a deleted audit takes its results with it, but not those that another audit shares nor what people said', async () => {
    const whole = await run()
    const part = await run({ limit: 2 })
    const { rows } = await api.get<ClipPage>(`${base(whole.id)}/clips`)
    const ada = await api.post<{ id: number }>(`/projects/${project.id}/annotators`, { name: 'Ada' })
    const label = { eventId: 'one-step-1', changes: { note: 'listen again' } }
    await api.post(`/projects/${project.id}/annotators/${ada.id}/clips/${rows[0].clipId}`, label)
    await send('PUT', `/projects/${project.id}/place`, { path: `/a/${whole.id}/clips/1`, title: '' })

    expect((await send('DELETE', base(whole.id))).status).toBe(200)
    expect(await api.refusal(base(whole.id))).toMatchObject({ status: 404 })
    expect(await api.get<AuditCard>(base(part.id))).toMatchObject({ progress: { done: 2 } })
    const { projects } = await api.get<Library>('/library')
    expect(projects[0]).toMatchObject({ audits: 1, place: null })

    expect((await send('DELETE', base(part.id))).status).toBe(200)
    const again = await run()
    expect(again.progress).toMatchObject({ done: 3, reused: 0 })
    const said = await api.get<unknown[]>(`/projects/${project.id}/clips/${rows[0].clipId}/annotations`)
    expect(said).toMatchObject([{ annotation: { note: 'listen again' } }])
  })
})
