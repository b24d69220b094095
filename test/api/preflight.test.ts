import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatasetCard } from '#contracts/dataset'
import { preflightReportSchema, type PreflightReport } from '#contracts/preflight'
import type { Project } from '#contracts/project'
import { openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { ravdessName, toneWav, wavOf, writeToneCorpus } from '../helpers/tones'

const work = tempDir()
const corpus = join(work, 'corpus')
let api: TestApi
let dataset: DatasetCard
let base: string
let project: Project

/** Every file sound but those planted, each with one known fault. */
const SOUND = 6
const planted = {
  silent: ravdessName(10),
  clipped: ravdessName(11),
  otherRate: ravdessName(12),
  pointer: ravdessName(13),
  twin: ravdessName(15),
  otherEmotion: ravdessName(16),
}

beforeAll(async () => {
  const names = writeToneCorpus(corpus, SOUND)
  const write = (name: string, bytes: string | Buffer): void => {
    mkdirSync(dirname(join(corpus, name)), { recursive: true })
    writeFileSync(join(corpus, name), bytes)
  }
  write(
    planted.silent,
    wavOf(0.5, 16_000, () => 0),
  )
  write(
    planted.clipped,
    wavOf(0.5, 16_000, t => 20 * Math.sin(2 * Math.PI * 200 * t)),
  )
  write(planted.otherRate, toneWav({ f0Hz: 200, seconds: 0.5, sampleRateHz: 22_050 }))
  write(planted.pointer, 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n')
  write(planted.twin, '')
  write(planted.otherEmotion, '')
  // Names 0 and 15 are of one emotion, 1 and 16 too: 16 gets the recording of 2, another emotion.
  copyFileSync(
    join(
      corpus,
      names.find(name => name === ravdessName(0))!,
    ),
    join(corpus, planted.twin),
  )
  copyFileSync(join(corpus, ravdessName(2)), join(corpus, planted.otherEmotion))
  api = await openApi(join(work, 'data'))
  project = await api.post('/projects', { name: 'Faults', folder: work })
  dataset = await api.post(`/projects/${project.id}/datasets`, { folder: corpus })
  base = `/projects/${project.id}/datasets/${dataset.id}`
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

const report = async (limit = 100): Promise<PreflightReport> =>
  preflightReportSchema.parse(await api.get(`${base}/preflight?limit=${limit}`))

async function untilRest(): Promise<PreflightReport> {
  for (;;) {
    const now = await report()
    if (now.state !== 'running') return now
    await pause(30)
  }
}

describe('api, pre-flight', () => {
  it('api - before anybody looked, nothing is claimed', async () => {
    expect(await report()).toMatchObject({ state: 'none', done: 0, total: SOUND + 6, seconds: 0, findings: [] })
  })

  it('api - every planted fault is found, by its file, and nothing else', async () => {
    await api.post(`${base}/preflight`)
    const { findings, ...rest } = await untilRest()
    expect(rest).toMatchObject({ state: 'done', done: SOUND + 6, total: SOUND + 6 })
    expect(rest.sampleRates).toEqual([
      { hz: 16_000, clips: SOUND + 4 },
      { hz: 22_050, clips: 1 },
    ])
    const files = Object.fromEntries(findings.map(({ kind, items }) => [kind, items.map(({ file }) => file)]))
    expect(files).toMatchObject({
      unreadable: [planted.pointer],
      silence: [planted.silent],
      clipped: [planted.clipped],
      'odd-rate': [planted.otherRate],
      duplicate: [[ravdessName(0), planted.twin].sort()[1]],
      'label-conflict': [[ravdessName(2), planted.otherEmotion].sort()[1]],
    })
    expect(findings[0].items[0].message).toContain('Git LFS')
    expect(findings.map(({ kind }) => kind).slice(0, 2)).toEqual(['unreadable', 'silence'])
  })

  it('api - a page of it has the counts all the same', async () => {
    const { findings } = await report(0)
    expect(findings.every(({ items }) => items.length === 0)).toBe(true)
    expect(findings.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(6)
  })

  it('api - an audit finds what was read, and its clips are found by name', async () => {
    const wanted = { datasetId: dataset.id, modelId: demoModelId(api.engine) }
    const { id } = await api.post<{ id: number }>(`/projects/${project.id}/audits`, wanted)
    const card = await api.untilDone(`/projects/${project.id}/audits/${id}`)
    expect(card.progress).toMatchObject({ total: SOUND + 6, refused: 1 })
    const found = await api.get<{ id: number; file: string }[]>(`${base}/clips?text=actor_11`)
    expect(found.map(({ file }) => file)).toEqual([planted.silent])
  })
})
