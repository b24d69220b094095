import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeArray } from '#contracts/arrays'
import { auditCardSchema, auditSummarySchema, type AuditCard } from '#contracts/audit'
import { clipDetailSchema, clipPageSchema, type ClipPage } from '#contracts/clip'
import { cueInfoSchema, measuresSchema } from '#contracts/cue'
import { datasetCardSchema, labelMapSchema, scanReportSchema, type DatasetCard } from '#contracts/dataset'
import { engineEventSchema, type EngineEvent } from '#contracts/events'
import { modelCardSchema } from '#contracts/model'
import { librarySchema, projectSchema, type Project } from '#contracts/project'
import { jsonPost, openApi, type TestApi } from '../helpers/api'
import { projectRoot } from '../helpers/built-program'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const CLIPS = 6
const work = tempDir()
const corpus = join(work, 'corpus')
const names = writeToneCorpus(corpus, CLIPS).sort()

let api: TestApi
let project: Project
let dataset: DatasetCard
let audit: AuditCard
/** `/projects/ID/audits/N` */
let base: string
let page: ClipPage

beforeAll(async () => {
  api = await openApi(join(work, 'data'))
  project = await api.post('/projects', { name: 'Tones', folder: work })
  dataset = await api.post(`/projects/${project.id}/datasets`, { folder: corpus })
  audit = await api.post(`/projects/${project.id}/audits`, { datasetId: dataset.id, modelId: demoModelId(api.engine) })
  base = `/projects/${project.id}/audits/${audit.id}`
  await api.untilDone(base)
  page = await api.get(`${base}/clips`)
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

const clipPath = (index = 0): string => `${base}/clips/${page.rows[index].clipId}`

describe('api, answers after their contract', () => {
  it('api - library, project, data set, scan, cues, label map', async () => {
    const library = librarySchema.parse(await api.get('/library'))
    expect(library.projects).toMatchObject([
      { id: project.id, name: 'Tones', path: join(work, 'Tones.cuescope'), clips: CLIPS, audits: 1, isMissing: false },
    ])
    expect(library.models.map(({ name }) => name)).toContain('shallow-resnet-en')
    expect(projectSchema.parse(await api.get(`/projects/${project.id}`)).datasets).toHaveLength(1)
    expect(datasetCardSchema.parse(dataset)).toMatchObject({
      name: 'corpus',
      folder: corpus,
      clips: CLIPS,
      speakers: CLIPS,
    })
    const scan = scanReportSchema.parse(await api.post('/scan', { folder: corpus }))
    expect(scan.corpora).toMatchObject([{ importer: 'ravdess', clips: CLIPS }])
    const cues = cueInfoSchema.array().parse(await api.get('/cues'))
    expect(cues.map(({ key }) => key)).toContain('loudness')
    const map = labelMapSchema.parse(
      await api.get(`/models/${audit.modelId}/label-map?project=${project.id}&dataset=${dataset.id}`),
    )
    expect(Object.keys(map).sort()).toEqual(Object.keys(dataset.emotions).sort())
  })

  it('api - health tells engine, version and how long it is up', async () => {
    expect(await api.get('/health')).toEqual({
      engineId: api.engine.id,
      version: '1.2.3',
      uptimeSec: expect.any(Number),
    })
  })

  it('api - an audit that was done: card, summary, page', async () => {
    const card = auditCardSchema.parse(await api.get(base))
    expect(card).toMatchObject({ state: 'done', error: null, progress: { total: CLIPS, done: CLIPS, refused: 0 } })
    const summary = auditSummarySchema.parse(await api.get(`${base}/summary`))
    expect(summary.confusion.flat().reduce((sum, n) => sum + n, 0)).toBe(CLIPS)
    expect(summary.correct).toBe(card.progress.correct)
    expect(clipPageSchema.parse(page).rows.map(({ file }) => file)).toEqual(names)
    const small = await api.get<ClipPage>(`${base}/clips?offset=4&limit=5&sort=file&order=desc`)
    expect(small).toMatchObject({ total: CLIPS, offset: 4 })
    expect(small.rows.map(({ file }) => file)).toEqual([names[1], names[0]])
  })

  it('api - filters of the confusion matrix: what each cell counts is what its list holds', async () => {
    const { labels, confusion } = auditSummarySchema.parse(await api.get(`${base}/summary`))
    for (const [row, expected] of labels.entries())
      for (const [col, predicted] of labels.entries()) {
        const query = new URLSearchParams({ expected, predicted })
        expect((await api.get<ClipPage>(`${base}/clips?${query}`)).total).toBe(confusion[row][col])
      }
  })

  it('api - one clip: facts, probabilities in the model’s order, windows and cues', async () => {
    const detail = clipDetailSchema.parse(await api.get(clipPath()))
    expect(detail).toMatchObject({
      sampleRateHz: 16_000,
      channels: 1,
      samples: 8000,
      truth: null,
      facts: { file: names[0] },
    })
    expect(detail.probabilities.map(({ label }) => label)).toEqual(audit.labels)
    expect(detail.probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6)
    const [explanation] = detail.explanations
    expect(explanation).toMatchObject({ method: 'occlusion', target: detail.row.predicted })
    for (const { startSec, endSec } of explanation.segments) {
      expect(startSec).toBeGreaterThanOrEqual(0)
      expect(endSec).toBeLessThanOrEqual(0.5)
    }
  })

  it('api - audio, log-Mel and map are arrays that fit each other', async () => {
    const array = async (
      path: string,
    ): Promise<{ shape: number[]; data: Float32Array; meta: Record<string, number> }> => {
      const response = await api.app.request(`/api${clipPath()}${path}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('application/octet-stream')
      const meta = JSON.parse(response.headers.get('x-array-meta')!) as Record<string, number>
      return { ...decodeArray(await response.arrayBuffer()), meta }
    }
    const audio = await array('/audio')
    expect(audio.shape).toEqual([8000])
    expect(audio.meta).toEqual({ sampleRateHz: 16_000 })
    expect(Math.max(...audio.data)).toBeGreaterThan(0.1)
    const logMel = await array('/log-mel')
    expect(logMel.meta).toMatchObject({ usedStartSec: 0, usedEndSec: 0.5, unit: 'dB' })
    expect(logMel.meta.melHz).toHaveLength(logMel.shape[0] + 2)
    const map = await array('/saliency')
    expect(map.shape).toEqual(logMel.shape)
    expect(map.meta).toMatchObject({
      hopSec: logMel.meta.hopSec,
      firstFrameSec: logMel.meta.firstFrameSec,
      target: page.rows[0].predicted,
    })
    // Kept now: the same again. Another label is another map.
    expect((await array('/saliency?method=occlusion')).data).toEqual(map.data)
    const other = audit.labels.find(label => label !== page.rows[0].predicted)!
    const against = await array(`/saliency?target=${encodeURIComponent(other)}`)
    expect(against.meta.target).toBe(other)
    expect(against.data).not.toEqual(map.data)
  })

  it('api - measures of stretches chosen by hand: those of the stored windows where they are the same', async () => {
    const { explanations, samples, sampleRateHz } = clipDetailSchema.parse(await api.get(clipPath()))
    const [{ segments, cues, baselines, draws, reliability }] = explanations
    const at = segments.map(({ startSec, endSec }) => `${startSec}-${endSec}`).join(',')
    const measures = measuresSchema.parse(await api.get(`${clipPath()}/measures?at=${at}`))
    expect(measures).toEqual({ cues, baselines, draws, reliability })
    const one = measuresSchema.parse(await api.get(`${clipPath()}/measures?at=0.10-0.25`))
    expect(one.baselines.anywhere!.loudness!.mean.draws).toBe(200)
    expect(one.cues.salient!.loudness!.frames).toBe(15)
    expect(Object.keys(measures.reliability.salient!)).toEqual(Object.keys(measures.cues.full!))
    // Beyond the end: as far as the clip goes.
    const all = measuresSchema.parse(await api.get(`${clipPath()}/measures?at=0-99`))
    expect(all.cues.salient).toEqual(all.cues.full)
    expect(all.draws.anywhere!.draws).toBe(0)
    expect(samples / sampleRateHz).toBeLessThan(99)
    for (const wrong of ['', '0.2', '0.5-0.2', '0-1,x', '-1-2', Array(101).fill('0-1').join(',')])
      expect(await api.refusal(`${clipPath()}/measures?at=${wrong}`)).toMatchObject({ status: 422, code: 'bad-option' })
  })

  it('api - cue tracks: a row of values for each cue asked for, with its times and unit', async () => {
    const response = await api.app.request(`/api${clipPath()}/cue-tracks?cues=f0_hz,loudness`)
    expect(response.status).toBe(200)
    const { shape, data } = decodeArray(await response.arrayBuffer())
    const meta = JSON.parse(response.headers.get('x-array-meta')!) as Record<string, unknown>
    // 0.5 s: 49 frames of 20 ms.
    expect(shape).toEqual([2, 49])
    expect(meta).toEqual({
      keys: ['f0_hz', 'loudness'],
      units: ['Hz', ''],
      hopSec: 0.01,
      middleSec: [0.03, 0.01],
      isVoicedOnly: [true, false],
    })
    const [f0Hz, loudness] = [data.subarray(0, 49), data.subarray(49)]
    expect(loudness.every(Number.isFinite)).toBe(true)
    const voiced = f0Hz.filter(hz => !Number.isNaN(hz))
    expect(voiced.length).toBeGreaterThan(10)
    expect(voiced.every(hz => hz >= 55 && hz <= 1000)).toBe(true)
    expect(await api.refusal(`${clipPath()}/cue-tracks?cues=loudness,volume`)).toMatchObject({ code: 'bad-option' })
  })

  it('api - pause, resume, cancel; starting an audit that is done changes nothing', async () => {
    expect(await api.post(`${base}/pause`)).toMatchObject({ state: 'done' })
    expect(await api.post(`${base}/resume`)).toMatchObject({ id: audit.id })
    await api.untilDone(base)
    const limited = await api.post<AuditCard>(`/projects/${project.id}/audits`, {
      datasetId: dataset.id,
      modelId: audit.modelId,
      limit: 2,
    })
    expect(limited.id).not.toBe(audit.id)
    const cancelled = await api.post<AuditCard>(`/projects/${project.id}/audits/${limited.id}/cancel`)
    expect(['cancelled', 'done']).toContain(cancelled.state)
  })

  it('api - a model package is added under its own name', async () => {
    const card = modelCardSchema.parse(
      await api.post('/models', { folder: join(projectRoot, 'resources/models/shallow-resnet-en') }),
    )
    expect(card).toMatchObject({ name: 'shallow-resnet-en', isBundled: true })
  })

  it('api - a project that is forgotten leaves the library; its file stays and can be opened again', async () => {
    const own = await api.post<Project>('/projects', { name: 'Short-lived', folder: work })
    expect(await (await api.app.request(`/api/projects/${own.id}`, { method: 'DELETE' })).json()).toEqual({})
    expect(await api.refusal(`/projects/${own.id}`)).toMatchObject({ status: 404, code: 'not-found' })
    expect(existsSync(own.path)).toBe(true)
    expect(await api.post('/projects/open', { path: own.path })).toMatchObject({ id: own.id })
    await api.app.request(`/api/projects/${own.id}`, { method: 'DELETE' })
    rmSync(own.path)
    expect(await api.refusal('/projects/open', jsonPost({ path: own.path }))).toMatchObject({ code: 'file-missing' })
  })
})

describe('api, events', () => {
  it('api - the stream opens with hello and tells of audits as they go', async () => {
    const response = await api.app.request('/api/events')
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = readEvents(response)
    expect((await events.next()).value).toEqual({ type: 'hello', engineId: api.engine.id })
    const own = await api.post<AuditCard>(`/projects/${project.id}/audits`, {
      datasetId: dataset.id,
      modelId: audit.modelId,
      limit: 3,
    })
    const seen: EngineEvent[] = []
    for (let event = await events.next(); !event.done; event = await events.next()) {
      seen.push(event.value)
      if (event.value.type === 'audit' && event.value.audit.id === own.id && event.value.audit.state === 'done') break
    }
    const last = seen.at(-1)
    expect(last).toMatchObject({
      type: 'audit',
      projectId: project.id,
      audit: { progress: { total: 3, done: 3, reused: 3 } },
    })
    await events.return(undefined)
  })
})

/** The events of a stream, each after its contract. */
async function* readEvents(response: Response): AsyncGenerator<EngineEvent, undefined> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      text += value
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1]
        text = text.slice(end + 2)
        if (data !== undefined) yield engineEventSchema.parse(JSON.parse(data))
      }
    }
  } finally {
    await reader.cancel()
  }
}
