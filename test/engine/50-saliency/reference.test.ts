import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { concepts, conceptDefaults } from '#engine/saliency/crp'
import { float32 } from '#engine/onnx/tensor'
import { gradCam } from '#engine/saliency/grad-cam'
import { gradTimesInput } from '#engine/saliency/gradients'
import { names } from '#engine/saliency/graph-names'
import { integratedGradients } from '#engine/saliency/integrated-gradients'
import { composites, type CompositeName } from '#engine/saliency/lrp/composites'
import { writeConceptGraph } from '#engine/saliency/lrp/write-concepts'
import { occludedLogits, occlusion } from '#engine/saliency/occlude'
import { patchGrid } from '#engine/saliency/patches'
import { clipFeeds, relevanceDefaults, relevanceMap } from '#engine/saliency/relevance-map'
import { perBand } from '#engine/saliency/replacement'
import { graphOf, oneHot, type Question, type Subject } from '#engine/saliency/subject'
import { writeGradientGraph, writeLayerGradientGraph } from '#engine/saliency/write-gradients'
import { deviation } from '../../helpers/deviation'
import { modelSubject } from '../../helpers/model-subject'
import { openOnnx } from '../../helpers/onnx-session'
import {
  referenceClips,
  referenceFloor,
  referenceLayers,
  referenceModel,
  type ReferenceClip,
  type ReferenceModel,
} from '../../helpers/saliency-reference'
import { sharedDir } from '../../helpers/shared'

/** The tolerances of reference/saliency/README.md. */
const ACROSS_RESIDUAL = { worst: 1e-3, mean: 2e-6 }
const ELSEWHERE = 2e-5
const LOGITS = 1e-5

/** Concepts upstream of a residual sum: one flipped message may move a channel. */
const UPSTREAM = ['conv', 'block1.conv1', 'block1.conv2', 'block1.down.0']

describe.runIf(sharedDir()).each(['trained', 'random'] as const)(
  'engine/saliency - %s model against the reference values',
  which => {
    let subject: Subject & { close(): Promise<void> }
    const clips = sharedDir() ? referenceClips() : []
    const layers = sharedDir() ? referenceLayers() : {}
    const prefix = which === 'trained' ? '' : 'random_'
    beforeAll(async () => {
      subject = await modelSubject(referenceModel(which))
    })
    afterAll(() => subject.close())

    const has = (name: string): ReferenceClip[] => clips.filter(clip => clip.has(prefix + name))

    it.each(['epsilon-plus-flat', 'epsilon-alpha2-beta1-flat', 'epsilon-plus'] as CompositeName[])(
      'LRP %s',
      async composite => {
        const name = `lrp_${composite.replaceAll('-', '_')}`
        for (const clip of has(name)) {
          const { map, logits } = await relevanceMap(subject, ask(clip, which), { ...relevanceDefaults, composite })
          const { worst, mean } = deviation(map.data, clip.array(prefix + name).data)
          expect(worst).toBeLessThan(ACROSS_RESIDUAL.worst)
          expect(mean).toBeLessThan(ACROSS_RESIDUAL.mean)
          expect(deviation(logits, clip.array(`${prefix}logits`).data).worst).toBeLessThan(2e-6)
        }
      },
    )

    it('LRP without a rule for residual sums', async () => {
      for (const clip of has('lrp_epsilon_plus_flat_nosum')) {
        const { map } = await relevanceMap(subject, ask(clip, which), { ...relevanceDefaults, residual: 'both' })
        expect(deviation(map.data, clip.array(`${prefix}lrp_epsilon_plus_flat_nosum`).data).worst).toBeLessThan(
          ELSEWHERE,
        )
      }
    })

    it('relevance of every concept of every layer', async () => {
      const order = Object.keys(layers)
      for (const clip of clips) {
        const found = await relevanceMap(subject, ask(clip, which), relevanceDefaults, Object.values(layers))
        order.forEach((layer, i) => {
          const { worst } = deviation(found.concepts[i], clip.array(`${prefix}concepts_${layer}`).data)
          expect(worst, layer).toBeLessThan(UPSTREAM.includes(layer) ? ACROSS_RESIDUAL.worst : ELSEWHERE)
        })
      }
    })

    it.each(['block2.conv2', 'block1.conv2'])('maps of the highest concepts of %s', async layer => {
      for (const clip of has(`maps_${layer}`)) {
        const settings = { ...conceptDefaults, layer: layers[layer], channels: 5 }
        const found = await concepts(subject, ask(clip, which), settings)
        expect(found.concepts.map(({ channel }) => channel)).toEqual([...clip.array(`${prefix}maps_${layer}_ids`).data])
        expect(
          deviation(
            found.concepts.flatMap(({ map }) => [...map.data]),
            clip.array(`${prefix}maps_${layer}`).data,
          ).worst,
        ).toBeLessThan(ELSEWHERE)
      }
    })

    it('a concept with the paths beside its layer kept', async () => {
      for (const clip of has('map_block2.conv2_top1_with_parallel')) {
        const [channel] = clip.array('maps_block2.conv2_ids').data
        const settings = {
          ...conceptDefaults,
          layer: layers['block2.conv2'],
          channels: [channel],
          isParallelExcluded: false,
        }
        const [{ map }] = (await concepts(subject, ask(clip, which), settings)).concepts
        const { worst, mean } = deviation(map.data, clip.array('map_block2.conv2_top1_with_parallel').data)
        expect(worst).toBeLessThan(ACROSS_RESIDUAL.worst)
        expect(mean).toBeLessThan(ACROSS_RESIDUAL.mean)
      }
    })

    it('one condition on two layers', async () => {
      const model = graphOf(subject)
      const graph = await openOnnx(
        writeConceptGraph(model, {
          composite: composites['epsilon-plus-flat'],
          start: 'logit',
          layers: [layers['block2.conv2'], layers['block1.conv2']],
          select: 'masks',
          isParallelExcluded: true,
          from: 'target',
          record: [],
        }),
      )
      for (const clip of has('map_two_layers')) {
        const kept = (layer: string, count: number, channels: number): Float32Array =>
          clip
            .array(`maps_${layer}_ids`)
            .data.slice(0, count)
            .reduce((mask, id) => mask.fill(1, id, id + 1), new Float32Array(channels))
        const outputs = await graph.run({
          ...clipFeeds(subject, ask(clip, which)),
          [names.mask(0)]: float32([1, 64], kept('block2.conv2', 2, 64)),
          [names.mask(1)]: float32([1, 32], kept('block1.conv2', 3, 32)),
        })
        expect(
          deviation(outputs[names.maps].data as Float32Array, clip.array('map_two_layers').data).worst,
        ).toBeLessThan(ELSEWHERE)
      }
      await graph.release()
    })

    it('gradient times input, integrated gradients, Grad-CAM', async () => {
      const model = graphOf(subject)
      const run = await subject.graph('gradient', () => writeGradientGraph(model))
      const cam = await subject.graph('cam', () => writeLayerGradientGraph(model, layers['block2.relu2']))
      for (const clip of has('grad_x_input')) {
        const { logMel, target } = ask(clip, which)
        const input = { model, run, logMel, target }
        expect(deviation((await gradTimesInput(input)).map.data, clip.array('grad_x_input').data).worst).toBeLessThan(
          ELSEWHERE,
        )
        const { coarse } = await gradCam({ ...input, run: cam })
        expect(deviation(coarse.data, clip.array('gradcam_block2.relu2').data).worst).toBeLessThan(ELSEWHERE)
        const start = perBand(new Float32Array(64), clip.frames)
        const integrated = await integratedGradients({ ...input, start, steps: 32 })
        expect(deviation(integrated.map.data, clip.array('ig_gauss32_base0').data).worst).toBeLessThan(ELSEWHERE)
      }
    })

    it.each([
      ['occlusion_8x15_s4x8_base0', { patchMels: 8, patchFrames: 15, strideMels: 4, strideFrames: 8 }],
      ['occlusion_64x15_s5_floor', { patchMels: 64, patchFrames: 15, strideMels: 1, strideFrames: 5 }],
    ] as const)('%s, packed', async (name, patch) => {
      for (const clip of has(name).slice(-3)) {
        const fill = name.endsWith('floor') ? referenceFloor() : new Float32Array(64)
        const question = { ...ask(clip, which), replacement: perBand(fill, clip.frames) }
        const { occluded, isPacked } = await occludedLogits(subject, question, patchGrid(64, clip.frames, patch))
        expect(isPacked).toBe(true)
        const expected = clip.array(`${name}_logits`).data
        expect(
          Math.max(
            ...occluded.flatMap((logits, i) => Array.from(logits, (value, c) => Math.abs(value - expected[i * 7 + c]))),
          ),
        ).toBeLessThan(LOGITS)
        const { map } = await occlusion(subject, question, { ...patch, score: 'logit' })
        expect(deviation(map.data, clip.array(name).data).worst).toBeLessThan(ELSEWHERE)
      }
    })

    it('maps of all concepts of a layer that every path crosses add up to the whole map', async () => {
      const clip = clips[4]
      const question = ask(clip, which)
      const all = Array.from({ length: 64 }, (_, channel) => channel)
      const found = await concepts(subject, question, {
        ...conceptDefaults,
        layer: layers['block2.relu2'],
        channels: all,
      })
      const { map } = await relevanceMap(subject, question)
      const sum = map.data.map((_, i) => found.concepts.reduce((total, concept) => total + concept.map.data[i], 0))
      expect(deviation(sum, map.data).mean).toBeLessThan(ACROSS_RESIDUAL.mean)
    })

    it('relevance is linear in the target', async () => {
      const question = ask(clips[4], which)
      const settings = { ...relevanceDefaults, start: 'one' as const }
      const of = async (target: Float32Array): Promise<Float32Array> =>
        (await relevanceMap(subject, { ...question, target }, settings)).map.data
      const [first, second, both] = [
        await of(oneHot(0, 7)),
        await of(oneHot(2, 7)),
        await of(Float32Array.from([1, 0, -2, 0, 0, 0, 0])),
      ]
      expect(
        deviation(
          both,
          first.map((value, i) => value - 2 * second[i]),
        ).mean,
      ).toBeLessThan(1e-6)
    })
  },
)

function ask(clip: ReferenceClip, which: ReferenceModel): Question {
  return {
    logMel: { data: clip.array('input').data, rows: 64, cols: clip.frames },
    target: oneHot(clip.target(which), 7),
    replacement: perBand(new Float32Array(64), clip.frames),
  }
}
