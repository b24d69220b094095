import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { movedDatasetSchema, type DatasetCard, type MovedDataset } from '#contracts/dataset'
import type { Project } from '#contracts/project'
import type { WhatIf } from '#contracts/what-if'
import { jsonPost, openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { runCli } from '../helpers/run-cli'
import { tempDir } from '../helpers/temp-dir'
import { ravdessName, writeToneCorpus } from '../helpers/tones'

const work = tempDir()
const at = (...parts: string[]): string => join(work, ...parts)
let api: TestApi
let project: Project
let place: string

beforeAll(async () => {
  writeToneCorpus(at('corpus'), 3)
  api = await openApi(at('data'), { workers: 1 })
  project = await api.post<Project>('/projects', { name: 'Study', folder: work })
  const dataset = await api.post<DatasetCard>(`/projects/${project.id}/datasets`, { folder: at('corpus') })
  place = `/projects/${project.id}/datasets/${dataset.id}/folder`
  const wanted = { datasetId: dataset.id, modelId: demoModelId(api.engine) }
  await api.post(`/projects/${project.id}/audits`, wanted)
  await api.untilDone(`/projects/${project.id}/audits/1`)
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

const put = (folder: string): RequestInit => ({ ...jsonPost({ folder }), method: 'PUT' })
async function move(folder: string): Promise<MovedDataset> {
  const response = await api.app.request(`/api${place}`, put(folder))
  return movedDatasetSchema.parse(await response.json())
}
const folderNow = async (): Promise<string> => (await api.get<Project>(`/projects/${project.id}`)).datasets[0].folder

describe('api, data set that was moved', () => {
  it('api - it goes on at its new place: the same clips, the same results', async () => {
    renameSync(at('corpus'), at('moved'))
    expect((await api.get<Project>(`/projects/${project.id}`)).datasets[0].isMissing).toBe(true)
    const { dataset, found, missing } = await move(`${at('moved')}/`)
    expect([found, missing]).toEqual([3, 0])
    expect(dataset).toMatchObject({ folder: at('moved'), name: 'corpus', isMissing: false, clips: 3 })
    await api.post(`/projects/${project.id}/audits/1/resume`)
    const { progress } = await api.untilDone(`/projects/${project.id}/audits/1`)
    expect(progress).toMatchObject({ done: 3, refused: 0, reused: 3 })
  })

  it('api - a folder with none of its clips, or with other recordings under their names, changes nothing', async () => {
    mkdirSync(at('empty'))
    expect(await api.refusal(place, put(at('empty')))).toMatchObject({ code: 'file-missing' })
    expect(await api.refusal(place, put(at('nowhere')))).toMatchObject({ code: 'file-missing' })

    cpSync(at('moved'), at('longer'), { recursive: true })
    const bytes = readFileSync(at('moved', ravdessName(1)))
    writeFileSync(at('longer', ravdessName(1)), Buffer.concat([bytes, Buffer.alloc(2)]))
    expect(await api.refusal(place, put(at('longer')))).toMatchObject({
      code: 'file-changed',
      message: expect.stringContaining(ravdessName(1)),
    })

    // As long as it was, but another sound.
    cpSync(at('moved'), at('other'), { recursive: true })
    writeFileSync(at('other', ravdessName(1)), Buffer.from(bytes).fill(0, bytes.length - 100))
    expect(await api.refusal(place, put(at('other')))).toMatchObject({ code: 'file-changed' })
    expect(await folderNow()).toBe(at('moved'))
  })

  it('api - clips that are not there are counted; a folder that is a data set already is refused', async () => {
    for (const clip of [0, 2]) {
      mkdirSync(at('part', ravdessName(clip), '..'), { recursive: true })
      copyFileSync(at('moved', ravdessName(clip)), at('part', ravdessName(clip)))
    }
    expect(await move(at('part'))).toMatchObject({ found: 2, missing: 1 })
    await api.post(`/projects/${project.id}/datasets`, { folder: at('moved') })
    expect(await api.refusal(place, put(at('moved')))).toMatchObject({ code: 'bad-option' })
    expect(await folderNow()).toBe(at('part'))
  })

  it('api - a project that was copied along with its folder finds it there, and its model where that lies now', async () => {
    writeToneCorpus(at('study', 'clips'), 2)
    const own = await api.post<Project>('/projects', { name: 'Along', folder: at('study') })
    await api.post(`/projects/${own.id}/datasets`, { folder: at('study', 'clips') })
    await api.post(`/projects/${own.id}/audits`, { datasetId: 1, modelId: demoModelId(api.engine) })
    await api.untilDone(`/projects/${own.id}/audits/1`)
    await api.engine.releaseProject(own.id)
    renameSync(at('study'), at('sent'))
    const file = at('sent', 'Along.cuescope')
    const db = new Database(file)
    db.prepare("UPDATE models SET folder = '/another/computer'").run()
    db.close()

    const found = await api.post<Project>('/projects/open', { path: file })
    expect(found.datasets[0]).toMatchObject({ folder: at('sent', 'clips'), isMissing: false })
    const asked = await api.get<WhatIf>(`/projects/${found.id}/audits/1/clips/1/what-if?at=0.1-0.3&band=100-2000`)
    expect(asked.whole.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6)

    // Not whole: it stays where it was, for a person to say.
    await api.engine.releaseProject(found.id)
    renameSync(at('sent'), at('part of it'))
    rmSync(at('part of it', 'clips', ravdessName(1)))
    const again = await api.post<Project>('/projects/open', { path: at('part of it', 'Along.cuescope') })
    expect(again.datasets[0]).toMatchObject({ folder: at('sent', 'clips'), isMissing: true })
  })

  it('cli - locate takes the data set whose folder is not there, and tells what is missing by its exit code', async () => {
    const path = await api.engine.releaseProject(project.id)
    renameSync(at('part'), at('again'))
    const cli = (...args: string[]): ReturnType<typeof runCli> =>
      runCli(at('cli-data'), 'locate', ...args, '--project', path)
    const found = await cli(at('again'))
    expect(found).toMatchObject({ code: 3, stdout: `corpus: 2 clips in ${at('again')}; 1 clips are not there\n` })
    // Now both are there: it has to be said which.
    expect(await cli(at('again'))).toMatchObject({ code: 2, stderr: expect.stringContaining('--dataset 1: corpus') })
    rmSync(at('again'), { recursive: true })
    expect((await cli(at('empty'))).code).toBe(1)
    expect(readdirSync(work).filter(name => name.startsWith('Study'))).toEqual(['Study.cuescope'])
  })
})
