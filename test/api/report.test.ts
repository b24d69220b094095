import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AuditCard, AuditSummary } from '#contracts/audit'
import type { DatasetCard } from '#contracts/dataset'
import {
  experimentCardSchema,
  experimentResultQuerySchema,
  experimentResultSchema,
  type ExperimentCard,
} from '#contracts/experiment'
import type { Project } from '#contracts/project'
import { reportFigureFileSchema } from '#contracts/report-figure'
import { headersFor, securityHeaders } from '#shells/security-headers'
import { openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const work = tempDir()
writeToneCorpus(join(work, 'corpus'), 6)

let api: TestApi
/** `/projects/ID/audits/N` */
let base: string

beforeAll(async () => {
  api = await openApi(join(work, 'data'))
  const project: Project = await api.post('/projects', { name: 'Tones', folder: work })
  const dataset: DatasetCard = await api.post(`/projects/${project.id}/datasets`, { folder: join(work, 'corpus') })
  const question = {
    ...{ datasetId: dataset.id, modelId: demoModelId(api.engine) },
    settings: { methods: ['occlusion', 'crp'] },
  }
  const audit: AuditCard = await api.post(`/projects/${project.id}/audits`, question)
  base = `/projects/${project.id}/audits/${audit.id}`
  await api.untilDone(base)
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

describe('api, report', () => {
  it('api - the report is a page under a policy that lets nothing run', async () => {
    const response = await api.app.request(`/api${base}/report`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
    const page = await response.text()
    expect(page).toContain('<h1>demo-synthetic on corpus</h1>')
    expect(page).not.toMatch(/<script|<link|<img| on\w+=/)
    const policy = response.headers.get('content-security-policy')!
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1]
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`)
    expect(policy).toMatch(/^default-src 'none'; .*; sandbox$/)
    // The shells let this policy stand in for the window's, and no other.
    expect(headersFor(policy)['content-security-policy']).toBe(policy)
    expect(headersFor(policy)['x-content-type-options']).toBe('nosniff')
    for (const weaker of [undefined, 'default-src *', policy.replace('; sandbox', ''), `${policy}; script-src 'self'`])
      expect(headersFor(weaker)).toBe(securityHeaders)
  })

  it('api - an unknown expert table or audit is said', async () => {
    expect(await api.refusal(`${base}/report?table=nowhere`)).toMatchObject({ status: 404, code: 'not-found' })
    expect(await api.refusal(`${base}/report?tabel=default`)).toMatchObject({ status: 422, code: 'bad-option' })
    expect(await api.refusal(`${base.replace(/\d+$/, '99')}/report`)).toMatchObject({ status: 404, code: 'not-found' })
  })

  it.each(['baseline', 'cue-validation', 'misclassifications', 'cross-dataset', 'ablation'] as const)(
    'api - the experiment %s: asked for, done, told',
    async kind => {
      const settings = kind === 'ablation' ? { clips: 2, judge: { features: 'strips', draws: 2, checks: [] } } : {}
      const { id } = await api.post<ExperimentCard>(`${base}/experiments`, { kind, settings })
      await expect
        .poll(async () => (await api.get<ExperimentCard>(`${base}/experiments/${id}`)).state, { timeout: 30_000 })
        .toBe('done')
      const card = experimentCardSchema.parse(await api.get(`${base}/experiments/${id}`))
      expect(card).toMatchObject({ kind, seed: 1, progress: { total: kind === 'ablation' ? 10 : 0, refused: 0 } })
      const found = experimentResultSchema.parse(await api.get(`${base}/experiments/${id}/result`))
      // What a worker told is what this process would say.
      const [, projectId, auditId] = /projects\/(\w+)\/audits\/(\d+)/.exec(base)!
      const { experiments } = await api.engine.project(projectId)
      const here = experiments.result(Number(auditId), id, experimentResultQuerySchema.parse({}))
      expect(found.result).toEqual(experimentResultSchema.parse(here).result)
      expect(found.result.kind).toBe(kind)
      if (found.result.kind !== 'ablation') return
      const { faithfulness, parts, agreement } = found.result
      expect(faithfulness.parts.map(({ part, metrics }) => [part, metrics.length > 0])).toEqual([
        ['occlusion', true],
        ['crp', true],
        ['both', true],
      ])
      expect(parts).toHaveLength(3)
      expect(agreement[0]).toMatchObject({ label: null, overlap: { clips: 6 } })
    },
  )

  it('api - the figures of the report come one by one, each drawn as in the page and with its values', async () => {
    const figures = z.array(reportFigureFileSchema).parse(await api.get(`${base}/report/figures`))
    const page = await (await api.app.request(`/api${base}/report`)).text()
    expect(figures.map(({ id }) => id)).toEqual(expect.arrayContaining(['confusion', 'recall']))
    for (const { id, svg } of figures) expect(page).toContain(`<figure id="${id}">${svg}`)
    const { confusion } = await api.get<AuditSummary>(`${base}/summary`)
    const [, ...cells] = figures
      .find(({ id }) => id === 'confusion')!
      .csv.trim()
      .split('\n')
    expect(cells.map(cell => Number(cell.split(',')[2]))).toEqual(confusion.flat())
    expect(await api.refusal(`${base}/report/figures?tabel=x`)).toMatchObject({ status: 422 })
  })

  it('api - what was run is in the report then', async () => {
    const page = await (await api.app.request(`/api${base}/report`)).text()
    expect(page).toContain('experiment ablation')
    expect(page).toContain('ablation-removal')
  })
})
