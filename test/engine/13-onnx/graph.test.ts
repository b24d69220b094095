import { describe, expect, it } from 'vitest'
import { CueScopeError } from '#engine/base/errors'
import { createNode, float, int, ints, resolveName, string, type Graph } from '#engine/onnx/graph'
import { compareOutputs } from '#engine/onnx/compare-runs'
import { inferShapes } from '#engine/onnx/infer-shapes'
import { cutSoftmax } from '#engine/onnx/passes/cut-softmax'
import { halfToNumber } from '#engine/onnx/passes/widen-float16'
import { prepareGraph } from '#engine/onnx/prepare'
import { decodeModel } from '#engine/onnx/proto/decode'
import { encodeModel } from '#engine/onnx/proto/encode'
import { readGraph } from '#engine/onnx/read-graph'
import { float32, int64, type Tensor } from '#engine/onnx/tensor'
import { decodeUtf8, encodeUtf8 } from '#engine/onnx/utf8'
import { sortNodes } from '#engine/onnx/walk'
import { writeGraph } from '#engine/onnx/write-graph'
import { openOnnx } from '../../helpers/onnx-session'
import { deviation } from '../../helpers/deviation'
import { goldenNetworks } from '../../helpers/saliency-goldens'

const networks = goldenNetworks()
const input = (network: (typeof networks)[number]): Tensor => float32([1, 1, 16, 37], network.array('input').data)

describe('engine/onnx - reading and writing', () => {
  it.each(networks)(
    '$name: what was read and written again reads the same, and runs the same',
    async ({ bytes, array }) => {
      const again = encodeModel(decodeModel(bytes))
      expect(plain(decodeModel(again))).toEqual(plain(decodeModel(bytes)))
      const [first, second] = [await openOnnx(bytes), await openOnnx(writeGraph(readGraph(again)))]
      const feeds = { logmel: float32([1, 1, 16, 37], array('input').data) }
      expect(compareOutputs(await first.run(feeds), await second.run(feeds))).toEqual({ worst: 0, output: 'logits' })
      await first.release()
      await second.release()
    },
  )

  it('fields that no table knows are kept', () => {
    const bytes = encodeModel({ irVersion: 8n, graph: { name: 'g' } })
    const unknown = Uint8Array.of(0x9a, 0x06, 0x02, 0x68, 0x69) // field 99, two bytes
    const model = decodeModel(Uint8Array.from([...bytes, ...unknown]))
    expect(model.unknownFields).toEqual([unknown])
    expect([...encodeModel(model)].slice(-5)).toEqual([...unknown])
  })

  it('numbers of 64 bits and floats survive, packed or not', () => {
    const ints = [0n, -1n, 2n ** 62n, -(2n ** 63n), 127n, 128n]
    const attribute = { name: 'a', ints, floats: [0.5, -1e30, 0], f: 0.25, i: -7n, type: 7n }
    const model = { graph: { node: [{ opType: 'X', attribute: [attribute] }] } }
    expect(plain(decodeModel(encodeModel(model)).graph?.node?.[0].attribute?.[0])).toEqual({
      ...attribute,
      floats: [0.5, Math.fround(-1e30), 0],
    })
    // dims [3, 300] unpacked: field 1, wire type 0, twice.
    const unpacked = Uint8Array.of(0x3a, 0x09, 0x2a, 0x07, 0x08, 0x03, 0x08, 0xac, 0x02, 0x10, 0x01)
    expect(decodeModel(unpacked).graph?.initializer?.[0].dims).toEqual([3n, 300n])
  })

  it('UTF-8 as the platform does it, bad bytes included', () => {
    const platform = new TextDecoder()
    for (const text of ['angry', 'wütend', '怒り', '😠 and \u0000']) {
      expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text))
      expect(decodeUtf8(encodeUtf8(text))).toBe(text)
    }
    for (const bytes of [[0xff], [0xc3], [0x61, 0x80, 0x62], [0xf5, 0x80]]) {
      expect(decodeUtf8(Uint8Array.from(bytes))).toBe(platform.decode(Uint8Array.from(bytes)))
    }
  })
})

describe('engine/onnx - passes', () => {
  it.each(networks)('$name: prepared, it gives the same logits with fewer nodes', async network => {
    const graph = readGraph(network.bytes)
    const prepared = prepareGraph(graph)
    const session = await openOnnx(writeGraph(prepared))
    const outputs = await session.run({ logmel: input(network) })
    expect(deviation(outputs.logits.data as Float32Array, network.array('logits').data).worst).toBeLessThan(2e-6)
    expect(prepared.nodes.some(node => ['Identity', 'Constant', 'BatchNormalization'].includes(node.op))).toBe(false)
    await session.release()
  })

  it('batch norm after a convolution is folded, its layer keeps its name; elsewhere it becomes Mul and Add', () => {
    const resnet = prepareGraph(readGraph(networks.find(({ name }) => name === 'resnet')!.bytes))
    expect(resnet.nodes.map(({ op }) => op)).not.toContain('Mul')
    expect(resolveName(resnet, '/conv/Conv_output_0')).toBe('/bn/BatchNormalization_output_0')
    const temporal = prepareGraph(readGraph(networks.find(({ name }) => name === 'temporal')!.bytes))
    expect(temporal.nodes.filter(({ op }) => op === 'Mul').length).toBe(1)
  })

  it('batch norm whose convolution others read as well is not folded', async () => {
    const graph = branching()
    const prepared = prepareGraph(graph)
    expect(prepared.nodes.map(({ op }) => op)).toContain('Mul')
    const [before, after] = [await openOnnx(writeGraph(graph)), await openOnnx(writeGraph(prepared))]
    const feeds = { x: float32([1, 1, 2, 3], [1, -2, 3, 4, -5, 6]) }
    expect(compareOutputs(await before.run(feeds), await after.run(feeds)).worst).toBeLessThan(1e-6)
  })

  it('a softmax at the end is cut', () => {
    const graph = branching()
    const withSoftmax: Graph = {
      ...graph,
      nodes: [...graph.nodes, createNode('Softmax', ['logits'], ['probabilities'], { axis: int(-1) })],
      outputs: [{ name: 'probabilities', type: 'float32', dims: ['n', 12] }],
    }
    expect(cutSoftmax(withSoftmax).outputs[0].name).toBe('logits')
  })

  it('MatMul and a bias become one layer, shared Identity constants constants', () => {
    const prepared = prepareGraph({
      ...branching(),
      nodes: [
        createNode('Flatten', ['x'], ['flat'], { axis: int(1) }),
        createNode('Identity', ['matrix'], ['same matrix']),
        createNode('MatMul', ['flat', 'same matrix'], ['product']),
        createNode('Add', ['product', 'vector'], ['logits']),
      ],
      constants: new Map([
        ['matrix', float32([6, 2], new Float32Array(12).fill(1))],
        ['vector', float32([2], [1, 2])],
      ]),
    })
    expect(prepared.nodes.map(({ op }) => op)).toEqual(['Flatten', 'Gemm'])
  })

  it('a model of an older operator set is brought to a newer one and computes the same', async () => {
    const old: Graph = {
      ...branching(),
      opset: 10,
      irVersion: 5,
      nodes: [
        createNode('Pad', ['x'], ['padded'], { pads: ints([0, 0, 0, 1, 0, 0, 0, 2]), value: float(0.5) }),
        createNode('Clip', ['padded'], ['clipped'], { min: float(-1), max: float(2) }),
        createNode('ReduceSum', ['clipped'], ['sum'], { axes: ints([1]), keepdims: int(0) }),
        createNode('Unsqueeze', ['sum'], ['open'], { axes: ints([1]) }),
        createNode('Squeeze', ['open'], ['closed'], { axes: ints([1]) }),
        createNode('Dropout', ['closed'], ['kept'], { ratio: float(0.5) }),
        createNode('Flatten', ['kept'], ['logits'], { axis: int(1) }),
      ],
      constants: new Map(),
    }
    const raised = prepareGraph(old)
    expect(raised.opset).toBe(17)
    const [before, after] = [await openOnnx(writeGraph(old)), await openOnnx(writeGraph(raised))]
    const feeds = { x: float32([1, 1, 2, 3], [1, -2, 3, 4, -5, 0.25]) }
    expect(compareOutputs(await before.run(feeds), await after.run(feeds))).toEqual({ worst: 0, output: 'logits' })
  })

  it('half precision numbers', () => {
    const cases: [number, number][] = [
      [0x3c00, 1],
      [0xc000, -2],
      [0x3555, 0.333251953125],
      [0x0001, 2 ** -24],
      [0x7bff, 65504],
      [0x7c00, Infinity],
    ]
    for (const [bits, value] of cases) expect(halfToNumber(bits)).toBe(value)
    expect(halfToNumber(0x7e00)).toBeNaN()
  })

  it('an old operator set, two inputs and outputs of unclear meaning are refused by name', () => {
    const graph = branching()
    const code = (work: () => unknown): string => {
      try {
        work()
      } catch (error) {
        if (error instanceof CueScopeError) return error.code
      }
      return 'none'
    }
    expect(code(() => prepareGraph({ ...graph, opset: 6 }))).toBe('unsupported-opset')
    expect(
      code(() => prepareGraph({ ...graph, inputs: [...graph.inputs, { name: 'y', type: 'float32', dims: null }] })),
    ).toBe('unsupported-signature')
    const both = [
      { name: 'a', type: 'float32', dims: null },
      { name: 'b', type: 'float32', dims: null },
    ]
    expect(code(() => prepareGraph({ ...graph, outputs: both }))).toBe('unsupported-signature')
  })
})

describe('engine/onnx - shapes and order', () => {
  it('sizes follow the graph, and stay open where they depend on the clip', () => {
    const shapes = inferShapes(prepareGraph(readGraph(networks.find(({ name }) => name === 'vgg')!.bytes)))
    expect(shapes.get('/features/features.5/Conv_output_0')).toEqual([null, 12, 8, null])
    expect(shapes.get('/pool/GlobalAveragePool_output_0')).toEqual([null, 12, 1, 1])
    expect(shapes.get('logits')).toEqual([null, 4])
  })

  it('the target of a Reshape that an exporter builds from Shape, Gather and Concat', () => {
    const graph: Graph = {
      ...branching(),
      nodes: [
        createNode('Shape', ['x'], ['shape']),
        createNode('Gather', ['shape', 'zero'], ['n'], { axis: int(0) }),
        createNode('Unsqueeze', ['n', 'axes'], ['n1']),
        createNode('Concat', ['n1', 'rest'], ['target'], { axis: int(0) }),
        createNode('Reshape', ['x', 'target'], ['logits']),
      ],
      constants: new Map<string, Tensor>([
        ['zero', int64([0], [])],
        ['axes', int64([0])],
        ['rest', int64([-1])],
      ]),
    }
    expect(inferShapes(graph).get('logits')).toEqual([null, 6])
  })

  it('nodes in any order are sorted, a circle is named', () => {
    const chain = [
      createNode('Relu', ['b'], ['c']),
      createNode('Relu', ['a'], ['b']),
      createNode('Add', ['c', 'b'], ['d']),
    ]
    expect(sortNodes(chain).map(({ outputs }) => outputs[0])).toEqual(['b', 'c', 'd'])
    expect(() => sortNodes([createNode('Relu', ['b'], ['a']), createNode('Relu', ['a'], ['b'])])).toThrow(/feeds back/)
    const long = Array.from({ length: 20000 }, (_, i) => createNode('Relu', [`t${i}`], [`t${i + 1}`])).reverse()
    expect(sortNodes(long)[0].inputs[0]).toBe('t0')
  })

  it('attributes of every kind are written and read', () => {
    const node = createNode('X', ['x'], ['y'], { a: int(-3), b: float(0.5), c: ints([1, 2]), d: string('é') })
    const graph = readGraph(
      writeGraph({ ...branching(), nodes: [node], outputs: [{ name: 'y', type: 'float32', dims: null }] }),
    )
    expect(graph.nodes[0].attributes).toEqual(node.attributes)
    expect(graph.outputs[0].dims).toBeNull()
  })
})

/** A convolution that both a batch norm and a sum read. */
function branching(): Graph {
  const constants = new Map<string, Tensor>([
    ['w', float32([2, 1, 1, 1], [2, -1])],
    ['scale', float32([2], [1.5, 0.5])],
    ['shift', float32([2], [0.1, -0.2])],
    ['mean', float32([2], [0.3, 0.4])],
    ['variance', float32([2], [2, 0.5])],
  ])
  return {
    irVersion: 8,
    opset: 17,
    inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 2, 3] }],
    outputs: [{ name: 'logits', type: 'float32', dims: ['n', 12] }],
    nodes: [
      createNode('Conv', ['x', 'w'], ['y'], { kernel_shape: ints([1, 1]) }),
      createNode('BatchNormalization', ['y', 'scale', 'shift', 'mean', 'variance'], ['normal'], {
        epsilon: float(1e-3),
      }),
      createNode('Add', ['y', 'normal'], ['sum']),
      createNode('Flatten', ['sum'], ['logits'], { axis: int(1) }),
    ],
    constants,
    aliases: new Map(),
  }
}

/** Without the null prototypes and views of the reader. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value]
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
  return value
}
