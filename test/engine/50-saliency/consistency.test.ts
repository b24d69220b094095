import { describe, expect, it } from 'vitest'
import { float32, int64 } from '#engine/onnx/tensor'
import { conceptLayer, type ExplainableModel } from '#engine/saliency/explainable-model'
import { names } from '#engine/saliency/graph-names'
import { composites } from '#engine/saliency/lrp/composites'
import { writeConceptGraph, type ConceptPlan } from '#engine/saliency/lrp/write-concepts'
import { writeRelevanceGraph } from '#engine/saliency/lrp/write-relevance'
import { createRandom, type Random } from '#engine/stats/random'
import { writeGradientGraph } from '#engine/saliency/write-gradients'
import { deviation } from '../../helpers/deviation'
import { convolutionsOf, readExplainableModel } from '../../helpers/explainable-model'
import { openOnnx } from '../../helpers/onnx-session'
import { randomCnn } from '../../helpers/random-cnn'
import { goldenNetworks } from '../../helpers/saliency-goldens'

const composite = composites['epsilon-plus-flat']
const seeds = Array.from({ length: 8 }, (_, seed) => seed)

describe('engine/saliency - what must hold for any network', () => {
  it.each(seeds)('random network %i: gradients against central differences', async seed => {
    const { model, random, bytes } = network(seed)
    const [graph, plain] = [await openOnnx(writeGradientGraph(model)), await openOnnx(bytes)]
    const x = noise(random, 20 * 24)
    const target = float32([1, 3], [0.5, -1, 2])
    const outputs = await graph.run({ logmel: float32([1, 1, 20, 24], x), [names.target]: target })
    const slopes = outputs[names.map].data as Float32Array
    const score = async (values: Float32Array): Promise<number> => {
      const logits = (await plain.run({ logmel: float32([1, 1, 20, 24], values) })).logits.data as Float32Array
      return logits.reduce((sum, value, i) => sum + value * target.data[i], 0)
    }
    let checked = 0
    for (let bin = 7; bin < x.length; bin += 61) {
      const [step, fine] = [await slopeAt(score, x, bin, 1e-2), await slopeAt(score, x, bin, 5e-3)]
      // Two step sizes that disagree straddle a kink: the derivative is not defined there.
      if (Math.abs(step - fine) > 2e-3) continue
      expect(Math.abs(slopes[bin] - fine)).toBeLessThan(5e-3)
      checked++
    }
    expect(checked).toBeGreaterThan(3)
    await graph.release()
    await plain.release()
  })

  it.each(seeds)('random network %i: a mask of ones in place changes nothing', async seed => {
    const { model, random } = network(seed)
    const layer = convolutionsOf(model)[1]
    const { channels } = conceptLayer(model, layer)
    const whole = await openOnnx(writeRelevanceGraph(model, { composite, start: 'logit', layers: [layer] }))
    const masked = await openOnnx(writeConceptGraph(model, plan(layer, { select: 'masks', isParallelExcluded: false })))
    const feeds = {
      logmel: float32([1, 1, 20, 31], noise(random, 20 * 31)),
      [names.target]: float32([1, 3], [0, 1, 0]),
    }
    const expected = await whole.run(feeds)
    const seen = await masked.run({
      ...feeds,
      [names.mask(0)]: float32([1, channels], new Float32Array(channels).fill(1)),
    })
    expect(
      deviation(seen[names.maps].data as Float32Array, expected[names.map].data as Float32Array).mean,
    ).toBeLessThan(1e-6)
    await whole.release()
    await masked.release()
  })

  it.each(seeds)(
    'random network %i: the maps of all channels of a layer add up to what passes through it',
    async seed => {
      const { model, random } = network(seed)
      const layer = convolutionsOf(model).at(-1)!
      const { channels } = conceptLayer(model, layer)
      const graph = await openOnnx(writeConceptGraph(model, plan(layer, { select: 'masks' })))
      const feeds = {
        logmel: float32([1, 1, 20, 31], noise(random, 20 * 31)),
        [names.target]: float32([1, 3], [0, 1, 0]),
      }
      const mapsOf = async (rows: number, kept: (row: number, channel: number) => boolean): Promise<Float32Array> => {
        const mask = Float32Array.from({ length: rows * channels }, (_, i) =>
          kept(Math.floor(i / channels), i % channels) ? 1 : 0,
        )
        return (await graph.run({ ...feeds, [names.mask(0)]: float32([rows, channels], mask) }))[names.maps]
          .data as Float32Array
      }
      const [each, all] = [await mapsOf(channels, (row, channel) => row === channel), await mapsOf(1, () => true)]
      const sum = all.map((_, bin) =>
        Array.from({ length: channels }, (_, row) => each[row * all.length + bin]).reduce((a, b) => a + b),
      )
      expect(deviation(sum, all).mean).toBeLessThan(1e-6)
      await graph.release()
    },
  )

  it.each(goldenNetworks())(
    '$name: the one-channel short cut gives what masks give',
    async ({ bytes, conceptLayer: layer, array }) => {
      const model = readExplainableModel(bytes)
      const [top, masks] = [
        await openOnnx(writeConceptGraph(model, plan(layer, { select: 'top' }))),
        await openOnnx(writeConceptGraph(model, plan(layer, { select: 'masks' }))),
      ]
      const feeds = {
        logmel: float32([1, 1, 16, 37], array('input').data),
        [names.target]: float32([1, 4], [0, 0, 1, 0]),
      }
      const seen = await top.run({ ...feeds, [names.count]: int64([4]) })
      const { channels } = conceptLayer(model, layer)
      const hot = new Float32Array(4 * channels)
      Array.from(seen[names.ids].data as BigInt64Array, Number).forEach(
        (channel, row) => (hot[row * channels + channel] = 1),
      )
      const expected = await masks.run({ ...feeds, [names.mask(0)]: float32([4, channels], hot) })
      expect(
        deviation(seen[names.maps].data as Float32Array, expected[names.maps].data as Float32Array).mean,
      ).toBeLessThan(1e-6)
      await top.release()
      await masks.release()
    },
  )

  it('a run of concepts takes one clip, and says so of two', async () => {
    const { model, random } = network(1)
    const graph = await openOnnx(writeConceptGraph(model, plan(convolutionsOf(model)[1], {})))
    const run = graph.run({
      logmel: float32([2, 1, 20, 31], noise(random, 2 * 20 * 31)),
      [names.target]: float32([2, 3], [0, 1, 0, 1, 0, 0]),
      [names.count]: int64([2]),
    })
    await expect(run).rejects.toThrow(/Got: 2 Expected: 1/)
    await graph.release()
  })

  it('maps of reference clips start from the activation, without a target', async () => {
    const { model, random } = network(1)
    const layer = convolutionsOf(model)[1]
    const { channels } = conceptLayer(model, layer)
    const graph = await openOnnx(writeConceptGraph(model, plan(layer, { select: 'masks', from: 'activation' })))
    const mask = new Float32Array(channels)
    mask[2] = 1
    const outputs = await graph.run({
      logmel: float32([1, 1, 20, 31], noise(random, 20 * 31)),
      [names.mask(0)]: float32([1, channels], mask),
    })
    expect((outputs[names.maps].data as Float32Array).some(value => value !== 0)).toBe(true)
    await graph.release()
  })
})

function plan(layer: string, changes: Partial<ConceptPlan>): ConceptPlan {
  return {
    composite,
    start: 'logit',
    layers: [layer],
    select: 'top',
    isParallelExcluded: true,
    from: 'target',
    record: [],
    ...changes,
  }
}

function network(seed: number): { model: ExplainableModel; random: Random; bytes: Uint8Array } {
  const random = createRandom(seed + 500)
  const bytes = randomCnn(random, 20, 3)
  return { model: readExplainableModel(bytes), random, bytes }
}

function noise(random: Random, size: number): Float32Array {
  return Float32Array.from({ length: size }, () => random.normal())
}

async function slopeAt(
  score: (x: Float32Array) => Promise<number>,
  x: Float32Array,
  bin: number,
  step: number,
): Promise<number> {
  const moved = (by: number): Float32Array => x.map((value, i) => (i === bin ? value + by : value))
  return ((await score(moved(step))) - (await score(moved(-step)))) / (2 * step)
}
