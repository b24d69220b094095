import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditCard } from '#contracts/audit'
import type { ClipPage } from '#contracts/clip'
import type { DatasetCard } from '#contracts/dataset'
import {
  expertCueInfoSchema,
  expertTableChangeSchema,
  expertTableSchema,
  type ExpertTable,
} from '#contracts/expert-table'
import { auditTablesSchema, clipPlausibilityViewSchema, plausibilityReportSchema } from '#contracts/plausibility'
import type { Project } from '#contracts/project'
import { jsonPost, openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const work = tempDir()
writeToneCorpus(join(work, 'corpus'), 6)

let api: TestApi
let project: Project
/** `/projects/ID/audits/N` */
let base: string
let tables: string

beforeAll(async () => {
  api = await openApi(join(work, 'data'))
  project = await api.post('/projects', { name: 'Tones', folder: work })
  const dataset: DatasetCard = await api.post(`/projects/${project.id}/datasets`, { folder: join(work, 'corpus') })
  const question = { datasetId: dataset.id, modelId: demoModelId(api.engine) }
  const audit: AuditCard = await api.post(`/projects/${project.id}/audits`, question)
  base = `/projects/${project.id}/audits/${audit.id}`
  tables = `/projects/${project.id}/expert-tables`
  await api.untilDone(base)
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

const put = (body: unknown): RequestInit => ({ ...jsonPost(body), method: 'PUT' })

describe('api, plausibility', () => {
  it('api - a handful of clips: a report that says how little it knows', async () => {
    const report = plausibilityReportSchema.parse(await api.get(`${base}/plausibility`))
    expect(report).toMatchObject({ table: { id: 'default' }, population: 'speaker', method: 'occlusion' })
    expect(Object.values(report.counts).reduce((a, b) => a + b)).toBe(6)
    expect(report.counts.implausible).toBe(0)
    expect(report.errorDetection.caveats.length).toBeGreaterThan(0)
    expect(report.checks.map(({ state }) => state)).not.toContain('warn')
  })

  it('api - other settings in the query are tried, in the body chosen', async () => {
    const tried = plausibilityReportSchema.parse(
      await api.get(`${base}/plausibility?table=arousal-only&population=dataset&percentile=10`),
    )
    expect(tried.settings).toMatchObject({ table: 'arousal-only', population: 'dataset', percentile: 10 })
    expect(await api.get(`${base}/plausibility`)).toMatchObject({ table: { id: 'default' } })
    const response = await api.app.request(`/api${base}/plausibility`, put({ table: 'scherer-2003' }))
    expect(plausibilityReportSchema.parse(await response.json()).table.id).toBe('scherer-2003')
    expect(await api.get(`${base}/plausibility`)).toMatchObject({ table: { id: 'scherer-2003' } })
  })

  it.each([
    ['population=nobody', 422, 'bad-option'],
    ['percentile=0', 422, 'bad-option'],
    ['percentile=many', 422, 'bad-option'],
    ['colour=red', 422, 'bad-option'],
    ['method=crp', 422, 'bad-option'],
    ['table=nobody-2020', 404, 'not-found'],
  ])('api - %s is refused', async (asked, status, code) => {
    expect(await api.refusal(`${base}/plausibility?${asked}`)).toMatchObject({ status, code })
  })

  it('api - every clip has a verdict and a sentence; the tables have a row for each label', async () => {
    const page: ClipPage = await api.get(`${base}/clips`)
    for (const { clipId } of page.rows) {
      const view = clipPlausibilityViewSchema.parse(await api.get(`${base}/clips/${clipId}/plausibility`))
      expect(view.sentence).toMatch(/^(In the|No part).*\.$/)
      expect(view.plausibility.verdict).toMatch(/^n/)
    }
    expect(await api.refusal(`${base}/clips/9999/plausibility`)).toMatchObject({ status: 404, code: 'not-found' })
    const found = auditTablesSchema.parse(await api.get(`${base}/cue-tables`))
    expect(found.datasets).toMatchObject([{ clips: 6 }])
  })
})

describe('api, expert tables', () => {
  it('api - those of the program, a copy that is edited, what it changes', async () => {
    const known = (await api.get<unknown[]>(tables)).map(table => expertTableSchema.parse(table))
    expect(known[0].id).toBe('default')
    const mine: ExpertTable = { ...known[0], id: 'ours', cells: known[0].cells.slice(2) }
    expect(await api.post(tables, mine)).toMatchObject({ id: 'ours', version: 1 })
    expect(await api.post(tables, { ...mine, title: 'Ours' })).toMatchObject({ version: 2 })
    const changes: unknown[] = await api.post(`${tables}/default/diff`, mine)
    expect(changes.map(change => expertTableChangeSchema.parse(change).kind)).toEqual(['removed', 'removed'])
    expect(await api.post(`${tables}/ours/diff?version=1`, mine)).toEqual([])
    const cues = await api.get<unknown[]>('/expert-cues')
    expect(cues.map(cue => expertCueInfoSchema.parse(cue)).find(({ key }) => key === 'jitter')!.scoredFrom).toBeNull()
  })

  it('api - a table with an unknown cue is refused with the cell’s name', async () => {
    const [first] = await api.get<ExpertTable[]>(tables)
    const bad = { ...first, id: 'bad', cells: [{ ...first.cells[0], cue: 'sparkle' }] }
    expect(await api.refusal(tables, jsonPost(bad))).toMatchObject({
      code: 'unknown-key',
      message: expect.stringMatching(/^Cell 1 \(anger, sparkle\)/),
    })
    expect(await api.refusal(tables, jsonPost(first))).toMatchObject({ status: 422, code: 'bad-option' })
    expect(await api.refusal(`${tables}/nobody/diff`, jsonPost(first))).toMatchObject({
      status: 404,
      code: 'not-found',
    })
  })
})
