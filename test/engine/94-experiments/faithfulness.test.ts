import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FaithfulnessResult } from '#contracts/experiments/faithfulness'
import type { PartFigures } from '#engine/audits/protocol'
import { newExperimentSchema } from '#contracts/experiment'
import type { DoneWork, QuestionOf } from '#engine/experiments/experiment-kind'
import { summariseFaithfulness } from '#engine/experiments/summarise-faithfulness'
import type { Engine } from '#engine/open-engine'
import { demoModelId, openEngine } from '../../helpers/engine'
import { auditedFolder, faithfulnessOf, runExperiment, writeDemoClips } from '../../helpers/experiments'
import { tempDir } from '../../helpers/temp-dir'

type Metrics = FaithfulnessResult['methods'][number]['metrics']
const metricOf = (metrics: Metrics, name: string): Metrics[number] => metrics.find(({ metric }) => metric === name)!

describe('engine/experiments, faithfulness on the demo corpus', () => {
  const work = tempDir()
  let engine: Engine
  beforeAll(async () => {
    engine = await openEngine(join(work, 'data'))
  })
  afterAll(() => engine.close())

  it('engine/experiments - what occlusion and concept relevance point at is missed sooner than random parts, on nearly every clip', async () => {
    const corpus = join(work, 'demo')
    writeDemoClips(corpus, 8)
    const audited = await auditedFolder(engine, corpus, join(work, 'demo.cuescope'), demoModelId(engine))
    const settings = { methods: ['occlusion', 'crp'], clips: 14, judge: { checks: ['concentration', 'correlation'] } }
    const { clips, methods, controls } = faithfulnessOf(
      await runExperiment(audited, { kind: 'faithfulness', settings } as never),
    )
    expect(clips).toBe(14)
    expect(methods.map(({ method }) => method)).toEqual(['occlusion', 'crp'])
    for (const { metrics } of methods) {
      const [deletion, insertion] = [metricOf(metrics, 'deletion'), metricOf(metrics, 'insertion')]
      expect(deletion.overRandom!.high).toBeLessThan(0)
      expect(deletion.overRandom!.beats).toBeGreaterThan(0.7)
      expect(insertion.overRandom!.low).toBeGreaterThan(0)
      expect(insertion.overRandom!.beats).toBeGreaterThan(0.8)
      expect(metricOf(metrics, 'correlation').low).toBeGreaterThan(0)
      expect(metricOf(metrics, 'correlation').overRandom).toBeNull()
      expect(metricOf(metrics, 'maxSensitivity')).toBeUndefined()
    }
    const abpc = controls[0].metrics.find(({ metric }) => metric === 'abpc')!
    expect(controls.map(({ control }) => control)).toEqual(['random', 'energy'])
    // Random first or random last is the same: no area between, up to chance.
    expect(abpc.low!).toBeLessThan(0.03)
    expect(abpc.high!).toBeGreaterThan(-0.03)
  })
})

describe('engine/experiments, faithfulness, the table', () => {
  const question = newExperimentSchema.parse({
    kind: 'faithfulness',
    settings: { methods: ['lrp'] },
  }) as QuestionOf<'faithfulness'>
  const work = (variant: string, figures: PartFigures[]): DoneWork<PartFigures>[] =>
    figures.map((outcome, clipId) => ({
      item: { clipId, variant, audioSha: `${clipId}`, file: `${clipId}.wav`, predicted: 'sad', expected: 'sad' },
      outcome,
    }))

  it('engine/experiments - means, paired differences and shares of wins by hand; low deletion and high insertion win', () => {
    const { clips, methods, controls } = summariseFaithfulness(
      [
        ...work('lrp', [
          { deletion: 0.1, insertion: 0.9, sparseness: 0.5 },
          { deletion: 0.3, insertion: 0.6, sparseness: null },
          { deletion: 0.5, insertion: 0.5, sparseness: 0.7 },
        ]),
        ...work('random', [
          { deletion: 0.4, insertion: 0.4 },
          { deletion: 0.3, insertion: 0.5 },
          { deletion: 0.4, insertion: 0.7 },
        ]),
        ...work('energy', [{ deletion: 0.2, insertion: 0.2 }]),
      ],
      question,
    )
    expect(clips).toBe(3)
    const [{ metrics }] = methods
    const deletion = metricOf(metrics, 'deletion')
    expect(deletion).toMatchObject({ clips: 3, mean: expect.closeTo(0.3, 12), sd: expect.closeTo(0.2, 12) })
    expect(deletion.overRandom).toMatchObject({ clips: 3, mean: expect.closeTo(-0.2 / 3, 12) })
    // Lower once, equal once, higher once.
    expect(deletion.overRandom!.beats).toBeCloseTo(0.5, 12)
    expect(metricOf(metrics, 'insertion').overRandom!.beats).toBeCloseTo(2 / 3, 12)
    // One pair only: a mean, and no interval.
    expect(deletion.overEnergy).toMatchObject({
      clips: 1,
      mean: expect.closeTo(-0.1, 12),
      low: null,
      sd: null,
      beats: 1,
    })
    expect(metricOf(metrics, 'sparseness')).toMatchObject({ clips: 2, overRandom: null, overEnergy: null })
    expect(metricOf(metrics, 'complexity')).toBeUndefined()
    expect(controls[1].metrics.map(({ metric }) => metric)).toEqual(['deletion', 'insertion'])
    expect(deletion.low!).toBeGreaterThanOrEqual(0.1)
    expect(deletion.high!).toBeLessThanOrEqual(0.5)
    expect(deletion.low!).toBeLessThan(0.3)
  })

  it('engine/experiments - with nothing done yet there are no figures, not wrong ones', () => {
    expect(summariseFaithfulness([], question)).toEqual({
      kind: 'faithfulness',
      clips: 0,
      methods: [{ method: 'lrp', metrics: [] }],
      controls: [
        { control: 'random', metrics: [] },
        { control: 'energy', metrics: [] },
      ],
    })
  })
})
