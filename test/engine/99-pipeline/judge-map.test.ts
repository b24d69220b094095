import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeSettingsSchema } from '#contracts/experiments/faithfulness'
import type { Judgement } from '#contracts/judgement'
import { explainSettingsSchema, type SaliencyMethod } from '#contracts/settings'
import { decodeAudio } from '#engine/audio/decode'
import { makeClip } from '#engine/demo/make-clip'
import { planCorpus } from '#engine/demo/plan-corpus'
import { judgeClip, judgeControl, judgeTogether } from '#engine/judge-map'
import { loadModel, type OpenModel } from '#engine/load-model'
import { toPrediction } from '#engine/models/prediction'
import { openOnnxGraph } from '#engine/models/session'
import { openRedrawn, type RedrawnModel } from '#engine/redrawn-model'
import { modelView, type ModelView } from '#engine/pipeline'

const PACKAGE = resolve(import.meta.dirname, '../../../resources/models/demo-synthetic')

describe('engine/judge-map, on a clip of the demo', () => {
  let opened: OpenModel
  let view: ModelView
  let label: number
  let redrawn: RedrawnModel | null
  beforeAll(async () => {
    opened = await loadModel(PACKAGE, null)
    const plan = planCorpus('demo').find(
      ({ labelGiven, planted }) => labelGiven === 'surprise' && planted.kind === 'none',
    )!
    const wav = makeClip(plan).wav
    view = modelView(await decodeAudio(wav, 'surprise.wav'), opened.model.frontEnd)
    redrawn = await openRedrawn(opened.model, 1, openOnnxGraph)
    const { data, rows, cols } = view.input
    label = toPrediction(await opened.model.forward(data, 1, rows, cols)).predicted
  })
  afterAll(async () => {
    await redrawn?.release()
    await opened.release()
  })

  const judge = (method: SaliencyMethod): Promise<Judgement> =>
    judgeClip(
      method,
      { view, model: opened.model, label, judge: judgeSettingsSchema.parse({}), seed: 1 },
      explainSettingsSchema.parse({}),
      async () => redrawn?.model ?? null,
    )

  it('engine/judge-map - both together, strips of time: missed sooner than random ones, and neither method alone', async () => {
    const clip = {
      ...{ view, model: opened.model, label, seed: 1 },
      judge: judgeSettingsSchema.parse({ features: 'strips', checks: [] }),
    }
    const settings = explainSettingsSchema.parse({})
    const both = await judgeTogether(clip, settings)
    const random = await judgeControl('random', clip)
    expect(both.deletion).toBeLessThan(random.deletion)
    expect(both.insertion).toBeGreaterThan(random.insertion)
    const alone = await Promise.all(
      (['occlusion', 'crp'] as const).map(method => judgeClip(method, clip, settings, () => Promise.resolve(null))),
    )
    for (const { map } of alone) expect(both).not.toEqual(map)
  })

  it.each(['occlusion', 'lrp'] as const)(
    'engine/judge-map - what %s points at is missed sooner than random blocks, and brings the label back sooner',
    async method => {
      const { map, random, curves, sparseness, redrawnSpearman, maxSensitivity, correlation, infidelity } =
        await judge(method)
      expect(map.deletion).toBeLessThan(random.deletion)
      expect(map.insertion).toBeGreaterThan(random.insertion)
      expect(map.abpc).toBeGreaterThan(0)
      expect(curves.deletion.shares[0]).toBe(0)
      expect(curves.deletion.shares.at(-1)).toBe(1)
      // Nothing taken away, and all put back, are the same clip.
      expect(curves.insertion.scores.at(-1)).toBeCloseTo(curves.deletion.scores[0], 5)
      expect(sparseness).toBeGreaterThan(0)
      expect(sparseness).toBeLessThan(1)
      expect(Math.abs(redrawnSpearman!)).toBeLessThan(0.9)
      expect(maxSensitivity).toBeGreaterThan(0)
      expect(correlation).toBeGreaterThan(0.2)
      expect(infidelity).toBeGreaterThan(0)
    },
  )

  it('engine/judge-map - the same question has the same answer', async () => {
    expect(await judge('lrp')).toEqual(await judge('lrp'))
  })
})
