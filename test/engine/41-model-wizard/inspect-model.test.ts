import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { InputLayout, ModelProposal } from '#contracts/model-wizard'
import { CueScopeError } from '#engine/base/errors'
import { inspectModel } from '#engine/model-wizard/inspect-model'
import { openOnnxGraph } from '#engine/models/session'
import { decodeModel } from '#engine/onnx/proto/decode'
import { encodeModel } from '#engine/onnx/proto/encode'
import { float32 } from '#engine/onnx/tensor'
import { projectRoot } from '../../helpers/built-program'
import { codeOf } from '../../helpers/error-code'
import { sharedDir } from '../../helpers/shared'
import { tempDir } from '../../helpers/temp-dir'
import { LABELS, MELS, smallModel, type SmallModel } from './small-model'

const FRAMES = 37

function folderWith(model: Uint8Array, files: Record<string, unknown> = {}): string {
  const folder = join(tempDir(), 'found-model')
  mkdirSync(folder)
  writeFileSync(join(folder, 'model.onnx'), model)
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  return folder
}

const plain = (): Uint8Array => smallModel({ dims: ['n', 1, MELS, 't'] })

function fieldOf({ fields }: ModelProposal, name: string): { value: unknown; source: string; confidence: string } {
  const { value, source, confidence } = fields.find(({ field }) => field === name)!
  return { value, source, confidence }
}

async function run(onnx: Uint8Array, dims: number[], data: Float32Array): Promise<number[]> {
  const graph = await openOnnxGraph(onnx)
  const { name } = decodeModel(onnx).graph!.input![0]
  const outputs = Object.values(await graph.run({ [name!]: float32(dims, data) }))
  await graph.release()
  return [...(outputs.at(-1)!.data as Float32Array)]
}

/** A log-Mel [MELS x FRAMES] in the order of axes of a layout. */
function inLayout(logMel: Float32Array, layout: InputLayout): { dims: number[]; data: Float32Array } {
  const isTimeFirst = layout.indexOf('t') < layout.indexOf('m')
  const data = isTimeFirst
    ? Float32Array.from(logMel, (_, i) => logMel[(i % MELS) * FRAMES + Math.floor(i / MELS)])
    : logMel
  const sizes = { n: 1, '1': 1, m: MELS, t: FRAMES }
  return { dims: [...layout].map(axis => sizes[axis as keyof typeof sizes]), data }
}

describe('engine/model-wizard, what the graph says', () => {
  const layouts: [InputLayout, SmallModel][] = [
    ['n1mt', { dims: ['n', 1, MELS, 't'] }],
    ['n1tm', { dims: ['n', 1, 't', MELS], perm: [0, 1, 3, 2] }],
    ['nmt', { dims: ['n', MELS, 't'], addsChannel: true }],
    ['ntm', { dims: ['n', 't', MELS], perm: [0, 2, 1], addsChannel: true }],
    ['nmt1', { dims: ['n', MELS, 't', 1], perm: [0, 3, 1, 2] }],
    ['ntm1', { dims: ['n', 't', MELS, 1], perm: [0, 3, 2, 1] }],
  ]
  it.each(layouts)(
    'engine/model-wizard - an input %s is seen, and packaged as [n, 1, mels, t]',
    async (layout, model) => {
      const original = smallModel(model)
      const { proposal, onnx } = await inspectModel(folderWith(original), {})
      expect(fieldOf(proposal, 'input.layout')).toEqual({ value: layout, source: 'the graph', confidence: 'certain' })
      expect(fieldOf(proposal, 'frontEnd.nMels').value).toBe(MELS)
      expect(proposal.labelCount).toBe(LABELS)
      // The kernel is three frames wide.
      expect(fieldOf(proposal, 'frontEnd.minFrames').value).toBe(3)
      expect(proposal.changes).toHaveLength(layout === 'n1mt' ? 0 : 1)

      const logMel = Float32Array.from({ length: MELS * FRAMES }, (_, i) => Math.sin(i * 0.37))
      const given = inLayout(logMel, layout)
      const expected = await run(original, given.dims, given.data)
      expect(await run(onnx, [1, 1, MELS, FRAMES], logMel)).toEqual(expected)
      expect(proposal.methods).toMatchObject({ occlusion: null, lrp: null, crp: null, 'grad-cam': null })
    },
  )

  it('engine/model-wizard - a file that is right as it is stays the same, byte for byte', async () => {
    const { onnx, proposal } = await inspectModel(folderWith(plain()), {})
    expect(proposal.changes).toEqual([])
    expect(Buffer.compare(onnx, plain())).toBe(0)
  })

  it('engine/model-wizard - a Softmax at the end is taken off; a Sigmoid is refused', async () => {
    const dims = ['n', 1, MELS, 't']
    const { onnx } = await inspectModel(folderWith(smallModel({ dims, endsIn: 'Softmax' })), {})
    const logMel = new Float32Array(MELS * FRAMES).fill(0.3)
    const logits = await run(plain(), [1, 1, MELS, FRAMES], logMel)
    expect(await run(onnx, [1, 1, MELS, FRAMES], logMel)).toEqual(logits)
    const sigmoid = folderWith(smallModel({ dims, endsIn: 'Sigmoid' }))
    expect(await codeOf(() => inspectModel(sigmoid, {}))).toBe('unsupported-signature')
  })

  it('engine/model-wizard - a model for one clip, with a Reshape to [1, -1], takes several', async () => {
    const { onnx, proposal } = await inspectModel(
      folderWith(smallModel({ dims: [1, 1, MELS, 't'], isOfOneClip: true })),
      {},
    )
    expect(proposal.changes.join()).toContain('batch axis')
    const [a, b] = [0.3, -0.8].map(level => new Float32Array(MELS * FRAMES).fill(level))
    const both = await run(onnx, [2, 1, MELS, FRAMES], Float32Array.from([...a, ...b]))
    const each = [...(await run(plain(), [1, 1, MELS, FRAMES], a)), ...(await run(plain(), [1, 1, MELS, FRAMES], b))]
    both.forEach((score, i) => expect(score).toBeCloseTo(each[i], 5))
  })

  it('engine/model-wizard - of two outputs the one that can hold scores is taken, alone', async () => {
    const { onnx, proposal } = await inspectModel(
      folderWith(smallModel({ dims: ['n', 1, MELS, 't'], hasHidden: true })),
      {},
    )
    expect(fieldOf(proposal, 'output').value).toBe('out')
    expect(decodeModel(onnx).graph!.output!.map(({ name }) => name)).toEqual(['out'])
  })

  it('engine/model-wizard - what nobody states is guessed, and every choice is offered once', async () => {
    const { proposal } = await inspectModel(folderWith(plain()), {})
    for (const name of ['trim', 'clip', 'topDb', 'winLength'])
      expect(fieldOf(proposal, `frontEnd.${name}`).confidence).toBe('guessed')
    expect(fieldOf(proposal, 'frontEnd.winLength').source).toBe('usual: 25 ms')
    for (const { choices } of proposal.questions) {
      const values = choices.map(({ value }) => JSON.stringify(value))
      expect(values).toEqual([...new Set(values)])
    }
    const fields = proposal.questions.map(({ field }) => field)
    expect(fields).toContain('frontEnd.fMax')
    expect(fields).not.toContain('frontEnd.clip')
  })

  it('engine/model-wizard - a fixed number of frames means clips of one length', async () => {
    const { proposal } = await inspectModel(folderWith(smallModel({ dims: ['n', 1, MELS, 101] })), {})
    expect(fieldOf(proposal, 'frontEnd.clip').value).toEqual({ seconds: 1, from: 'start', pad: 'silence' })
    expect(fieldOf(proposal, 'frontEnd.minFrames')).toEqual({ value: 101, source: 'the graph', confidence: 'certain' })
    expect(proposal.questions.map(({ field }) => field)).toContain('frontEnd.clip')
  })

  it('engine/model-wizard - sizes that could be either are a question, and the answer decides', async () => {
    const folder = folderWith(smallModel({ dims: ['n', 1, MELS, 128] }))
    const { proposal } = await inspectModel(folder, {})
    expect(proposal.questions[0]).toMatchObject({ field: 'input.layout', proposed: 'n1mt' })
    const answered = await inspectModel(folder, { 'input.layout': 'n1mt' })
    expect(answered.proposal.questions.map(({ field }) => field)).not.toContain('input.layout')
    expect(await codeOf(() => inspectModel(folder, { 'input.layout': 'nmt' }))).toBe('bad-option')
  })

  it('engine/model-wizard - weights in a file beside the model are taken in, those elsewhere refused', async () => {
    const model = decodeModel(plain())
    const kernel = model.graph!.initializer!.find(({ name }) => name === 'kernel')!
    const raw = kernel.rawData!.slice()
    const placed = (location: string): Uint8Array => {
      const external = {
        ...kernel,
        dataLocation: 1n,
        externalData: [{ key: 'location', value: location }],
      }
      delete external.rawData
      const initializer = model.graph!.initializer!.map(tensor => (tensor === kernel ? external : tensor))
      return encodeModel({ ...model, graph: { ...model.graph, initializer } })
    }
    const folder = folderWith(placed('weights.bin'))
    expect(await codeOf(() => inspectModel(folder, {}))).toBe('external-data-missing')
    writeFileSync(join(folder, 'weights.bin'), raw)
    const { onnx, proposal } = await inspectModel(folder, {})
    expect(proposal.changes).toHaveLength(1)
    const logMel = new Float32Array(MELS * FRAMES).fill(0.3)
    expect(await run(onnx, [1, 1, MELS, FRAMES], logMel)).toEqual(await run(plain(), [1, 1, MELS, FRAMES], logMel))
    expect(await codeOf(() => inspectModel(folderWith(placed('../weights.bin')), {}))).toBe('external-data-outside')
  })
})

describe('engine/model-wizard, what is written beside it', () => {
  it('engine/model-wizard - the more trusted place wins, the other is told', async () => {
    const labelled = decodeModel(plain())
    const metadata = [
      { key: 'labels', value: '["angry","happy","sad"]' },
      { key: 'sample_rate', value: '22050' },
    ]
    const folder = folderWith(encodeModel({ ...labelled, metadataProps: metadata }), {
      'config.json': { id2label: { 0: 'a', 1: 'b', 2: 'c' }, sampling_rate: 8000 },
      'preprocessor_config.json': { n_fft: 1024, hop_length: 256, fmin: 20, mel_scale: 'htk', mean: -4, std: 2 },
    })
    const { proposal } = await inspectModel(folder, { 'frontEnd.hopLength': 200 })
    const value = (field: string): unknown => fieldOf(proposal, field).value
    expect(fieldOf(proposal, 'labels')).toEqual({
      value: ['angry', 'happy', 'sad'],
      source: "the model file's metadata",
      confidence: 'stated',
    })
    expect(proposal.fields.find(({ field }) => field === 'labels')!.others).toEqual([
      { value: ['a', 'b', 'c'], source: 'config.json' },
    ])
    expect([value('frontEnd.sampleRate'), value('frontEnd.nFft'), value('frontEnd.hopLength')]).toEqual([
      22_050, 1024, 200,
    ])
    expect([value('frontEnd.fMin'), value('frontEnd.melScale')]).toEqual([20, 'htk'])
    expect(value('frontEnd.normalise')).toEqual({ mean: -4, std: 2 })
    const asked = proposal.questions.map(({ field }) => field)
    expect(asked).toEqual(expect.arrayContaining(['frontEnd.window', 'frontEnd.log']))
    for (const known of ['labels', 'frontEnd.sampleRate', 'frontEnd.nFft', 'frontEnd.hopLength'])
      expect(asked).not.toContain(known)
  })

  it("engine/model-wizard - audonnx's labels of the output with the scores", async () => {
    const yaml = [
      '$audonnx.core.model.Model==0.7.0:',
      '  path: model.onnx',
      '  labels:',
      '    hidden: null',
      '    out:',
      '    - arousal',
      '    - dominance',
      "    - 'valence'",
      '  transform:',
      '    $audsp.feature==1.0:',
      '      sampling_rate: 8000',
      '      n_mels: 40',
    ].join('\n')
    const { proposal } = await inspectModel(folderWith(plain(), { 'model.yaml': yaml }), {})
    expect(fieldOf(proposal, 'labels').value).toEqual(['arousal', 'dominance', 'valence'])
    expect(fieldOf(proposal, 'frontEnd.sampleRate')).toEqual({
      value: 8000,
      source: 'model.yaml',
      confidence: 'stated',
    })
    expect(fieldOf(proposal, 'frontEnd.fMax').value).toBe(4000)
  })

  it('engine/model-wizard - a feature extractor that we cannot repeat says in what', async () => {
    const extractor = { feature_extractor_type: 'ASTFeatureExtractor', num_mel_bins: MELS, mean: -4, std: 4.5 }
    const { proposal } = await inspectModel(folderWith(plain(), { 'preprocessor_config.json': extractor }), {})
    expect(fieldOf(proposal, 'frontEnd.normalise').value).toEqual({ mean: -4, std: 9 })
    expect(fieldOf(proposal, 'frontEnd.center').value).toBe(false)
    expect(proposal.notes.map(({ message }) => message).join()).toContain('pre-emphasis')
  })

  it('engine/model-wizard - files beside it that do not fit are notes; answers that do not fit are refused', async () => {
    const folder = folderWith(plain(), { 'config.json': { id2label: { 0: 'a' } }, 'preprocessor_config.json': '{' })
    const { proposal } = await inspectModel(folder, {})
    expect(proposal.notes.map(({ code }) => code).sort()).toEqual(['bad-option', 'not-json'])
    expect(proposal.isComplete).toBe(false)
    for (const answers of [{ labels: ['a'] }, { 'frontEnd.nfft': 1 }, { 'frontEnd.log': 'x' }, { preset: 'x' }])
      expect(await codeOf(() => inspectModel(folder, answers))).toBe('bad-option')
  })
})

describe('engine/model-wizard, models that come with the program', () => {
  it.each(['demo-synthetic', 'shallow-resnet-en'])('engine/model-wizard - %s without its model.json', async name => {
    const bundled = join(projectRoot, 'resources/models', name)
    const manifest = JSON.parse(readFileSync(join(bundled, 'model.json'), 'utf8')) as { concepts: { tensor: string }[] }
    const folder = tempDir()
    cpSync(join(bundled, 'model.onnx'), join(folder, 'model.onnx'))
    const { proposal } = await inspectModel(folder, {})
    const concepts = fieldOf(proposal, 'concepts').value as { tensor: string }[]
    expect(concepts.map(({ tensor }) => tensor)).toEqual(manifest.concepts.map(({ tensor }) => tensor))
    expect(Object.values(proposal.methods).every(obstacle => obstacle === null)).toBe(true)
    expect(proposal.questions[0].field).toBe('labels')
    // With it: nothing is left to ask.
    cpSync(join(bundled, 'model.json'), join(folder, 'model.json'))
    expect((await inspectModel(folder, {})).proposal).toMatchObject({ questions: [], isComplete: true })
  })
})

const shared = sharedDir()
describe.runIf(shared)('engine/model-wizard, bad files', () => {
  const folder = join(shared ?? '', 'bad-inputs/onnx')
  const files = shared === null ? [] : readdirSync(folder).filter(name => name.endsWith('.onnx'))
  it.each(files)('engine/model-wizard - %s ends with a message', async name => {
    const error = await inspectModel(join(folder, name), {}).then(
      () => null,
      thrown => thrown as unknown,
    )
    // None of them takes log-Mels: each must be refused, by a sentence.
    expect(error).toBeInstanceOf(CueScopeError)
    expect((error as CueScopeError).message).toMatch(/^.{15,}[.!?)]$/su)
  })
})
