import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agreementReportSchema, clipAgreementPageSchema } from '#contracts/agreement'
import {
  annotationEventSchema,
  annotationStepSchema,
  annotatorSchema,
  clipAnnotationSchema,
  manyChangedSchema,
  steppedSchema,
  type Annotator,
  type AnnotationStep,
  type ClipAnnotation,
} from '#contracts/annotation'
import {
  queueCardSchema,
  queuedClipSchema,
  queuePageSchema,
  type QueueCard,
  type QueuePage,
} from '#contracts/annotation-queue'
import { decodeArray, type NamedArray } from '#contracts/arrays'
import type { AuditCard } from '#contracts/audit'
import type { ClipPage } from '#contracts/clip'
import { clipCountsSchema, clipSpreadSchema } from '#contracts/clip-counts'
import { columnInfoSchema } from '#contracts/clip-query'
import type { DatasetCard } from '#contracts/dataset'
import { labelsFileSchema, mergeReportSchema, type LabelsFile } from '#contracts/labels-file'
import type { Project } from '#contracts/project'
import { jsonPost, openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const work = tempDir()
writeToneCorpus(join(work, 'corpus'), 6)

let api: TestApi
/** `/projects/ID` */
let project: string
/** `/projects/ID/audits/N` */
let audit: string
let modelId: string
let clips: number[]
let ada: Annotator
let ben: Annotator

beforeAll(async () => {
  api = await openApi(join(work, 'data'))
  const { id } = await api.post<Project>('/projects', { name: 'Tones', folder: work })
  project = `/projects/${id}`
  const dataset = await api.post<DatasetCard>(`${project}/datasets`, { folder: join(work, 'corpus') })
  modelId = demoModelId(api.engine)
  const question = { datasetId: dataset.id, modelId, settings: { methods: [] } }
  const card = await api.post<AuditCard>(`${project}/audits`, question)
  audit = `${project}/audits/${card.id}`
  await api.untilDone(audit)
  clips = (await api.get<ClipPage>(`${audit}/clips`)).rows.map(({ clipId }) => clipId)
  ada = annotatorSchema.parse(await api.post(`${project}/annotators`, { name: 'Ada' }))
  ben = annotatorSchema.parse(await api.post(`${project}/annotators`, { name: 'Ben' }))
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

/** An array of the API, with what came with it. */
async function array(path: string): Promise<NamedArray> {
  const response = await api.app.request(`/api${path}`)
  expect(response.status).toBe(200)
  const meta = JSON.parse(response.headers.get('x-array-meta') ?? '{}') as NamedArray['meta']
  return { ...decodeArray(await response.arrayBuffer()), meta }
}

let steps = 0
const eventId = (): string => `api-test-${String(steps++).padStart(6, '0')}`
const save = async (who: Annotator, clip: number, changes: object, work: object = {}): Promise<AnnotationStep> =>
  annotationStepSchema.parse(
    await api.post(`${project}/annotators/${who.id}/clips/${clip}`, { eventId: eventId(), changes, ...work }),
  )

describe('api, annotations', () => {
  it('api - a step comes back with its clip, its contradictions and where undo leads', async () => {
    const step = await save(
      ada,
      clips[0],
      { emotion: 'anger', valence: 0.8, isBlind: true, verdicts: { [modelId]: 'label-wrong' } },
      { workedSec: 2.5, listens: 3, begunAt: '2026-01-01T10:00:00Z' },
    )
    expect(step).toMatchObject({
      ...{ clipId: clips[0], undo: { clipId: clips[0] }, redo: null },
      contradictions: ['“anger” is unpleasant, but valence 0.80 says pleasant.'],
      effort: { workedSec: 2.5, listens: 3, begunAt: '2026-01-01T10:00:00Z' },
    })
    await save(ada, clips[1], { emotion: 'sadness', tags: ['noisy'] })
    const undone = steppedSchema.parse(await api.post(`${project}/annotators/${ada.id}/undo`, { eventId: eventId() }))
    expect(undone).toMatchObject({ clipId: clips[1], annotation: { emotion: null }, undo: { clipId: clips[0] } })
    expect(undone).toMatchObject({ before: { emotion: 'sadness' }, after: { emotion: null }, clipIds: [clips[1]] })
    expect(undone).toMatchObject({ auditId: Number(audit.split('/').at(-1)), queueId: null })
    const redone: AnnotationStep = await api.post(`${project}/annotators/${ada.id}/redo`, { eventId: eventId() })
    expect(redone).toMatchObject({ clipId: clips[1], annotation: { emotion: 'sadness' }, redo: null })
    const log = await api.get<unknown[]>(`${project}/annotators/${ada.id}/clips/${clips[1]}/steps`)
    expect(log.map(event => annotationEventSchema.parse(event).kind)).toEqual(['change', 'undo', 'redo'])
    const everybody = await api.get<ClipAnnotation[]>(`${project}/clips/${clips[0]}/annotations`)
    expect(everybody.map(one => clipAnnotationSchema.parse(one).annotatorId)).toEqual([ada.id])
  })

  it('api - the same step sent twice at once is one step', async () => {
    const body = jsonPost({ eventId: eventId(), changes: { note: 'once' }, listens: 1 })
    const path = `/api${project}/annotators/${ben.id}/clips/${clips[5]}`
    const answers = await Promise.all([api.app.request(path, body), api.app.request(path, body)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const [first, second] = (await Promise.all(answers.map(answer => answer.json()))) as AnnotationStep[]
    expect(second).toEqual(first)
    expect(first.effort.listens).toBe(1)
  })

  it.each([
    [{ eventId: 'short' }, 422, 'bad-option'],
    [{ eventId: 'refused-01', changes: { emotion: 'grumpy' } }, 422, 'label-unknown'],
    [{ eventId: 'refused-02', changes: { arousal: 3 } }, 422, 'bad-option'],
    [{ eventId: 'refused-03', changes: { colour: 'red' } }, 422, 'bad-option'],
    [{ eventId: 'refused-04', changes: { verdicts: { ['0'.repeat(64)]: 'artefact' } } }, 404, 'not-found'],
  ])('api - %j is refused', async (body, status, code) => {
    const path = `${project}/annotators/${ada.id}/clips/${clips[0]}`
    expect(await api.refusal(path, jsonPost(body))).toMatchObject({ status, code })
  })

  it('api - who is not there is not found; nor is a step to undo', async () => {
    const body = { eventId: eventId() }
    expect(await api.refusal(`${project}/annotators/99/undo`, jsonPost(body))).toMatchObject({ status: 404 })
    expect(await api.refusal(`${project}/annotators/${ada.id}/clips/999`)).toMatchObject({ status: 404 })
    expect(await api.refusal(`${project}/annotators/${ada.id}/redo`, jsonPost(body))).toMatchObject({ status: 404 })
    expect(await api.refusal(`${project}/queues/99`)).toMatchObject({ status: 404 })
  })

  it('api - queues: dealt, paged, gone through', async () => {
    const request = { name: 'q', annotatorIds: [ada.id, ben.id], seed: 3, sharedClips: 2 }
    const queues = (await api.post<unknown[]>(`${audit}/queues`, request)).map(card => queueCardSchema.parse(card))
    expect(queues.map(({ clips: count }) => count)).toEqual([4, 4])
    const queue = `${project}/queues/${queues[0].id}`
    const page = queuePageSchema.parse(await api.get(`${queue}/clips?limit=2`))
    expect(page).toMatchObject({ total: 4, rows: [{ place: 0 }, { place: 1 }] })
    await save(ada, page.rows[0].clipId, { isFinished: true })
    const back = steppedSchema.parse(await api.post(`${project}/annotators/${ada.id}/undo`, { eventId: eventId() }))
    expect(back).toMatchObject({ clipId: page.rows[0].clipId, queueId: queues[0].id, auditId: queues[0].auditId })
    await api.post(`${project}/annotators/${ada.id}/redo`, { eventId: eventId() })
    expect(await api.get<QueueCard[]>(`${project}/queues`)).toEqual(await api.get<QueueCard[]>(`${audit}/queues`))
    expect(queuedClipSchema.parse(await api.get(`${queue}/next`)).place).toBe(1)
    expect(await api.get<QueueCard>(queue)).toMatchObject({ finished: 1, isBlind: true, seed: 3 })
    expect(await api.get<QueueCard[]>(`${audit}/queues`)).toHaveLength(2)
    const put = (body: object): RequestInit => ({ ...jsonPost(body), method: 'PUT' })
    const renamed = await api.app.request(`/api${queue}`, put({ name: ' week 3 ' }))
    expect(queueCardSchema.parse(await renamed.json())).toMatchObject({ id: queues[0].id, name: 'week 3', clips: 4 })
    expect((await api.get<QueueCard>(`${project}/queues/${queues[1].id}`)).name, 'of the other annotator').toBe('q')
    await api.post(`${audit}/queues`, { name: 'second', annotatorIds: [ada.id] })
    const taken = { status: 422, code: 'bad-option' }
    expect(await api.refusal(queue, put({ name: 'second' }))).toMatchObject(taken)
    expect(await api.refusal(queue, put({ name: '' }))).toMatchObject(taken)
    expect((await api.get<QueueCard>(queue)).name).toBe('week 3')
    const [, , second] = await api.get<QueueCard[]>(`${audit}/queues`)
    await api.app.request(`/api${project}/queues/${second.id}`, { method: 'DELETE' })
    const listed = async (reader: Annotator): Promise<number[]> => {
      const file = await api.app.request(`/api${audit}/list-file?format=csv&columns=file,expected&reader=${reader.id}`)
      return (await file.text())
        .trim()
        .split('\n')
        .slice(1)
        .map(line => Number(line.split(',')[0]))
    }
    const waiting = (await api.get<QueuePage>(`${queue}/clips`)).rows.filter(clip => !clip.isFinished)
    const told = await listed(ada)
    expect(told).toHaveLength(clips.length - 3)
    expect(
      waiting.filter(({ clipId }) => told.includes(clipId)),
      'what she has yet to hear',
    ).toEqual([])
    const asHer = `reader=${ada.id}`
    const counts = clipCountsSchema.parse(await api.get(`${audit}/clip-counts?by=expected&${asHer}`))
    expect(counts.total).toBe(told.length)
    expect(counts.groups.reduce((sum, group) => sum + group.clips, 0)).toBe(told.length)
    const spread = clipSpreadSchema.parse(await api.get(`${audit}/clip-spread?column=confidence&${asHer}`))
    expect(spread.total).toBe(told.length)
    const mine = { name: 'of what she sees', annotatorIds: [ben.id], reader: ada.id }
    const [seen] = await api.post<QueueCard[]>(`${audit}/queues`, mine)
    expect(seen.clips).toBe(told.length)
    expect((await api.post<QueueCard[]>(`${audit}/queues`, mine))[0].id, 'asked for again').toBe(seen.id)
    await api.app.request(`/api${project}/queues/${seen.id}`, { method: 'DELETE' })
    expect((await api.app.request(`/api${queue}`, { method: 'DELETE' })).status).toBe(200)
    expect(await api.get<QueueCard[]>(`${audit}/queues`)).toHaveLength(1)
  })

  it('api - agreement, columns of the table, labels out and in again', async () => {
    for (const clip of clips.slice(0, 4)) {
      await save(ada, clip, { emotion: 'anger', arousal: 0.5 })
      await save(ben, clip, { emotion: clip === clips[0] ? 'sadness' : 'anger', arousal: 0.1 })
    }
    const report = agreementReportSchema.parse(await api.get(`${audit}/agreement`))
    expect(report.emotion).toMatchObject({ overlapping: 4, complete: 4, agreedShare: 0.75 })
    const items = clipAgreementPageSchema.parse(await api.get(`${audit}/agreement/clips?of=emotion&limit=1`))
    expect(items).toMatchObject({ total: 4, rows: [{ clipId: clips[0], agreement: 0 }] })
    expect(await api.refusal(`${audit}/agreement?annotators=Ada`)).toMatchObject({ code: 'bad-option' })
    const columns = await api.get<unknown[]>(`${project}/annotation-columns`)
    expect(columns.map(column => columnInfoSchema.parse(column).id)).toContain('tag.noisy')
    const where = encodeURIComponent(JSON.stringify([{ kind: 'words', column: 'majority-label', words: ['split'] }]))
    const page = await api.get<ClipPage>(`${audit}/clips?where=${where}&columns=annotators,annotated-label.Ben`)
    expect(page.rows.map(({ clipId }) => clipId)).toEqual([clips[0]])
    expect(page.rows[0].values).toMatchObject({ annotators: 2 })
    const labels = labelsFileSchema.parse(await api.get<LabelsFile>(`${project}/labels?annotators=${ada.id}`))
    expect(new Set(labels.clips.flatMap(clip => clip.labels.map(({ annotator }) => annotator)))).toEqual(
      new Set(['Ada']),
    )
    const merged = mergeReportSchema.parse(await api.post(`${project}/labels`, labels))
    expect(merged).toMatchObject({ added: 0, known: merged.labels, conflicts: [] })
    expect(await api.refusal(`${project}/labels`, jsonPost({ kind: 'x' }))).toMatchObject({ code: 'wrong-type' })
  })

  it('api - the ids of a filtered list, in its order, a part at a time', async () => {
    const rows = (await api.get<ClipPage>(`${audit}/clips?sort=confidence&order=desc`)).rows.map(row => row.clipId)
    const ids = await array(`${audit}/clip-ids?sort=confidence&order=desc`)
    expect([...ids.data]).toEqual(rows)
    const part = await array(`${audit}/clip-ids?sort=confidence&order=desc&offset=1&limit=2`)
    expect([[...part.data], part.meta.total]).toEqual([rows.slice(1, 3), rows.length])
    expect(await api.refusal(`${audit}/clip-ids?limit=5001`)).toMatchObject({ status: 422, code: 'bad-option' })
  })

  it('api - a tag and a verdict on many clips are one step, which one undo takes back', async () => {
    const many = `${project}/annotators/${ben.id}/clips`
    const body = { eventId: eventId(), clipIds: clips, addTags: ['far'], verdicts: { [modelId]: 'artefact' } }
    const answer = manyChangedSchema.parse(await api.post(many, body))
    expect(answer).toMatchObject({ clipIds: clips, redo: null })
    expect(manyChangedSchema.parse(await api.post(many, body)).clipIds, 'sent twice').toEqual(clips)
    const where = encodeURIComponent(JSON.stringify([{ kind: 'words', column: 'tag.far', words: ['yes'] }]))
    const total = async (): Promise<number> => (await api.get<ClipPage>(`${audit}/clips?where=${where}`)).total
    expect(await total()).toBe(clips.length)
    const undone = steppedSchema.parse(await api.post(`${project}/annotators/${ben.id}/undo`, { eventId: eventId() }))
    expect(undone.clipIds.toSorted((a, b) => a - b)).toEqual(clips.toSorted((a, b) => a - b))
    expect(await api.get<ClipAnnotation>(`${many}/${clips[0]}`)).toMatchObject({
      annotation: { tags: [], verdicts: {} },
    })
    expect(await total()).toBe(0)
  })

  it.each([
    [{ clipIds: [] }, 422, 'bad-option'],
    [{ addTags: [] }, 422, 'bad-option'],
    [{ addTags: [' '] }, 422, 'bad-option'],
    [{ clipIds: Array.from({ length: 5001 }, (_, i) => i) }, 422, 'bad-option'],
    [{ clipIds: [999_999] }, 404, 'not-found'],
    [{ verdicts: { ['0'.repeat(64)]: 'artefact' } }, 404, 'not-found'],
    [{ eventId: 'x'.repeat(57) }, 422, 'bad-option'],
  ])('api - many clips: %j is refused', async (wrong, status, code) => {
    const body = { eventId: eventId(), clipIds: [clips[0]], addTags: ['far'], ...wrong }
    expect(await api.refusal(`${project}/annotators/${ben.id}/clips`, jsonPost(body))).toMatchObject({ status, code })
  })
})
