import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareOutputs } from '#engine/onnx/compare-runs'
import { float32, int64, type Tensor } from '#engine/onnx/tensor'
import { names } from '#engine/saliency/graph-names'
import { composites, type CompositeName } from '#engine/saliency/lrp/composites'
import { writeConceptGraph, type ConceptPlan } from '#engine/saliency/lrp/write-concepts'
import { writeRelevanceGraph } from '#engine/saliency/lrp/write-relevance'
import { findPooledTrunk, poolSizes } from '#engine/saliency/pooled-trunk'
import { oneHot } from '#engine/saliency/subject'
import { writeGradientGraph } from '#engine/saliency/write-gradients'
import { packedNames, pooledValues, writePackedOcclusion } from '#engine/saliency/write-packed-occlusion'
import { readExplainableModel } from '../../helpers/explainable-model'
import { openOn } from '../../helpers/onnx-session'
import { goldenNetworks, type GoldenNetwork } from '../../helpers/saliency-goldens'
import { softwareGpu, useVulkanDriver } from '../../helpers/software-gpu'

const [resnet, vgg] = goldenNetworks()

describe.runIf(softwareGpu)('engine/saliency - explanation graphs on WebGPU as on the CPU', () => {
  let restore: () => void
  beforeAll(() => {
    restore = useVulkanDriver(softwareGpu!)
  })
  afterAll(() => restore())

  it.each([
    ['residual sums', resnet, 'epsilon-plus-flat'],
    ['residual sums, two flows', resnet, 'epsilon-alpha2-beta1-flat'],
    ['max pooling, groups, dilation', vgg, 'epsilon-plus-flat'],
  ] as [string, GoldenNetwork, CompositeName][])('relevance: %s', (_, network, composite) => {
    const model = readExplainableModel(network.bytes)
    const bytes = writeRelevanceGraph(model, {
      composite: composites[composite],
      start: 'logit',
      layers: [network.conceptLayer],
    })
    return compare(bytes, { ...clip(network), ...target(network) })
  })

  it('gradient', () =>
    compare(writeGradientGraph(readExplainableModel(resnet.bytes)), { ...clip(resnet), ...target(resnet) }))

  it.each([resnet, vgg])('highest concepts: $name', network => {
    const bytes = writeConceptGraph(readExplainableModel(network.bytes), plan(network, 'top'))
    return compare(bytes, { ...clip(network), ...target(network), [names.count]: int64([3]) })
  })

  it('named concepts', () => {
    const channels = resnet.array('crp concepts').shape[0]
    const masks = new Float32Array(2 * channels)
    masks[1] = masks[masks.length - 1] = 1
    const bytes = writeConceptGraph(readExplainableModel(resnet.bytes), plan(resnet, 'masks'))
    return compare(bytes, { ...clip(resnet), ...target(resnet), [names.mask(0)]: float32([2, channels], masks) })
  })

  it('packed occlusion', () => {
    const model = readExplainableModel(resnet.bytes)
    const trunk = findPooledTrunk(model)!
    const { rows, columns } = poolSizes(model, trunk, 37)
    const [values, cells] = [pooledValues(trunk), rows * columns]
    const select = Float32Array.from({ length: 2 * cells }, (_, i) => (i % 3 === 0 ? 1 : 0))
    return compare(writePackedOcclusion(model, trunk, model.input), {
      ...clip(resnet),
      [packedNames.select]: float32([1, cells, 2], select),
      [packedNames.baseCells]: float32([1, values, cells], new Float32Array(values * cells).fill(0.1)),
      [packedNames.basePooled]: float32([1, values, 1], new Float32Array(values).fill(0.2)),
      [packedNames.perCell]: float32([], [1 / cells]),
    })
  })
})

async function compare(bytes: Uint8Array, feeds: Record<string, Tensor>): Promise<void> {
  const [cpu, gpu] = [await openOn(bytes, 'cpu'), await openOn(bytes, 'webgpu')]
  const { worst } = compareOutputs(await cpu.run(feeds), await gpu.run(feeds))
  expect(worst).toBeLessThan(1e-3)
  // The same bits would mean that the CPU did the work.
  expect(worst).toBeGreaterThan(0)
  await cpu.release()
  await gpu.release()
}

function clip(network: GoldenNetwork): Record<string, Tensor> {
  return { logmel: float32([1, 1, 16, 37], network.array('input').data) }
}

function target(network: GoldenNetwork): Record<string, Tensor> {
  return { [names.target]: float32([1, 4], oneHot(network.target, 4)) }
}

function plan(network: GoldenNetwork, select: 'top' | 'masks'): ConceptPlan {
  return {
    composite: composites['epsilon-plus-flat'],
    start: 'logit',
    layers: [network.conceptLayer],
    select,
    isParallelExcluded: true,
    from: 'target',
    record: [],
  }
}
