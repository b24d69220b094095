import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditCard } from '#contracts/audit'
import type { ClipPage } from '#contracts/clip'
import { columnInfoSchema } from '#contracts/clip-query'
import { comparedWindowsSchema, comparisonSchema, otherAnswerSchema } from '#contracts/comparison'
import type { DatasetCard } from '#contracts/dataset'
import type { Project } from '#contracts/project'
import { openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const CLIPS = 6
const work = tempDir()
writeToneCorpus(join(work, 'corpus'), CLIPS)

let api: TestApi
const projects: Project[] = []

async function projectWith(name: string, ...methods: string[][]): Promise<void> {
  const project = await api.post<Project>('/projects', { name, folder: work })
  const dataset: DatasetCard = await api.post(`/projects/${project.id}/datasets`, { folder: join(work, 'corpus') })
  for (const chosen of methods) {
    const question = { datasetId: dataset.id, modelId: demoModelId(api.engine), settings: { methods: chosen } }
    const { id } = await api.post<AuditCard>(`/projects/${project.id}/audits`, question)
    await api.untilDone(`/projects/${project.id}/audits/${id}`)
  }
  projects.push(project)
}

beforeAll(async () => {
  api = await openApi(join(work, 'data'))
  await projectWith('One', ['occlusion'], ['gradient', 'occlusion'])
  await projectWith('Two', ['occlusion'])
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

describe('api/compare', () => {
  it('api - two audits of a project: what they say, and where they look', async () => {
    const base = `/projects/${projects[0].id}/compare`
    const comparison = comparisonSchema.parse(await api.get(`${base}?a=1&b=2`))
    expect(comparison).toMatchObject({ isPaired: true, differs: ['method'], pairs: { both: CLIPS } })
    const windows = comparedWindowsSchema.parse(await api.get(`${base}/windows?a=1&b=2&methodB=occlusion`))
    expect(windows.overlap.clips).toBe(CLIPS)
    expect(windows.overlap.value).toBeCloseTo(1, 9)
  })

  it('api - audits of two projects are paired by their samples', async () => {
    const { id } = projects[0]
    const found = comparisonSchema.parse(await api.get(`/projects/${id}/compare?a=1&b=1&projectB=${projects[1].id}`))
    expect(found).toMatchObject({ isPaired: true, differs: [], pairs: { both: CLIPS, byName: 0 }, changes: [] })
  })

  it('api - what the other audits say: as columns of the table, and of one clip', async () => {
    const project = `/projects/${projects[0].id}`
    const columns = (await api.get<unknown[]>(`${project}/annotation-columns`)).map(one => columnInfoSchema.parse(one))
    expect(columns.map(({ id }) => id)).toContain('other.2.outcome')
    const page = await api.get<ClipPage>(`${project}/audits/1/clips?columns=other.2.predicted&sort=other.2.confidence`)
    const [row] = page.rows
    expect(row.values['other.2.predicted']).toBe(row.predicted)
    const answers = (await api.get<unknown[]>(`${project}/audits/1/clips/${row.clipId}/other-answers`)).map(answer =>
      otherAnswerSchema.parse(answer),
    )
    expect(answers).toMatchObject([{ auditId: 2, clipId: row.clipId, methods: ['gradient', 'occlusion'] }])
  })

  it.each([
    ['?a=1', 'bad-option'],
    ['?a=1&b=1', 'bad-option'],
    ['?a=1&b=9', 'not-found'],
    ['?a=1&b=2&methodA=crp', 'bad-option'],
    ['?a=1&b=1&projectB=nowhere', 'not-found'],
    ['?a=1&b=2&seed=3', 'bad-option'],
  ])('api - compare%s is refused: %s', async (query, code) => {
    expect(await api.refusal(`/projects/${projects[0].id}/compare${query}`)).toMatchObject({ code })
  })
})
