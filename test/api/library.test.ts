import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { droppedThingSchema, type DroppedKind, type DroppedThing } from '#contracts/dropped-thing'
import { modelDetailsSchema } from '#contracts/model-wizard'
import type { ModelCard } from '#contracts/model'
import { librarySchema, type Library, type Project, type ProjectCard } from '#contracts/project'
import { jsonPost, openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'
import { writeTwoBandModel } from '../helpers/two-band-model'

const work = tempDir()
let api: TestApi

beforeAll(async () => {
  writeToneCorpus(join(work, 'corpus'), 2)
  writeTwoBandModel(join(work, 'two-band'))
  api = await openApi(join(work, 'data'), { workers: 1 })
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

const send = async <T>(method: 'PUT' | 'DELETE', path: string, body: unknown = {}): Promise<T> => {
  const response = await api.app.request(`/api${path}`, { ...jsonPost(body), method })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as T
}
const make = (name: string): Promise<Project> => api.post('/projects', { name, folder: work })
const library = async (): Promise<Library> => librarySchema.parse(await api.get('/library'))
const card = async (id: string): Promise<ProjectCard | undefined> =>
  (await library()).projects.find(project => project.id === id)

describe('api, library', () => {
  it('api - a project is renamed with its file, and what ran in it goes on', async () => {
    const project = await make('First')
    const dataset = await api.post<{ id: number }>(`/projects/${project.id}/datasets`, { folder: join(work, 'corpus') })
    const wanted = { datasetId: dataset.id, modelId: demoModelId(api.engine) }
    const { id } = await api.post<{ id: number }>(`/projects/${project.id}/audits`, wanted)
    const renamed = await send<Project>('PUT', `/projects/${project.id}`, { name: 'Second: take 2' })
    expect(renamed).toMatchObject({ name: 'Second  take 2', path: join(work, 'Second  take 2.cuescope') })
    expect(existsSync(join(work, 'First.cuescope'))).toBe(false)
    expect(await card(project.id)).toBeUndefined()
    expect((await api.untilDone(`/projects/${renamed.id}/audits/${id}`)).progress.done).toBe(2)
  })

  it('api - a name that is taken is refused, and the project stays open under its own', async () => {
    const [one] = await Promise.all([make('One'), make('Other')])
    const refused = await api.refusal(`/projects/${one.id}`, { ...jsonPost({ name: 'Other' }), method: 'PUT' })
    expect(refused).toMatchObject({ status: 409, code: 'project-exists' })
    expect(await api.get<Project>(`/projects/${one.id}`)).toMatchObject({ name: 'One' })
    const dots = await api.refusal(`/projects/${one.id}`, { ...jsonPost({ name: '..' }), method: 'PUT' })
    expect(dots.code).toBe('bad-path')
  })

  it('api - forgetting leaves the file, deleting takes it and nothing else', async () => {
    const [kept, gone] = await Promise.all([make('Kept'), make('Gone')])
    await send('DELETE', `/projects/${kept.id}`)
    const before = readdirSync(work)
    await send('DELETE', `/projects/${gone.id}?file=goes`)
    expect(existsSync(kept.path)).toBe(true)
    expect(before.filter(name => !readdirSync(work).includes(name))).toContain('Gone.cuescope')
    expect(readdirSync(work).filter(name => name.startsWith('Gone'))).toEqual([])
    expect(existsSync(join(work, 'corpus'))).toBe(true)
    const known = (await library()).projects.map(({ id }) => id)
    expect(known).not.toContain(kept.id)
    expect(known).not.toContain(gone.id)
    expect(await api.refusal(`/projects/${gone.id}`)).toMatchObject({ status: 404 })
  })

  /** A project with a data set that is only in the WAL, its process killed. */
  async function killed(name: string): Promise<Project> {
    const project = await make(name)
    await api.post(`/projects/${project.id}/datasets`, { folder: join(work, 'corpus') })
    const files = ['', '-wal'].map(end => [project.path + end, readFileSync(project.path + end)] as const)
    await api.engine.releaseProject(project.id)
    for (const [file, bytes] of files) writeFileSync(file, bytes)
    return project
  }
  const beside = (name: string): string[] => readdirSync(work).filter(file => file.startsWith(`${name}.cuescope`))

  it('api - what a killed process left beside a project is renamed with it', async () => {
    const { id } = await killed('Killed')
    const renamed = await send<Project>('PUT', `/projects/${id}`, { name: 'Killed 2' })
    expect(renamed.datasets).toHaveLength(1)
    expect(beside('Killed')).toEqual([])
  })

  it('api - what a killed process left beside a project goes into its file before that is thrown away', async () => {
    const { id, path } = await killed('Thrown')
    expect(await api.engine.abandonProject(id)).toBe(path)
    expect(beside('Thrown')).toEqual(['Thrown.cuescope'])
    renameSync(path, join(work, 'Fetched back.cuescope'))
    const found = await api.post<Project>('/projects/open', { path: join(work, 'Fetched back.cuescope') })
    expect(found.datasets).toHaveLength(1)
  })

  it('api - a damaged project can be deleted all the same', async () => {
    const { id, path } = await killed('Damaged')
    writeFileSync(path, 'x'.repeat(10_000))
    await send('DELETE', `/projects/${id}?file=goes`)
    expect(beside('Damaged')).toEqual([])
  })

  it('api - nobody renames or deletes what another process has open', async () => {
    const project = await make('Used')
    await api.engine.releaseProject(project.id)
    writeFileSync(`${project.path}-lock`, JSON.stringify({ pid: process.ppid, born: null }))
    const inUse = { status: 409, code: 'project-in-use' }
    const at = `/projects/${project.id}`
    expect(await api.refusal(at, { ...jsonPost({ name: 'Mine' }), method: 'PUT' })).toMatchObject(inUse)
    expect(await api.refusal(`${at}?file=goes`, { ...jsonPost({}), method: 'DELETE' })).toMatchObject(inUse)
    expect(
      readdirSync(work)
        .filter(name => name.startsWith('Used'))
        .sort(),
    ).toEqual(['Used.cuescope', 'Used.cuescope-lock'])
    rmSync(`${project.path}-lock`)
    await send('DELETE', `${at}?file=goes`)
  })

  it('api - a file that was moved is missing, and found again at its new place', async () => {
    const project = await make('Moved')
    await api.engine.releaseProject(project.id)
    mkdirSync(join(work, 'elsewhere'))
    renameSync(project.path, join(work, 'elsewhere/Moved.cuescope'))
    expect(await card(project.id)).toMatchObject({ isMissing: true, bytes: null })
    const found = await api.post<Project>('/projects/open', { path: join(work, 'elsewhere/Moved.cuescope') })
    await send('DELETE', `/projects/${project.id}`)
    expect(await card(found.id)).toMatchObject({ isMissing: false, bytes: expect.any(Number) })
  })

  it('api - where a person was is kept with the project, through being opened and renamed', async () => {
    const project = await make('Place')
    const place = { path: '/a/2/clips/17?i=3&outcome=wrong', title: 'angry.wav', of: 'audit 2' }
    await send('PUT', `/projects/${project.id}/place`, place)
    await api.post('/projects/open', { path: project.path })
    expect((await card(project.id))?.place).toEqual(place)
    const renamed = await send<Project>('PUT', `/projects/${project.id}`, { name: 'Place 2' })
    expect((await card(renamed.id))?.place).toEqual(place)
    const outside = { ...jsonPost({ path: '//evil.example/a/1', title: '' }), method: 'PUT' }
    expect(await api.refusal(`/projects/${renamed.id}/place`, outside)).toMatchObject({ code: 'bad-option' })
  })

  it('api - what was dropped is told by what it is', async () => {
    const at = (name: string): string => join(work, 'dropped', name)
    mkdirSync(at('audio'), { recursive: true })
    mkdirSync(at('bare'))
    cpSync(join(work, 'two-band/model.onnx'), at('bare/net.onnx'))
    const files = {
      'audio/a.wav': '',
      'm.csv': 'file,emotion\n',
      'votes.csv': 'file;Annotator;emotion\n',
      'stretches.tsv': 'file\tstart\tend\ttext\n',
      'a.TextGrid': '',
      'labels.json': '{\n "kind": "cuescope-labels", "version": 1',
      'other.json': '{}',
      'model.pt': '',
      'pack.zip': '',
      'a.wav': '',
      'x.cuescope': '',
      'net.onnx': '',
    }
    for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text)
    const kindOf = async (path: string): Promise<DroppedKind> =>
      droppedThingSchema.parse((await api.post<DroppedThing[]>('/paths/look', { paths: [path] }))[0]).kind
    const kinds = Object.fromEntries(
      await Promise.all(readdirSync(join(work, 'dropped')).map(async name => [name, await kindOf(at(name))])),
    ) as Record<string, DroppedKind>
    expect(kinds).toEqual({
      audio: 'folder',
      bare: 'model-file',
      'm.csv': 'manifest',
      'votes.csv': 'labels',
      'stretches.tsv': 'labels',
      'a.TextGrid': 'labels',
      'labels.json': 'labels',
      'other.json': 'other',
      'model.pt': 'other',
      'pack.zip': 'other',
      'a.wav': 'audio',
      'x.cuescope': 'project',
      'net.onnx': 'model-file',
    })
    expect(await kindOf(join(work, 'two-band'))).toBe('model-package')
    const [refused] = await api.post<DroppedThing[]>('/paths/look', { paths: [at('model.pt')] })
    expect(refused).toMatchObject({ name: 'model.pt', why: expect.stringContaining('ONNX') })
    const names = await api.post<DroppedThing[]>('/names/look', { names: ['notes.pdf', 'm.csv', 'other.json'] })
    expect(names.map(({ kind }) => kind)).toEqual(['other', 'manifest', 'other'])
    expect(await api.refusal('/paths/look', jsonPost({ paths: [at('gone')] }))).toMatchObject({ code: 'file-missing' })
  })

  it('api - a model says what it is made of, leaves the library, and one whose folder is gone is named', async () => {
    const folder = join(work, 'two-band')
    const { id } = await api.post<ModelCard>('/models', { folder })
    const details = modelDetailsSchema.parse(await api.get(`/models/${id}`))
    expect(details).toMatchObject({
      folder,
      opset: 17,
      input: { name: 'logmel' },
      frontEnd: { nMels: 32, log: 'none' },
    })
    await send('DELETE', `/models/${id}`)
    expect((await library()).models.map(model => model.id)).not.toContain(id)
    expect(existsSync(join(folder, 'model.onnx'))).toBe(true)
    expect(await api.refusal(`/models/${id}`)).toMatchObject({ status: 404 })
    const bundled = await api.refusal(`/models/${demoModelId(api.engine)}`, { method: 'DELETE' })
    expect(bundled).toMatchObject({ status: 403, code: 'forbidden' })

    cpSync(folder, join(work, 'soon-gone'), { recursive: true })
    const other = await openApi(join(work, 'data-2'), { workers: 1 })
    await other.post('/models', { folder: join(work, 'soon-gone') })
    await other.engine.close()
    rmSync(join(work, 'soon-gone'), { recursive: true })
    const again = await openApi(join(work, 'data-2'), { workers: 1 })
    const { lostModels } = librarySchema.parse(await again.get('/library'))
    expect(lostModels).toMatchObject([{ folder: join(work, 'soon-gone'), error: { code: 'file-missing' } }])
    await again.app.request(`/api/models/${lostModels[0].id}`, { method: 'DELETE' })
    expect((await again.get<Library>('/library')).lostModels).toEqual([])
    await again.engine.close()
  })
})
