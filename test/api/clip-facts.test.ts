import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeArray } from '#contracts/arrays'
import type { AuditCard } from '#contracts/audit'
import { clipDetailSchema, type ClipDetail, type ClipPage } from '#contracts/clip'
import { cueKeys, drawnWindowsSchema, trackWeaknesses, type DrawnWindows, type Measures } from '#contracts/cue'
import type { DatasetCard } from '#contracts/dataset'
import type { Project } from '#contracts/project'
import { saliencyScaleSchema, type SaliencyScale } from '#contracts/saliency-scale'
import { openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const CLIPS = 6
const work = tempDir()
const corpus = join(work, 'corpus')
writeToneCorpus(corpus, CLIPS)

let api: TestApi
let base: string
let page: ClipPage
let detail: ClipDetail

beforeAll(async () => {
  api = await openApi(join(work, 'data'))
  const { id } = await api.post<Project>('/projects', { name: 'Tones', folder: work })
  const { id: datasetId } = await api.post<DatasetCard>(`/projects/${id}/datasets`, { folder: corpus })
  const asked = { datasetId, modelId: demoModelId(api.engine) }
  const audit = await api.post<AuditCard>(`/projects/${id}/audits`, asked)
  base = `/projects/${id}/audits/${audit.id}`
  await api.untilDone(base)
  page = await api.get(`${base}/clips`)
  detail = clipDetailSchema.parse(await api.get(clipPath()))
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

const clipPath = (index = 0): string => `${base}/clips/${page.rows[index].clipId}`
async function array(path: string): Promise<{ shape: number[]; data: Float32Array; meta: Record<string, unknown> }> {
  const response = await api.app.request(`/api${path}`)
  if (!response.ok) throw new Error(await response.text())
  const meta = JSON.parse(response.headers.get('X-Array-Meta')!) as Record<string, unknown>
  return { ...decodeArray(await response.arrayBuffer()), meta }
}
async function settledScale(query: string): Promise<SaliencyScale> {
  for (;;) {
    const scale = saliencyScaleSchema.parse(await api.get(`${base}/saliency-scale?${query}`))
    if (!scale.isDue) return scale
    expect(scale.limit).toBeNull()
    await pause(30)
  }
}

describe('api, what a clip view asks for once its picture stands', () => {
  it('api - random windows: measured one by one, they give what the baselines say of chance', async () => {
    const path = (limit: number): string => `${clipPath()}/random-windows?at=0.1-0.2,0.3-0.35&limit=${limit}`
    const found = drawnWindowsSchema.parse(await api.get(path(200)))
    const { draws, baselines } = await api.get<Measures>(`${clipPath()}/measures?at=0.1-0.2,0.3-0.35`)
    expect(found.draws).toBe(200)
    expect(found.draws).toBe(draws[found.baseline]!.draws)
    expect(found.windows).toHaveLength(found.draws)
    const means: number[] = []
    for (const windows of found.windows) {
      const at = windows.map(({ startSec, endSec }) => `${startSec}-${endSec}`).join(',')
      const { cues } = await api.get<Measures>(`${clipPath()}/measures?at=${at}`)
      means.push(cues.salient!.loudness!.mean)
    }
    const average = means.reduce((sum, value) => sum + value, 0) / means.length
    expect(average).toBeCloseTo(baselines[found.baseline]!.loudness!.mean.mean, 6)
    const few = await api.get<DrawnWindows>(path(3))
    expect(few).toEqual({ ...found, windows: found.windows.slice(0, 3) })
  }, 60_000)

  it('api - random windows: as many as the stored baseline is made of; of the whole clip none; a wrong stretch is refused', async () => {
    const [{ segments, draws }] = detail.explanations
    const at = segments.map(one => `${one.startSec}-${one.endSec}`).join(',')
    const stored = await api.get<DrawnWindows>(`${clipPath()}/random-windows?at=${at}`)
    expect(stored.draws).toBe(draws[stored.baseline]!.draws)
    const none = await api.get<DrawnWindows>(`${clipPath()}/random-windows?at=0-99`)
    expect(none).toEqual({ baseline: 'anywhere', draws: 0, windows: [] })
    expect(await api.refusal(`${clipPath()}/random-windows?at=2-1`)).toMatchObject({ status: 422, code: 'bad-option' })
    const path = `${clipPath()}/random-windows?at=0.1-0.2&limit=0`
    expect(await api.refusal(path)).toMatchObject({ status: 422, code: 'bad-option' })
  })

  it('api - where cues over time rest on little: a code for every value that is there, beside the same tracks', async () => {
    const cues = 'loudness,f0_hz,jitter'
    const tracks = await array(`${clipPath()}/cue-tracks?cues=${cues}`)
    const weak = await array(`${clipPath()}/cue-weakness?cues=${cues}`)
    expect(weak.meta).toEqual({ keys: cues.split(','), reasons: trackWeaknesses })
    expect(weak.shape).toEqual(tracks.shape)
    expect(weak.data.every(code => Number.isInteger(code) && code >= 0 && code <= trackWeaknesses.length)).toBe(true)
    weak.data.forEach((code, i) => {
      if (Number.isNaN(tracks.data[i])) expect(code).toBe(0)
    })
    expect((await array(`${clipPath()}/cue-weakness?cues=${cueKeys.join(',')}`)).shape[0]).toBe(cueKeys.length)
  })

  it('api - one scale for all clips: what 99.5 % of the bins of all their maps stay below', async () => {
    const found = await settledScale('method=occlusion')
    expect(found).toMatchObject({ clips: CLIPS, of: CLIPS })
    const maps = await Promise.all(page.rows.map((_, i) => array(`${clipPath(i)}/saliency?method=occlusion`)))
    const magnitudes = maps.flatMap(({ data }) => [...data].map(Math.abs)).sort((a, b) => a - b)
    expect(found.limit).toBe(magnitudes[Math.floor(0.995 * (magnitudes.length - 1))])
    // It stays, and looking at it again makes nothing anew.
    expect(await api.get(`${base}/saliency-scale?method=occlusion`)).toEqual(found)
  })

  it('api - another scale where it is asked what speaks for a label rather than for the runner-up', async () => {
    const found = await settledScale('method=occlusion&question=difference')
    const maps = await Promise.all(
      page.rows.map(async ({ predicted }, i) => {
        const { probabilities } = await api.get<ClipDetail>(clipPath(i))
        const [, second] = [...probabilities].sort((a, b) => b.logit - a.logit)
        return array(`${clipPath(i)}/saliency?method=occlusion&target=${predicted}&against=${second.label}`)
      }),
    )
    const magnitudes = maps.flatMap(({ data }) => [...data].map(Math.abs)).sort((a, b) => a - b)
    expect(found.limit).toBe(magnitudes[Math.floor(0.995 * (magnitudes.length - 1))])
  })

  it('api - a scale of an audit that isn’t there, or by a method that isn’t, is refused', async () => {
    const other = base.replace(/\d+$/, '999')
    expect(await api.refusal(`${other}/saliency-scale?method=occlusion`)).toMatchObject({ code: 'not-found' })
    expect(await api.refusal(`${base}/saliency-scale?method=guess`)).toMatchObject({ code: 'bad-option' })
  })
})
