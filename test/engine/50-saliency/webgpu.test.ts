import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Matrix } from '#engine/base/matrix'
import { float32, int64, type Tensor } from '#engine/onnx/tensor'
import { readExplainableModel } from '#engine/saliency/explainable-model'
import { names } from '#engine/saliency/graph-names'
import { composites } from '#engine/saliency/lrp/composites'
import { writeConceptGraph, type ConceptPlan } from '#engine/saliency/lrp/write-concepts'
import { writeRelevanceGraph } from '#engine/saliency/lrp/write-relevance'
import { findPooledTrunk, poolSizes } from '#engine/saliency/pooled-trunk'
import { packedNames, pooledValues, writePackedOcclusion } from '#engine/saliency/write-packed-occlusion'
import { oneHot } from '#engine/saliency/subject'
import { writeGradientGraph } from '#engine/saliency/write-gradients'
import { deviation } from '../../helpers/deviation'
import { openOn } from '../../helpers/onnx-session'
import { goldenNetworks } from '../../helpers/saliency-goldens'

/** The software device of Debian's chromium: WebGPU without a graphics card. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json'

const networks = goldenNetworks().filter(({ name }) => name === 'resnet' || name === 'vgg')

describe.runIf(existsSync(SWIFTSHADER)).each(networks)('engine/saliency - $name on WebGPU as on the CPU', network => {
  const logMel: Matrix = { data: network.array('input').data, rows: 16, cols: 37 }
  const model = readExplainableModel(network.bytes)
  const feeds = { [model.input]: float32([1, 1, 16, 37], logMel.data) }
  const target = { [names.target]: float32([1, 4], oneHot(network.target, 4)) }
  const before = { ...process.env }
  beforeAll(() => {
    process.env.VK_ICD_FILENAMES = process.env.VK_DRIVER_FILES = SWIFTSHADER
  })
  afterAll(() => {
    process.env = before
  })

  const compare = async (bytes: Uint8Array, more: Record<string, Tensor> = {}): Promise<void> => {
    const all = { ...feeds, ...more }
    const [cpu, gpu] = [await openOn(bytes, 'cpu'), await openOn(bytes, 'webgpu')]
    const [expected, seen] = [await cpu.run(all), await gpu.run(all)]
    const worst = Object.keys(expected)
      .filter(name => expected[name].type === 'float32')
      .map(name => deviation(seen[name].data as Float32Array, expected[name].data as Float32Array).worst)
    expect(Math.max(...worst)).toBeLessThan(1e-3)
    // The same bits would mean that the CPU did the work.
    expect(Math.max(...worst)).toBeGreaterThan(0)
    await cpu.release()
    await gpu.release()
  }

  it('relevance', () =>
    compare(
      writeRelevanceGraph(model, {
        composite: composites['epsilon-plus-flat'],
        start: 'logit',
        layers: [network.conceptLayer],
      }),
      target,
    ))

  it.runIf(network.name === 'resnet')('relevance with two flows', () =>
    compare(
      writeRelevanceGraph(model, { composite: composites['epsilon-alpha2-beta1-flat'], start: 'logit', layers: [] }),
      target,
    ),
  )

  it.runIf(network.name === 'resnet')('gradient', () => compare(writeGradientGraph(model), target))

  const plan: ConceptPlan = {
    composite: composites['epsilon-plus-flat'],
    start: 'logit',
    layers: [network.conceptLayer],
    select: 'top',
    isParallelExcluded: true,
    from: 'target',
    record: [],
  }
  it('highest concepts', () => compare(writeConceptGraph(model, plan), { ...target, [names.count]: int64([3]) }))

  it.runIf(network.name === 'resnet')('packed occlusion', () => {
    const trunk = findPooledTrunk(model)!
    const { rows, columns } = poolSizes(model, trunk, 37)
    const [values, cells] = [pooledValues(trunk), rows * columns]
    return compare(writePackedOcclusion(model, trunk), {
      [packedNames.select]: float32(
        [1, cells, 2],
        Float32Array.from({ length: 2 * cells }, (_, i) => (i % 3 === 0 ? 1 : 0)),
      ),
      [packedNames.baseCells]: float32([1, values, cells], new Float32Array(values * cells).fill(0.1)),
      [packedNames.basePooled]: float32([1, values, 1], new Float32Array(values).fill(0.2)),
      [packedNames.perCell]: float32([], [1 / cells]),
    })
  })

  it.runIf(network.name === 'resnet')('named concepts', () => {
    const masks = new Float32Array(2 * network.array('crp concepts').shape[0])
    masks[1] = masks[masks.length - 1] = 1
    return compare(writeConceptGraph(model, { ...plan, select: 'masks' }), {
      ...target,
      [names.mask(0)]: float32([2, masks.length / 2], masks),
    })
  })
})
