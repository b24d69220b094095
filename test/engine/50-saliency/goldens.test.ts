import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Matrix } from '#engine/base/matrix'
import { float32 } from '#engine/onnx/tensor'
import { attributionGraph } from '#engine/saliency/attribution-graph'
import { concepts, conceptDefaults } from '#engine/saliency/crp'
import { conceptLayer } from '#engine/saliency/explainable-model'
import { gradCam } from '#engine/saliency/grad-cam'
import { gradient, gradTimesInput } from '#engine/saliency/gradients'
import { names } from '#engine/saliency/graph-names'
import { integratedGradients } from '#engine/saliency/integrated-gradients'
import { composites, type CompositeName } from '#engine/saliency/lrp/composites'
import { BOX_HIGH, BOX_LOW } from '#engine/saliency/lrp/linear-step'
import { writeRelevanceGraph } from '#engine/saliency/lrp/write-relevance'
import { occlusion } from '#engine/saliency/occlude'
import { relevanceDefaults, relevanceMap } from '#engine/saliency/relevance-map'
import { perBand } from '#engine/saliency/replacement'
import { graphOf, oneHot, type Question, type Subject } from '#engine/saliency/subject'
import { writeGradientGraph, writeLayerGradientGraph } from '#engine/saliency/write-gradients'
import { deviation } from '../../helpers/deviation'
import { readExplainableModel } from '../../helpers/explainable-model'
import { modelSubject } from '../../helpers/model-subject'
import { openOnnx } from '../../helpers/onnx-session'
import { goldenNetworks } from '../../helpers/saliency-goldens'

/** Single precision against double. */
const CLOSE = 2e-5
/** Rules that divide by sums of both signs: near zero, one rounding turns a message. Then the mean must be small. */
const CLOSE_SIGNED = 1e-3
const CLOSE_MEAN = 2e-6
/** The ε and γ rules of convolutions do so in every cell. */
const CLOSE_MEAN_SIGNED = 5e-5

describe.each(goldenNetworks())('engine/saliency - $name against zennit, zennit-crp and captum', network => {
  let subject: Subject & { close(): Promise<void> }
  let question: Question
  const logMel: Matrix = { data: network.array('input').data, rows: 16, cols: 37 }
  const target = oneHot(network.target, 4)
  beforeAll(async () => {
    subject = await modelSubject(network.bytes)
    question = { logMel, target, replacement: perBand(new Float32Array(16).fill(-1), 37) }
  })
  afterAll(() => subject.close())

  it.each(Object.keys(composites) as CompositeName[])('%s', async composite => {
    const model = readExplainableModel(network.bytes)
    const graph = await openOnnx(
      writeRelevanceGraph(model, { composite: composites[composite], start: 'logit', layers: [] }),
    )
    const one = model.shapes.get(model.firstLinear!.inputs[0])!.map(() => 1)
    const box = { [BOX_LOW]: float32(one, [-4]), [BOX_HIGH]: float32(one, [4]) }
    const outputs = await graph.run({
      [model.input]: float32([1, 1, 16, 37], logMel.data),
      [names.target]: float32([1, 4], target),
      ...(composite === 'epsilon-gamma-box' ? box : {}),
    })
    await graph.release()
    const { worst, mean } = deviation(outputs[names.map].data as Float32Array, network.array(`lrp ${composite}`).data)
    expect(worst).toBeLessThan(CLOSE_SIGNED)
    expect(mean).toBeLessThan(['epsilon', 'epsilon-gamma-box'].includes(composite) ? CLOSE_MEAN_SIGNED : CLOSE_MEAN)
    expect(deviation(outputs[names.logits].data as Float32Array, network.array('logits').data).worst).toBeLessThan(2e-6)
  })

  it('relevance that starts from one instead of the logit', async () => {
    const { map } = await relevanceMap(subject, question, { ...relevanceDefaults, start: 'one' })
    expect(deviation(map.data, network.array('lrp epsilon-plus-flat start one').data).worst).toBeLessThan(CLOSE_SIGNED)
  })

  it('concepts: relevance of every channel, and the maps of the highest', async () => {
    const settings = { ...conceptDefaults, layer: network.conceptLayer, channels: 3 }
    const found = await concepts(subject, question, settings)
    expect(deviation(found.relevances, network.array('crp concepts').data).worst).toBeLessThan(CLOSE)
    expect(found.concepts.map(({ channel }) => channel)).toEqual([...network.array('crp ids').data])
    const maps = found.concepts.flatMap(({ map }) => [...map.data])
    expect(deviation(maps, network.array('crp maps').data).worst).toBeLessThan(CLOSE_SIGNED)
    const beside = await concepts(subject, question, { ...settings, isParallelExcluded: false })
    const besideMaps = beside.concepts.flatMap(({ map }) => [...map.data])
    expect(deviation(besideMaps, network.array('crp maps with parallel').data).worst).toBeLessThan(CLOSE_SIGNED)
  })

  it.each([true, false])('what a concept is made of, paths beside it left out: %s', async isParallelExcluded => {
    const [channel] = network.array('crp ids').data
    const expected = network.array(isParallelExcluded ? 'crp feeding' : 'crp feeding with parallel').data
    const magnitude = expected.reduce((sum, value) => sum + Math.abs(value), 0)
    const settings = {
      ...relevanceDefaults,
      layer: network.conceptLayer,
      channel,
      widths: [expected.length],
      isParallelExcluded,
    }
    const { edges } = await attributionGraph(subject, question, settings)
    const feeding = edges.filter(({ to }) => to.layer === conceptLayer(graphOf(subject), network.feedLayer).tensor)
    expect(feeding.length).toBe(expected.length)
    const weights = feeding.reduce(
      (all, { to, weight }) => all.fill(weight, to.channel, to.channel + 1),
      new Float32Array(expected.length),
    )
    expect(
      deviation(
        weights,
        expected.map(value => value / magnitude),
      ).worst,
    ).toBeLessThan(CLOSE_SIGNED)
  })

  it('an attribution graph two levels deep holds each concept once', async () => {
    const [channel] = network.array('crp ids').data
    const settings = {
      ...relevanceDefaults,
      layer: network.conceptLayer,
      channel,
      widths: [2, 2],
      isParallelExcluded: false,
    }
    const { nodes, edges } = await attributionGraph(subject, question, settings)
    expect(new Set(nodes.map(node => `${node.layer} ${node.channel}`)).size).toBe(nodes.length)
    for (const { from, to } of edges) for (const end of [from, to]) expect(nodes).toContainEqual(end)
    expect(edges.length).toBeGreaterThanOrEqual(2)
  })

  it('gradient, gradient times input, integrated gradients', async () => {
    const model = graphOf(subject)
    const run = await subject.graph('gradient', () => writeGradientGraph(model))
    const input = { model, run, logMel, target }
    expect(deviation((await gradient(input)).map.data, network.array('gradient').data).worst).toBeLessThan(CLOSE)
    expect(deviation((await gradTimesInput(input)).map.data, network.array('grad-x-input').data).worst).toBeLessThan(
      CLOSE,
    )
    const start = perBand(new Float32Array(16).fill(-0.5), 37)
    const integrated = await integratedGradients({ ...input, start, steps: 16 })
    expect(deviation(integrated.map.data, network.array('ig 16').data).worst).toBeLessThan(1e-4)
  })

  it('Grad-CAM, coarse and stretched', async () => {
    const model = graphOf(subject)
    const run = await subject.graph('cam', () => writeLayerGradientGraph(model, network.camLayer))
    const { map, coarse } = await gradCam({ model, run, logMel, target })
    expect(deviation(coarse.data, network.array('grad-cam').data).worst).toBeLessThan(CLOSE)
    expect(deviation(map.data, network.array('grad-cam stretched').data).worst).toBeLessThan(CLOSE)
  })

  it('occlusion, packed', async () => {
    const patch = { patchMels: 5, patchFrames: 8, strideMels: 3, strideFrames: 4 }
    const { map, facts } = await occlusion(subject, question, { ...patch, score: 'logit' })
    expect(facts.isPacked).toBe(1)
    const expected = network.array('occlusion 5x8 s3x4').data
    expect(Math.max(...map.data.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(1e-5)
  })

  it('exported by the newer exporter, it is explained the same', async () => {
    const newer = await modelSubject(network.newerBytes)
    const { map } = await relevanceMap(newer, question)
    expect(deviation(map.data, network.array('lrp epsilon-plus-flat').data).worst).toBeLessThan(CLOSE_SIGNED)
    const { map: occluded, facts } = await occlusion(newer, question, {
      patchMels: 5,
      patchFrames: 8,
      strideMels: 3,
      strideFrames: 4,
      score: 'logit',
    })
    expect(facts.isPacked).toBe(1)
    const expected = network.array('occlusion 5x8 s3x4').data
    expect(Math.max(...occluded.data.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(1e-5)
    await newer.close()
  })
})
