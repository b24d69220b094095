import { createHash } from 'node:crypto'
import { parquetReadObjects } from 'hyparquet'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditCard, AuditSummary } from '#contracts/audit'
import { auditScoresSchema } from '#contracts/audit-scores'
import type { ClipDetail, ClipPage } from '#contracts/clip'
import { clipCountsSchema, clipSpreadSchema } from '#contracts/clip-counts'
import { decodeArray } from '#contracts/arrays'
import type { DatasetCard } from '#contracts/dataset'
import type { Project } from '#contracts/project'
import { sliceReportSchema, tableViewSchema, type TableView } from '#contracts/table-view'
import { jsonPost, openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const work = tempDir()
writeToneCorpus(join(work, 'corpus'), 6)
let api: TestApi
let base: string
let views: string
let rows: ClipPage['rows']

beforeAll(async () => {
  api = await openApi(join(work, 'data'))
  const project: Project = await api.post('/projects', { name: 'Tones', folder: work })
  const dataset: DatasetCard = await api.post(`/projects/${project.id}/datasets`, { folder: join(work, 'corpus') })
  const question = { datasetId: dataset.id, modelId: demoModelId(api.engine) }
  const audit: AuditCard = await api.post(`/projects/${project.id}/audits`, question)
  base = `/projects/${project.id}/audits/${audit.id}`
  views = `/projects/${project.id}/views`
  await api.untilDone(base)
  rows = (await api.get<ClipPage>(`${base}/clips`)).rows
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

const send = async (method: 'PUT' | 'DELETE', path: string): Promise<TableView> =>
  (await api.app.request(`/api${path}`, { method })).json() as Promise<TableView>

describe('api, tables of clips', () => {
  it('api - counts by columns are those of the rows', async () => {
    const { total, groups } = clipCountsSchema.parse(await api.get(`${base}/clip-counts?by=expected,predicted`))
    expect(total).toBe(rows.length)
    for (const { key, clips } of groups)
      expect(rows.filter(row => row.expected === key[0] && row.predicted === key[1])).toHaveLength(clips)
    const of = clipCountsSchema.parse(await api.get(`${base}/clip-counts?by=speaker&text=${rows[0].file}`))
    expect(of).toEqual({ total: 1, groups: [{ key: [rows[0].speaker], clips: 1 }] })
    expect(await api.refusal(`${base}/clip-counts?by=nothing`)).toMatchObject({ status: 422, code: 'bad-option' })
    expect(await api.refusal(`${base}/clip-counts?by=confidence`)).toMatchObject({ code: 'bad-option' })
  })

  it('api - the spread of a number reaches from its least to its greatest value', async () => {
    const { total, bins } = clipSpreadSchema.parse(await api.get(`${base}/clip-spread?column=confidence&bins=4`))
    const values = rows.map(({ confidence }) => confidence!)
    expect([bins[0].min, bins.at(-1)!.max]).toEqual([Math.min(...values), Math.max(...values)])
    expect(bins.reduce((sum, { clips }) => sum + clips, 0)).toBe(total)
  })

  it('api - a list as a file leads back to every clip, by its id in every export and the hash of its bytes', async () => {
    const details = await Promise.all(rows.map(({ clipId }) => api.get<ClipDetail>(`${base}/clips/${clipId}`)))
    const query = 'columns=file,confidence&sort=confidence&order=desc'
    const csv = await (await api.app.request(`/api${base}/list-file?${query}`)).text()
    const [head, ...lines] = csv.trim().split('\n')
    expect(head).toBe('clip_id,sha256,file,confidence')
    const inOrder = details.toSorted((a, b) => b.row.confidence! - a.row.confidence!)
    expect(lines.map(line => line.split(',').slice(0, 3))).toEqual(
      inOrder.map(({ row, sha256 }) => {
        const id = createHash('sha256').update(`${row.file}\0${sha256}`).digest('hex').slice(0, 16)
        return [id, sha256, row.file]
      }),
    )
    const response = await api.app.request(`/api${base}/list-file?${query}&format=parquet`)
    const found = await parquetReadObjects({ file: await response.arrayBuffer() })
    expect(found.map(row => row.sha256)).toEqual(inOrder.map(({ sha256 }) => sha256))
    const hidden = await (await api.app.request(`/api${base}/list-file?columns=file,speaker&names=hidden`)).text()
    expect(hidden).not.toMatch(/wav|sha256/)
  })

  it('api - a thumbnail has levels 0..1 and relevance -1..1, of the profile until the map is stored', async () => {
    const clip = `${base}/clips/${rows[0].clipId}`
    const read = async (): Promise<{ shape: number[]; data: Float32Array; from: string }> => {
      const response = await api.app.request(`/api${clip}/thumbnail`)
      const { from } = JSON.parse(response.headers.get('x-array-meta')!) as { from: string }
      return { ...decodeArray(await response.arrayBuffer()), from }
    }
    const before = await read()
    expect([before.shape, before.from]).toEqual([[2, 16, 64], 'profile'])
    const [levels, relevance] = [before.data.subarray(0, 1024), before.data.subarray(1024)]
    expect([Math.min(...levels), Math.max(...levels)]).toEqual([0, 1])
    expect(Math.max(...relevance.map(Math.abs))).toBe(1)
    await api.app.request(`/api${clip}/saliency`)
    const after = await read()
    expect(after.from).toBe('map')
    expect(after.data.subarray(0, 1024)).toEqual(levels)
  })

  it('api - scores come with intervals, those of groups with their matrices; the same question is answered once', async () => {
    const scores = auditScoresSchema.parse(await api.get(`${base}/scores?by=speaker`))
    const { scored, accuracy, uar } = await api.get<AuditSummary>(`${base}/summary`)
    expect(scores.overall).toMatchObject({ clips: scored, accuracy: { value: accuracy }, uar: { value: uar } })
    for (const { word, clips, correct } of scores.groups) {
      const own = rows.filter(({ speaker, isCorrect }) => speaker === word && isCorrect !== null)
      expect([clips, correct]).toEqual([own.length, own.filter(({ isCorrect }) => isCorrect).length])
    }
    expect(await api.get(`${base}/scores?by=speaker`)).toEqual(scores)
    expect(await api.get(`${base}/scores`)).toMatchObject({ overall: scores.overall, by: null, groups: [], gap: null })
    expect(await api.refusal(`${base}/scores?by=confidence`)).toMatchObject({ status: 422, code: 'bad-option' })
  })

  it('api - views are kept in the project; slices are held against the rest', async () => {
    const filter = { where: JSON.stringify([{ kind: 'words', column: 'speaker', words: [rows[0].speaker] }]) }
    const made = tableViewSchema.parse(await api.post(views, { name: 'One voice', columns: [], filter, isSlice: true }))
    await api.post(views, { name: 'All', columns: ['file'], filter: {} })
    expect((await api.get<TableView[]>(views)).map(({ name }) => name)).toEqual(['All', 'One voice'])
    const pinned = await send('PUT', `${views}/${made.id}/pins/${rows[0].clipId}`)
    expect(pinned.pins).toEqual([{ clipId: rows[0].clipId, file: rows[0].file }])
    const { rows: slices } = sliceReportSchema.parse(await api.get(`${base}/slices`))
    const inside = rows.filter(({ speaker }) => speaker === rows[0].speaker)
    expect(slices).toMatchObject([{ viewId: made.id, clips: inside.length, caution: 'few-clips' }])
    expect((await send('DELETE', `${views}/${made.id}/pins/${rows[0].clipId}`)).pins).toEqual([])
    await send('DELETE', `${views}/${made.id}`)
    expect(await api.get(`${base}/slices`)).toMatchObject({ rows: [] })
    expect(await api.refusal(views, jsonPost({ name: '', columns: [], filter: {} }))).toMatchObject({ status: 422 })
  })
})
