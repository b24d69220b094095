import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeActivations, encodeActivations } from '#engine/activations/activations-blob'
import { clipActivations } from '#engine/activations/clip-activations'
import { penultimateLayer } from '#engine/activations/penultimate-layer'
import { createNode, int, ints, type Graph, type GraphNode } from '#engine/onnx/graph'
import { prepareGraph } from '#engine/onnx/prepare'
import { readGraph } from '#engine/onnx/read-graph'
import { float32, int64, type Tensor } from '#engine/onnx/tensor'
import { writeGraph } from '#engine/onnx/write-graph'
import { codeOf } from '../../helpers/error-code'
import { modelSubject } from '../../helpers/model-subject'
import { goldenNetworks } from '../../helpers/saliency-goldens'
import { golden } from './golden'

const MELS = 4
/** [mels x frames] with the value 10 * mel + frame. */
const ramp = {
  data: Float32Array.from({ length: MELS * 3 }, (_, i) => 10 * Math.floor(i / 3) + (i % 3)),
  rows: MELS,
  cols: 3,
}

function graph(nodes: readonly GraphNode[], constants: Readonly<Record<string, Tensor>>, labels: number): Graph {
  return {
    ...{ irVersion: 8, opset: 17, nodes, aliases: new Map() },
    inputs: [{ name: 'logmel', type: 'float32', dims: ['n', 1, MELS, 't'] }],
    outputs: [{ name: 'logits', type: 'float32', dims: ['n', labels] }],
    constants: new Map(Object.entries(constants)),
  }
}
const identity = (size: number): Tensor =>
  float32(
    [size, size],
    Float32Array.from({ length: size * size }, (_, i) => Number(i % (size + 1) === 0)),
  )

async function activationsOf(bytes: Uint8Array): Promise<{ layer: string; values: number[] }> {
  const subject = await modelSubject(bytes)
  try {
    const { layer, values } = await clipActivations(subject, ramp)
    return { layer, values: [...values] }
  } finally {
    await subject.close()
  }
}

describe('engine/activations', () => {
  it.each(goldenNetworks())(
    '$name: the numbers that ONNX Runtime gives for the input of the last Gemm',
    async network => {
      const { data } = network.array('input')
      const files: [string, Uint8Array][] = [
        [network.name, network.bytes],
        [`${network.name}-newer`, network.newerBytes],
      ]
      for (const [file, bytes] of files) {
        const subject = await modelSubject(bytes)
        const { values } = await clipActivations(subject, { data: Float32Array.from(data), rows: 16, cols: 37 })
        const expected = golden.networks[network.name][file]
        expect(values.length).toBe(expected.length)
        values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5))
        await subject.close()
      }
    },
  )

  it('engine/activations - an identity before the logits: the mean of each band, and the logits themselves', async () => {
    const nodes = [
      createNode('ReduceMean', ['logmel'], ['mean'], { axes: ints([1, 3]), keepdims: int(0) }),
      createNode('Gemm', ['mean', 'one'], ['gemm']),
      createNode('Softmax', ['gemm'], ['logits']),
    ]
    expect(await activationsOf(writeGraph(graph(nodes, { one: identity(MELS) }, MELS)))).toEqual({
      ...{ layer: 'mean', values: [1, 11, 21, 31] },
    })
  })

  it('engine/activations - a layer of every frame is averaged over time, one of every bin over the picture', async () => {
    const everyFrame = [
      createNode('Squeeze', ['logmel', 'axis'], ['bands']),
      createNode('Transpose', ['bands'], ['frames'], { perm: ints([0, 2, 1]) }),
      createNode('MatMul', ['frames', 'one'], ['scores']),
      createNode('ReduceMean', ['scores'], ['logits'], { axes: ints([1]), keepdims: int(0) }),
    ]
    const constants = { axis: int64([1]), one: identity(MELS) }
    expect(await activationsOf(writeGraph(graph(everyFrame, constants, MELS)))).toEqual({
      ...{ layer: 'frames', values: [1, 11, 21, 31] },
    })
    const kernel = float32([2, 1, 1, 1], Float32Array.of(1, -1))
    const head = float32([3, 2, 1, 1], Float32Array.of(1, 0, 0, 1, 1, 1))
    const everyBin = [
      createNode('Conv', ['logmel', 'kernel'], ['map']),
      createNode('Conv', ['map', 'head'], ['scores']),
      createNode('GlobalAveragePool', ['scores'], ['mean']),
      createNode('Flatten', ['mean'], ['logits']),
    ]
    expect(await activationsOf(writeGraph(graph(everyBin, { kernel, head }, 3)))).toEqual({
      ...{ layer: 'map', values: [16, -16] },
    })
  })

  it('engine/activations - models without such a layer are refused with the reason', async () => {
    const mean = createNode('ReduceMean', ['logmel'], ['mean'], { axes: ints([1, 3]), keepdims: int(0) })
    const find = (...nodes: GraphNode[]) => penultimateLayer(graph([mean, ...nodes], { one: identity(MELS) }, MELS))
    const plain = createNode('Relu', ['mean'], ['logits'])
    expect(await codeOf(() => find(plain))).toBe('unsupported-signature')
    expect(() => find(plain)).toThrow(/nothing lies between its input and its last layer/)
    const branches = [createNode('Gemm', ['mean', 'one'], ['a']), createNode('Relu', ['mean'], ['b'])]
    expect(() => find(...branches, createNode('Add', ['a', 'b'], ['logits']))).toThrow(/Add \("logits"\) joins several/)
    expect(() => find(createNode('MatMul', ['one', 'mean'], ['logits']))).toThrow(/has its weights first/)
    const onInput = graph([createNode('MatMul', ['logmel', 'one'], ['logits'])], { one: identity(MELS) }, MELS)
    expect(() => penultimateLayer(onInput)).toThrow(/its last layer reads the log-Mel itself/)
  })

  it('engine/activations - models of the program have one; a graph of unknown operators too, where the last layer is known', () => {
    const bytes = readFileSync(resolve(import.meta.dirname, '../../../resources/models/demo-synthetic/model.onnx'))
    expect(penultimateLayer(prepareGraph(readGraph(bytes))).tensor).toBe('/flatten/Flatten_output_0')
    const nodes = [createNode('Whatever', ['logmel'], ['made']), createNode('Gemm', ['made', 'one'], ['logits'])]
    expect(penultimateLayer(graph(nodes, { one: identity(MELS) }, MELS))).toEqual({
      tensor: 'made',
      channelAxis: 'last',
    })
  })

  it('engine/activations - kept in two bytes each: within a 65,534th of the largest', () => {
    const values = Float32Array.of(0, 3, -7.25, 1e-5, 6.999)
    const again = decodeActivations(encodeActivations({ layer: 'größte/Schicht', values }))
    expect(again.layer).toBe('größte/Schicht')
    values.forEach((value, i) => expect(Math.abs(again.values[i] - value)).toBeLessThanOrEqual(7.25 / 65_534 + 1e-6))
    expect([...decodeActivations(encodeActivations({ layer: '', values: new Float32Array(3) })).values]).toEqual([
      0, 0, 0,
    ])
  })
})
