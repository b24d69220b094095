import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeArray } from '#contracts/arrays'
import { auditCardSchema, type AuditCard } from '#contracts/audit'
import type { ClipPage } from '#contracts/clip'
import { opensmileReportSchema, programSettingsSchema, type ProgramSettings } from '#contracts/program-settings'
import type { DatasetCard } from '#contracts/dataset'
import type { Project } from '#contracts/project'
import { jsonPost, openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { fakeOpensmile, installedOpensmile, someLibrary } from '../helpers/opensmile'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const work = tempDir()
const corpus = join(work, 'corpus')
let api: TestApi

beforeAll(async () => {
  writeToneCorpus(corpus, 3)
  api = await openApi(join(work, 'data'))
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

const put = (opensmileFolder: string | null): RequestInit => ({ ...jsonPost({ opensmileFolder }), method: 'PUT' })
async function choose(folder: string | null): Promise<ProgramSettings> {
  return programSettingsSchema.parse(await (await api.app.request('/api/settings', put(folder))).json())
}
const report = async () => opensmileReportSchema.parse(await api.get('/opensmile'))

/** An audit of the corpus with openSMILE's cues, however it ends. */
async function auditBy(cues: object): Promise<{ card: AuditCard; base: string }> {
  const project: Project = await api.post('/projects', { name: `P${Math.random()}`, folder: work })
  const dataset: DatasetCard = await api.post(`/projects/${project.id}/datasets`, { folder: corpus })
  const settings = { cues, baselines: { draws: 0 } }
  const wanted = { datasetId: dataset.id, modelId: demoModelId(api.engine), settings }
  const { id } = auditCardSchema.parse(await api.post(`/projects/${project.id}/audits`, wanted))
  const base = `/projects/${project.id}/audits/${id}`
  await expect.poll(async () => (await api.get<AuditCard>(base)).state, { timeout: 30_000 }).not.toBe('running')
  return { card: await api.get(base), base }
}

describe('api, openSMILE', () => {
  it('api - no folder named: how to get it and what its licence allows; an audit that needs it fails with that', async () => {
    expect(programSettingsSchema.parse(await api.get('/settings'))).toEqual({ opensmileFolder: null })
    const { error, ...rest } = await report()
    expect(rest).toEqual({ folder: null, isFromStart: false, version: null })
    expect(error).toMatchObject({
      code: 'provider-unavailable',
      message: expect.stringMatching(/No folder.*pip install opensmile.*private, research and educational use only/),
    })
    const { card } = await auditBy({ provider: 'opensmile' })
    expect(card).toMatchObject({ state: 'failed', error: { code: 'provider-unavailable', message: error!.message } })
  })

  it('api - a folder is kept, also by the next engine, and tried anew each time', async () => {
    const folder = fakeOpensmile('not a library')
    expect(await choose(folder)).toEqual({ opensmileFolder: folder })
    expect(await report()).toMatchObject({
      folder,
      version: null,
      error: { message: expect.stringContaining('damaged') },
    })
    expect(JSON.parse(readFileSync(join(work, 'data/library.json'), 'utf8'))).toMatchObject({
      settings: { opensmileFolder: folder },
    })
    expect(await choose(null)).toEqual({ opensmileFolder: null })
  })

  it('api - a library from before there were settings opens with none', async () => {
    const data = join(tempDir(), 'data')
    const other = await openApi(data)
    await other.engine.close()
    const file = join(data, 'library.json')
    writeFileSync(file, JSON.stringify({ version: 1, projects: [], modelFolders: [] }))
    const again = await openApi(data)
    expect(await again.get('/settings')).toEqual({ opensmileFolder: null })
    await again.engine.close()
    expect(again.logged).toEqual([])
  })

  it('api - in the desktop shell only a folder that its dialog returned', async () => {
    const shell = await openApi(join(tempDir(), 'data'), { isPathAllowed: false })
    expect(await shell.refusal('/settings', put(work))).toMatchObject({ status: 403, code: 'forbidden' })
    shell.grants.grant('0123456789abcdef', work)
    const answer = await shell.app.request('/api/settings', put('grant:0123456789abcdef'))
    expect(await answer.json()).toEqual({ opensmileFolder: work })
    await shell.engine.close()
  })

  it.runIf(process.platform === 'linux')(
    'api - a library that takes its process down costs no more than the trial',
    async () => {
      const whole = readFileSync(someLibrary())
      await choose(fakeOpensmile(whole.subarray(0, whole.length >> 2)))
      expect((await report()).error).toMatchObject({
        code: 'provider-unavailable',
        message: expect.stringMatching(/could not be tried.*SIG(BUS|SEGV).*pip install/),
        details: { cause: 'native-crash' },
      })
      const { card } = await auditBy({ provider: 'opensmile' })
      expect(card).toMatchObject({ state: 'failed', error: { code: 'provider-unavailable' } })
      await choose(null)
      expect((await auditBy({})).card.state).toBe('done')
    },
  )
})

describe.runIf(installedOpensmile)('api, an installed openSMILE', () => {
  beforeAll(async () => void (await choose(installedOpensmile)))

  it('api - says its version', async () => {
    expect(await report()).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+/), error: null })
  })

  it('api - an audit by it: other results than the built-in audit, cues all but equal; the engine never loads it', async () => {
    const [ours, theirs] = [await auditBy({}), await auditBy({ provider: 'opensmile' })]
    expect([theirs.card.state, theirs.card.progress.done]).toEqual(['done', 3])
    expect(theirs.card.settings.cues.provider).toBe('opensmile')
    const loudness = async ({ base }: typeof ours): Promise<Float32Array> => {
      const { rows } = await api.get<ClipPage>(`${base}/clips`)
      const answer = await api.app.request(`/api${base}/clips/${rows[0].clipId}/cue-tracks?cues=loudness`)
      return decodeArray(await answer.arrayBuffer()).data as Float32Array
    }
    const [a, b] = [await loudness(theirs), await loudness(ours)]
    expect(a.length).toBeGreaterThan(20)
    expect(a.length).toBeLessThan(b.length)
    a.forEach((value, row) => expect(value).toBeCloseTo(b[row], 4))
    if (process.platform === 'linux') expect(readFileSync('/proc/self/maps', 'utf8')).not.toMatch(/SMILEapi|koffi/)
  })
})
