import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditCard } from '#contracts/audit'
import { errorBodySchema } from '#contracts/error'
import type { DatasetCard } from '#contracts/dataset'
import type { ClipPage } from '#contracts/clip'
import type { Project } from '#contracts/project'
import { jsonPost, openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const work = tempDir()
const corpus = join(work, 'corpus')
writeToneCorpus(corpus, 3)

let api: TestApi
let project: Project
let dataset: DatasetCard
let base: string

beforeAll(async () => {
  api = await openApi(join(work, 'data'))
  project = await api.post('/projects', { name: 'Tones', folder: work })
  dataset = await api.post(`/projects/${project.id}/datasets`, { folder: corpus })
  const audit = await api.post<AuditCard>(`/projects/${project.id}/audits`, {
    datasetId: dataset.id,
    modelId: demoModelId(api.engine),
  })
  base = `/projects/${project.id}/audits/${audit.id}`
  await api.untilDone(base)
})
afterAll(async () => {
  await api.engine.close()
  // Nothing here is a surprise to the program.
  expect(api.logged).toEqual([])
})

describe('api, refusals', () => {
  it.each([
    ['/projects/nobody', 404, 'not-found'],
    ['/projects/nobody/audits/1', 404, 'not-found'],
    ['/projects/PROJECT/audits/99', 404, 'not-found'],
    ['/projects/PROJECT/audits/1e99', 404, 'not-found'],
    ['/projects/PROJECT/audits/-1', 404, 'not-found'],
    ['/projects/PROJECT/audits/one', 404, 'not-found'],
    ['/projects/PROJECT/audits/99/summary', 404, 'not-found'],
    ['/projects/PROJECT/audits/99/clips', 404, 'not-found'],
    ['BASE/clips/9999', 404, 'not-found'],
    ['BASE/clips/9999/audio', 404, 'not-found'],
    ['BASE/clips/9999/log-mel', 404, 'not-found'],
    ['BASE/clips/9999/saliency', 404, 'not-found'],
    ['BASE/clips/1/saliency?method=magic', 422, 'bad-option'],
    ['BASE/clips/1/saliency?target=furious', 404, 'not-found'],
    ['BASE/clips?limit=0', 422, 'bad-option'],
    ['BASE/clips?limit=1001', 422, 'bad-option'],
    ['BASE/clips?limit=ten', 422, 'bad-option'],
    ['BASE/clips?offset=-1', 422, 'bad-option'],
    ['BASE/clips?offset=1.5', 422, 'bad-option'],
    ['BASE/clips?sort=password', 422, 'bad-option'],
    ['BASE/clips?order=sideways', 422, 'bad-option'],
    ['BASE/clips?outcome=lucky', 422, 'bad-option'],
    [`BASE/clips?text=${'x'.repeat(201)}`, 422, 'bad-option'],
    ['/models/nobody/label-map?project=PROJECT&dataset=1', 404, 'not-found'],
    ['/models/MODEL/label-map?project=nobody&dataset=1', 404, 'not-found'],
    ['/models/MODEL/label-map?project=PROJECT', 422, 'bad-option'],
    ['/nothing', 404, 'not-found'],
  ])('api - GET %s: %d %s', async (path, status, code) => {
    const real = path.replace('PROJECT', project.id).replace('BASE', base).replace('MODEL', demoModelId(api.engine))
    const { status: given, ...body } = await api.refusal(real)
    expect({ status: given, code: errorBodySchema.parse(body).code }).toEqual({ status, code })
    expect(body.message).not.toMatch(/SQLITE|undefined|at .*\.ts/)
  })

  it.each([
    ['no content type', { method: 'POST', body: '{"name":"x"}' }, 422, 'bad-option'],
    ['a form', { method: 'POST', body: new URLSearchParams({ name: 'x' }) }, 422, 'bad-option'],
    ['no JSON', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{name:' }, 422, 'not-json'],
    ['an empty body', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '' }, 422, 'not-json'],
    ['a number', jsonPost(5), 422, 'bad-option'],
    ['null', jsonPost(null), 422, 'bad-option'],
    ['no name', jsonPost({}), 422, 'bad-option'],
    ['an empty name', jsonPost({ name: '' }), 422, 'bad-option'],
    ['a name of the wrong type', jsonPost({ name: ['x'] }), 422, 'bad-option'],
    ['a name of dots', jsonPost({ name: '..' }), 422, 'bad-path'],
    ['a name that climbs', jsonPost({ name: '../../up' }), 422, 'bad-path'],
    ['a name of slashes', jsonPost({ name: '//' }), 422, 'bad-path'],
    ['a folder that is not there', jsonPost({ name: 'x', folder: '/nowhere/at/all' }), 422, 'file-missing'],
    ['a NUL in the folder', jsonPost({ name: 'x', folder: '/tmp\0/x' }), 422, 'bad-path'],
    ['a path that depends on where the program runs', jsonPost({ name: 'x', folder: 'speech/tess' }), 422, 'bad-path'],
    ['a grant that nobody gave', jsonPost({ name: 'x', folder: 'grant:0123' }), 403, 'forbidden'],
  ] as [string, RequestInit, number, string][])(
    'api - a new project with %s: refused',
    async (_, init, status, code) => {
      expect(await api.refusal('/projects', init)).toMatchObject({ status, code })
    },
  )

  it('api - a name with a path in it stays in its folder', async () => {
    const { path } = await api.post<Project>('/projects', { name: 'up/and\\away: a "test"', folder: work })
    expect(path.startsWith(`${work}/`)).toBe(true)
    expect(path.slice(work.length + 1)).not.toContain('/')
  })

  it('api - a project that is there already: 409', async () => {
    expect(await api.refusal('/projects', jsonPost({ name: 'Tones', folder: work }))).toMatchObject({
      status: 409,
      code: 'project-exists',
    })
  })

  it.each([
    ['a data set that is not there', { datasetId: 99 }, 404, 'not-found'],
    ['a model that is not there', { modelId: 'nobody' }, 404, 'not-found'],
    ['a label that the model lacks', { labelMap: { anger: 'furious' } }, 422, 'label-unknown'],
    ['a limit of 0', { limit: 0 }, 422, 'bad-option'],
    ['a setting that does not exist', { settings: { occlusion: { patchSize: 3 } } }, 422, 'bad-option'],
    ['a patch of 0', { settings: { occlusion: { patchMels: 0 } } }, 422, 'bad-option'],
    ['an unknown method', { settings: { methods: ['magic'] } }, 422, 'bad-option'],
  ])('api - an audit with %s: refused, none made', async (_, wrong, status, code) => {
    const body = { datasetId: dataset.id, modelId: demoModelId(api.engine), ...wrong }
    expect(await api.refusal(`/projects/${project.id}/audits`, jsonPost(body))).toMatchObject({ status, code })
    expect((await api.get<Project>(`/projects/${project.id}`)).audits).toHaveLength(1)
  })

  it('api - folders: missing, without audio, a file; opening what is no project', async () => {
    const empty = join(work, 'empty')
    mkdirSync(empty)
    writeFileSync(join(empty, 'x.cuescope'), 'Dear diary\n'.repeat(20))
    for (const [folder, code] of [
      [join(work, 'nowhere'), 'file-missing'],
      [empty, 'folder-empty'],
      [join(empty, 'x.cuescope'), 'bad-path'],
    ])
      for (const route of ['/scan', `/projects/${project.id}/datasets`])
        expect(await api.refusal(route, jsonPost({ folder }))).toMatchObject({
          status: 422,
          code,
        })
    expect(await api.refusal('/projects/open', jsonPost({ path: join(empty, 'x.cuescope') }))).toMatchObject({
      code: 'not-a-project',
    })
    expect(await api.refusal('/models', jsonPost({ folder: empty }))).toMatchObject({ code: 'file-missing' })
  })

  it.each(["' OR 1=1 --", "x'; DROP TABLE clips; --", '") UNION SELECT 1', '%', '_', '\\', '@limit', '\0'])(
    'api - %j in a filter is only text',
    async text => {
      for (const field of ['text', 'speaker', 'dataset', 'expected', 'predicted']) {
        const { total } = await api.get<ClipPage>(`${base}/clips?${new URLSearchParams({ [field]: text })}`)
        // Every file lies in a folder like Actor_01.
        expect(total).toBe(field === 'text' && text === '_' ? 3 : 0)
      }
      expect((await api.get<ClipPage>(`${base}/clips`)).total).toBe(3)
    },
  )

  it('api - what is asked with the wrong method is not found, as JSON', async () => {
    for (const [path, method] of [
      ['/library', 'POST'],
      ['/projects', 'PUT'],
      [`${base}/pause`, 'GET'],
    ])
      expect(await api.refusal(path, { method })).toMatchObject({ status: 404, code: 'not-found' })
  })
})

describe('api, a full disk', () => {
  it('api - what does not fit is refused as disk-full, 507; what is there can still be read', async () => {
    const { db } = await api.engine.project(project.id)
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`)
    const folders = Array.from({ length: 40 }, (_, i) => join(work, `many-${i}`))
    const answers = new Set<string>()
    for (const folder of folders) {
      writeToneCorpus(folder, 24, 0.01)
      const response = await api.app.request(`/api/projects/${project.id}/datasets`, jsonPost({ folder }))
      answers.add(`${response.status} ${response.ok ? '' : ((await response.json()) as { code: string }).code}`)
      if (!response.ok) break
    }
    expect([...answers]).toContain('507 disk-full')
    expect((await api.get<ClipPage>(`${base}/clips`)).total).toBe(3)
    db.pragma('max_page_count = 1000000')
  })
})

describe('api, paths in the desktop shell', () => {
  let desktop: TestApi
  beforeAll(async () => {
    desktop = await openApi(join(work, 'desktop'), { isPathAllowed: false })
  })
  afterAll(() => desktop.engine.close())

  it('api - a path that no dialog gave is forbidden everywhere, whether it exists or not', async () => {
    const own = await desktop.post<Project>('/projects', { name: 'Own' })
    for (const path of [corpus, '/nowhere', '.', 'grant:', 'grant:../..']) {
      expect(await desktop.refusal('/projects', jsonPost({ name: 'x', folder: path }))).toMatchObject({
        status: 403,
        code: 'forbidden',
      })
      expect(await desktop.refusal('/projects/open', jsonPost({ path }))).toMatchObject({
        status: 403,
        code: 'forbidden',
      })
      expect(await desktop.refusal('/models', jsonPost({ folder: path }))).toMatchObject({
        status: 403,
        code: 'forbidden',
      })
      for (const route of ['/scan', `/projects/${own.id}/datasets`])
        expect(await desktop.refusal(route, jsonPost({ folder: path }))).toMatchObject({
          status: 403,
          code: 'forbidden',
        })
      const [clip, expect_] = [path, { values: [0, 1] }]
      for (const [route, body] of [
        ['/paths/look', { paths: [path] }],
        ['/model-wizard/inspect', { path }],
        ['/model-wizard/package', { path, folderName: 'x' }],
        ['/model-wizard/check', { path, clip, expect: expect_ }],
      ] as const)
        expect(await desktop.refusal(route, jsonPost(body))).toMatchObject({ status: 403, code: 'forbidden' })
    }
  })

  it('api - a path that a dialog gave is known by its grant, and only by that', async () => {
    desktop.grants.grant('0123456789abcdef', corpus)
    const own = await desktop.post<Project>('/projects', { name: 'Granted' })
    expect(await desktop.post(`/projects/${own.id}/datasets`, { folder: 'grant:0123456789abcdef' })).toMatchObject({
      clips: 3,
      folder: corpus,
    })
    expect(await desktop.refusal(`/projects/${own.id}/datasets`, jsonPost({ folder: corpus }))).toMatchObject({
      status: 403,
    })
  })
})

describe('api, the page', () => {
  it('api - files of the page are served with their type; what is not in it is 404, whatever its path', async () => {
    const index = await api.app.request('/')
    expect([index.status, index.headers.get('content-type'), index.headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ])
    const script = await api.app.request('/assets/app-123.js')
    expect(script.headers.get('content-type')).toContain('text/javascript')
    expect(script.headers.get('cache-control')).toContain('immutable')
    for (const path of [
      '/../library.json',
      '/..%2flibrary.json',
      '/assets/../../library.json',
      '/%2e%2e/library.json',
      '/constructor',
      '/nothing.js',
    ])
      expect([path, (await api.app.request(path)).status]).toEqual([path, 404])
  })
})
