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

  it('api - a bare file is checked with its answers, packaged into the own folder, and added by its grant alone', async () => {
    const { labels, frontEnd } = JSON.parse(readFileSync(join(bundled, 'model.json'), 'utf8')) as {
      labels: string[]
      frontEnd: object
    }
    const path = join(work, 'found')
    const htk = goldens.cases[1]
    const question = {
      path,
      clip: join(work, 'tone.wav'),
      expect: { values: htk.logits },
      answers: { labels, frontEnd },
    }
    const differs = checkReportSchema.parse(await api.post('/model-wizard/check', question))
    expect(differs).toMatchObject({ isReproduced: false })
    expect(differs.alternatives[0]).toMatchObject({ isReproduced: true, changes: htk.changes })
    const adopted = { labels, frontEnd: { ...frontEnd, ...differs.alternatives[0].changes } }
    const same = await api.post('/model-wizard/check', { ...question, answers: adopted })
    expect(checkReportSchema.parse(same)).toMatchObject({ isReproduced: true })

    const wanted = { path, folderName: 'htk', answers: adopted }
    const made = packagedModelSchema.parse(await api.post('/model-wizard/package', wanted))
    expect(made).toMatchObject({ folder: join(work, 'data/models/htk'), ref: expect.stringMatching(/^grant:/) })
    expect(await api.post('/models', { folder: made.ref })).toMatchObject({ id: made.sha256, isBundled: false })
  })

  it('api - the front end of the paper is a preset', async () => {
    const answers = { preset: 'paper', labels: 'abcdefg'.split('') }
    const proposal = modelProposalSchema.parse(
      await api.post('/model-wizard/inspect', { path: join(work, 'found'), answers }),
    )
    const values = Object.fromEntries(proposal.fields.map(({ field, value }) => [field, value]))
    expect(values).toMatchObject({
      'frontEnd.nFft': 1024,
      'frontEnd.winLength': 480,
      'frontEnd.hopLength': 240,
      'frontEnd.reference': 'max',
      'frontEnd.clip': { seconds: 2, from: 'start' },
      // The graph says how many bands it takes.
      'frontEnd.nMels': 64,
    })
  })

  it('api - a Git LFS pointer is told from a model', async () => {
    writeFileSync(join(work, 'pointer.onnx'), 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n')
    const refused = await api.refusal('/model-wizard/inspect', jsonPost({ path: join(work, 'pointer.onnx') }))
    expect(refused).toMatchObject({ code: 'not-onnx', message: expect.stringContaining('git lfs pull') })
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
