import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkReportSchema, modelProposalSchema, packagedModelSchema } from '#contracts/model-wizard'
import goldens from '../goldens/model-wizard/logits.json'
import { jsonPost, openApi, type TestApi } from '../helpers/api'
import { projectRoot } from '../helpers/built-program'
import { tempDir } from '../helpers/temp-dir'
import { toneWav } from '../helpers/tones'

const work = tempDir()
const bundled = join(projectRoot, 'resources/models/demo-synthetic')
let api: TestApi

beforeAll(async () => {
  mkdirSync(join(work, 'found'))
  cpSync(join(bundled, 'model.onnx'), join(work, 'found/model.onnx'))
  writeFileSync(join(work, 'tone.wav'), toneWav({ f0Hz: 220, seconds: 1.2 }))
  writeFileSync(join(work, 'page.onnx'), '<html>')
  api = await openApi(join(work, 'data'), { workers: 1 })
})
afterAll(() => api.engine.close())

describe('api, model wizard', () => {
  it('api - inspect, package, check, add to the library', async () => {
    const path = join(work, 'found')
    const proposal = modelProposalSchema.parse(await api.post('/model-wizard/inspect', { path }))
    expect(proposal.questions[0].field).toBe('labels')

    const manifest = JSON.parse(readFileSync(join(bundled, 'model.json'), 'utf8')) as Record<string, unknown>
    const answers = { labels: manifest.labels, frontEnd: manifest.frontEnd }
    const request = { path, out: work, folderName: 'My model', answers }
    const made = packagedModelSchema.parse(await api.post('/model-wizard/package', request))
    // What the answers leave out is taken as usual, and named.
    const guessed = ['frontEnd.trim', 'frontEnd.clip']
    expect(made).toMatchObject({ folder: join(work, 'My model'), guessed })

    const expect_ = { values: goldens.cases[0].logits }
    const question = { path: made.folder, clip: join(work, 'tone.wav'), expect: expect_ }
    const report = checkReportSchema.parse(await api.post('/model-wizard/check', question))
    expect(report).toMatchObject({ kind: 'logits', isReproduced: true })
    expect(await api.post('/models', { folder: made.folder })).toMatchObject({
      id: made.sha256,
      labels: manifest.labels,
    })
  })

  it('api - what is no model, and what is no answer, is refused by a sentence', async () => {
    const refusal = (route: string, body: unknown): ReturnType<TestApi['refusal']> =>
      api.refusal(`/model-wizard/${route}`, jsonPost(body))
    expect(await refusal('inspect', { path: join(work, 'page.onnx') })).toMatchObject({ status: 422, code: 'not-onnx' })
    expect(await refusal('inspect', { path: join(work, 'gone') })).toMatchObject({ code: 'file-missing' })
    expect(await refusal('inspect', {})).toMatchObject({ code: 'bad-option' })
    const outside = { path: join(work, 'found'), out: work, folderName: '../up', answers: {} }
    expect(await refusal('package', outside)).toMatchObject({ code: 'bad-option' })
    expect(api.logged).toEqual([])
  })
})
