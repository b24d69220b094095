import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReferenceClipsResult } from '#contracts/experiments/reference-clips'
import { explainSettingsSchema } from '#contracts/settings'
import { resolveName } from '#engine/onnx/graph'
import { prepareGraph } from '#engine/onnx/prepare'
import { readGraph } from '#engine/onnx/read-graph'
import { float32 } from '#engine/onnx/tensor'
import { writeGraph } from '#engine/onnx/write-graph'
import type { Engine } from '#engine/open-engine'
import { projectRoot } from '../../helpers/built-program'
import { demoModelId, openEngine } from '../../helpers/engine'
import { codeOf } from '../../helpers/error-code'
import { auditedFolder, referencesOf, runExperiment, writeDemoClips, type Audited } from '../../helpers/experiments'
import { openOnnx } from '../../helpers/onnx-session'
import { tempDir } from '../../helpers/temp-dir'
import { CROSS, highBurst, lowBurst, twoToneWav, writeTwoBandModel } from '../../helpers/two-band-model'

const work = tempDir()
let engine: Engine
beforeAll(async () => {
  engine = await openEngine(join(work, 'data'))
})
afterAll(() => engine.close())

describe('engine/experiments, reference clips of a model whose channels are known', () => {
  const levels = [0.1, 0.15, 0.3, 0.4, 0.5, 0.6]
  const files = levels.map((_, i) => `Actor_0${i + 1}/03-01-0${4 + (i % 2)}-01-01-01-0${i + 1}.wav`)
  const of = (level: number): string => files[levels.indexOf(level)]
  let audited: Audited
  const references = async (channel: number): Promise<ReferenceClipsResult> =>
    referencesOf(await runExperiment(audited, { kind: 'reference-clips', settings: { layer: 'bands' } }, { channel }))

  beforeAll(async () => {
    const corpus = join(work, 'tones')
    for (const level of levels) {
      mkdirSync(dirname(join(corpus, of(level))), { recursive: true })
      writeFileSync(join(corpus, of(level)), twoToneWav(level))
    }
    writeTwoBandModel(join(work, 'two-band'))
    const { id } = await engine.addModel(join(work, 'two-band'))
    audited = await auditedFolder(engine, corpus, join(work, 'tones.cuescope'), id)
  })

  /** Shares of the two channels, and the label: the powers are to each other as the squares of the levels. */
  const expected = (level: number, gain: number): { share: [number, number]; label: string } => {
    const [low, high] = [gain * level ** 2, 1]
    const isLow = low > high
    const worth = isLow ? [low, CROSS * high] : [CROSS * low, high]
    const size = Math.abs(worth[0]) + Math.abs(worth[1])
    return { share: [worth[0] / size, worth[1] / size], label: isLow ? 'angry' : 'sad' }
  }

  it('engine/experiments - the most active clips are the loudest in the channel’s band, at the place of the tone', async () => {
    const [low, high] = [(await references(0)).channel!, (await references(1)).channel!]
    expect(low.mostActive.map(({ file }) => file)).toEqual([...levels].reverse().map(of))
    for (const { startSec, endSec } of low.mostActive) {
      // The loudest moment of a tone that swells and falls is its middle; a frame sees 25 ms.
      expect(Math.abs((startSec + endSec) / 2 - (lowBurst.startSec + lowBurst.endSec) / 2)).toBeLessThan(0.03)
      expect(endSec - startSec).toBeCloseTo(0.01, 4)
    }
    for (const { startSec } of high.mostActive)
      expect(Math.abs(startSec - (highBurst.startSec + highBurst.endSec) / 2)).toBeLessThan(0.03)
  })

  it('engine/experiments - relevance is the channel’s part of the decision, with its sign, by the predicted label', async () => {
    const { channels, channel, clips } = await references(0)
    expect([clips, channels.length]).toEqual([levels.length, 2])
    const found = new Map(channel!.mostRelevant.map(clip => [clip.file, clip]))
    const loudest = found.get(of(0.6))!.value
    const gain = (loudest * -CROSS) / ((1 - loudest) * 0.36)
    for (const level of levels) {
      const { share, label } = expected(level, gain)
      expect(found.get(of(level))).toMatchObject({ predicted: label })
      expect(found.get(of(level))!.value).toBeCloseTo(share[0], 2)
    }
    const ranked = [...levels].sort((a, b) => expected(b, gain).share[0] - expected(a, gain).share[0])
    expect(channel!.mostRelevant.map(({ file }) => file)).toEqual(ranked.map(of))
    expect(new Set(channel!.mostRelevant.map(({ predicted }) => predicted))).toEqual(new Set(['angry', 'sad']))
    for (const { channel: id, meanMagnitude, meanShare } of channels) {
      const shares = levels.map(level => expected(level, gain).share[id])
      expect(meanShare).toBeCloseTo(shares.reduce((a, b) => a + b) / shares.length, 2)
      expect(meanMagnitude).toBeCloseTo(shares.reduce((a, b) => a + Math.abs(b), 0) / shares.length, 2)
    }
    const angry = levels.filter(level => expected(level, gain).label === 'angry')
    expect(channel!.byLabel.find(({ label }) => label === 'angry')).toMatchObject({ clips: angry.length })
  })

  it('engine/experiments - a channel or a layer that the model lacks is said, with what there is', async () => {
    expect(await codeOf(() => references(2))).toBe('not-found')
    const nowhere = { kind: 'reference-clips', settings: { layer: 'nowhere' } } as const
    await expect(audited.session.experiments.start(audited.auditId, nowhere)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('nowhere'),
    })
    expect(audited.session.experiments.list(audited.auditId)).toHaveLength(1)
  })
})

describe('engine/experiments, reference clips against a brute-force pass', () => {
  it('engine/experiments - every list of every channel is what sorting all clips gives', async () => {
    const corpus = join(work, 'demo')
    const files = writeDemoClips(corpus, 8)
    const modelId = demoModelId(engine)
    const audited = await auditedFolder(engine, corpus, join(work, 'demo.cuescope'), modelId)
    const question = { kind: 'reference-clips', settings: { keep: 5 } } as const
    const { layer, channels } = referencesOf(await runExperiment(audited, question))
    expect(channels.map(({ meanMagnitude }) => meanMagnitude)).toEqual(
      channels.map(({ meanMagnitude }) => meanMagnitude).sort((a, b) => b - a),
    )

    const model = engine.model(modelId)
    const graph = prepareGraph(readGraph(readFileSync(join(projectRoot, 'resources/models/demo-synthetic/model.onnx'))))
    const inside = { name: resolveName(graph, layer), type: 'float32', dims: null } as const
    const exposed = await openOnnx(writeGraph({ ...graph, outputs: [...graph.outputs, inside] }))
    const brute = new Map<string, { relevance: number[]; activation: number[] }>()
    for (const file of files) {
      const { relevances, logMel } = await engine.pool.run({
        ...{ kind: 'explain-file', file: join(corpus, file), model, method: 'crp', target: null, against: null },
        settings: explainSettingsSchema.parse({}),
        judge: null,
      })
      const size = relevances!.reduce((sum, value) => sum + Math.abs(value), 0)
      const [mels, frames] = logMel.shape
      const outputs = await exposed.run({ [graph.inputs[0].name]: float32([1, 1, mels, frames], logMel.data) })
      const { dims, data } = outputs[layer]
      const plane = dims[2] * dims[3]
      const peak = (channel: number): number =>
        Math.max(...(data as Float32Array).subarray(channel * plane, (channel + 1) * plane))
      brute.set(file, {
        relevance: Array.from(relevances!, value => value / size),
        activation: Array.from(relevances!, (_, channel) => peak(channel)),
      })
    }
    await exposed.release()

    for (const { channel } of channels) {
      const { channel: found } = referencesOf(await runExperiment(audited, question, { channel, limit: 5 }))
      for (const [list, key] of [
        [found!.mostRelevant, 'relevance'],
        [found!.mostActive, 'activation'],
      ] as const) {
        const ranked = files.map(file => brute.get(file)![key][channel]).sort((a, b) => b - a)
        expect(list).toHaveLength(5)
        list.forEach(({ file, value }, i) => {
          expect(value).toBeCloseTo(ranked[i], 4)
          expect(value).toBeCloseTo(brute.get(file)![key][channel], 4)
        })
      }
    }
  })
})
