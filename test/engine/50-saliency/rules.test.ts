import { describe, expect, it } from 'vitest'
import { createNode, int, ints, type Graph } from '#engine/onnx/graph'
import { float32, sizeOf } from '#engine/onnx/tensor'
import { explainableModel } from '#engine/saliency/explainable-model'
import { names } from '#engine/saliency/graph-names'
import { composites, type Composite } from '#engine/saliency/lrp/composites'
import { BOX_HIGH, BOX_LOW } from '#engine/saliency/lrp/linear-step'
import { alphaBeta } from '#engine/saliency/lrp/rules/alpha-beta'
import { epsilon } from '#engine/saliency/lrp/rules/epsilon'
import { flat } from '#engine/saliency/lrp/rules/flat'
import { gamma } from '#engine/saliency/lrp/rules/gamma'
import { gradient } from '#engine/saliency/lrp/rules/gradient'
import { wSquare } from '#engine/saliency/lrp/rules/w-square'
import { zBox } from '#engine/saliency/lrp/rules/z-box'
import { zPlus } from '#engine/saliency/lrp/rules/z-plus'
import type { LinearRule } from '#engine/saliency/lrp/rule'
import { writeRelevanceGraph } from '#engine/saliency/lrp/write-relevance'
import { createRandom, type Random } from '#engine/stats/random'
import { deviation } from '../../helpers/deviation'
import { openOnnx } from '../../helpers/onnx-session'

/**
 * Every rule derived again from its formula, connection by connection, in double precision: a layer is a list of
 * (input i, output o, weight w), and each rule says what of R_o goes to i.
 */
interface Layer {
  readonly inputs: number
  readonly outputs: number
  readonly connections: readonly (readonly [i: number, o: number, w: number])[]
  readonly bias: Float32Array
}

const EPSILON = 1e-6
const LOW = -3
const HIGH = 2.5
const up = (x: number): number => Math.max(x, 0)
const down = (x: number): number => Math.min(x, 0)
const stab = (z: number): number => (z >= 0 ? z + EPSILON : z - EPSILON)

/** Share of R_o that goes along a connection: part(a, w) over the sum of parts at o and the bias part. */
type Part = (a: number, w: number) => number

function shared(
  layer: Layer,
  a: Float32Array,
  r: Float32Array,
  part: Part,
  biasPart: (b: number) => number,
  handed: Part = part,
): Float64Array {
  const z = Float64Array.from(layer.bias, biasPart)
  for (const [i, o, w] of layer.connections) z[o] += part(a[i], w)
  const relevance = new Float64Array(layer.inputs)
  for (const [i, o, w] of layer.connections) relevance[i] += (handed(a[i], w) * r[o]) / stab(z[o])
  return relevance
}

const none = (): number => 0
const zp: Part = (a, w) => up(a) * up(w) + down(a) * down(w)
const zn: Part = (a, w) => up(a) * down(w) + down(a) * up(w)
const boosted = (w: number): number => w + 0.25 * up(w)

const rules: readonly {
  rule: LinearRule
  slow: (layer: Layer, a: Float32Array, r: Float32Array) => Float64Array
  conserves: boolean
}[] = [
  {
    rule: epsilon,
    conserves: false,
    slow: (l, a, r) =>
      shared(
        l,
        a,
        r,
        (x, w) => x * w,
        b => b,
      ),
  },
  { rule: gamma(0.25), conserves: false, slow: (l, a, r) => shared(l, a, r, (x, w) => x * boosted(w), boosted) },
  { rule: zPlus, conserves: false, slow: (l, a, r) => shared(l, a, r, zp, up) },
  {
    rule: alphaBeta(2, 1),
    conserves: false,
    slow: (l, a, r) => {
      const [plus, minus] = [shared(l, a, r, zp, up), shared(l, a, r, zn, down)]
      return plus.map((value, i) => 2 * value - minus[i])
    },
  },
  { rule: flat, conserves: true, slow: (l, a, r) => shared(l, a, r, () => 1, none) },
  { rule: wSquare, conserves: true, slow: (l, a, r) => shared(l, a, r, (_, w) => w * w, none) },
  {
    rule: zBox,
    conserves: true,
    slow: (l, a, r) => shared(l, a, r, (x, w) => x * w - LOW * up(w) - HIGH * down(w), none),
  },
  {
    rule: gradient,
    conserves: false,
    slow: (l, _, r) => {
      const slopes = new Float64Array(l.inputs)
      for (const [i, o, w] of l.connections) slopes[i] += w * r[o]
      return slopes
    },
  },
]

interface Shape {
  readonly name: string
  readonly size: readonly number[]
  readonly channels: readonly [from: number, to: number]
  readonly kernel: readonly number[]
  readonly stride: readonly number[]
  readonly dilation: readonly number[]
  readonly pads: readonly number[]
  readonly group: number
}

const plain = { stride: [1, 1], dilation: [1, 1], group: 1 }
const shapes: readonly Shape[] = [
  { ...plain, name: 'plain 3x3', size: [6, 7], channels: [2, 3], kernel: [3, 3], pads: [1, 1, 1, 1] },
  {
    ...plain,
    name: 'stride 2 with a remainder',
    size: [7, 8],
    channels: [2, 3],
    kernel: [3, 3],
    stride: [2, 2],
    pads: [1, 1, 1, 1],
  },
  {
    ...plain,
    name: 'stride 3 beyond the last tap',
    size: [9, 8],
    channels: [1, 2],
    kernel: [2, 2],
    stride: [3, 3],
    pads: [0, 0, 0, 0],
  },
  {
    ...plain,
    name: 'dilation 2',
    size: [8, 7],
    channels: [2, 2],
    kernel: [3, 2],
    dilation: [2, 2],
    pads: [2, 1, 2, 1],
  },
  {
    ...plain,
    name: 'dilation and stride',
    size: [8, 9],
    channels: [2, 2],
    kernel: [3, 3],
    stride: [1, 2],
    dilation: [2, 1],
    pads: [0, 1, 0, 1],
  },
  { ...plain, name: 'groups', size: [5, 6], channels: [4, 6], kernel: [3, 3], group: 2, pads: [1, 1, 1, 1] },
  {
    ...plain,
    name: 'groups and stride',
    size: [5, 6],
    channels: [4, 4],
    kernel: [3, 3],
    stride: [2, 2],
    group: 4,
    pads: [1, 1, 1, 1],
  },
  { ...plain, name: 'uneven padding', size: [5, 6], channels: [2, 2], kernel: [2, 4], pads: [0, 1, 1, 3] },
  { name: 'one axis', size: [11], channels: [3, 2], kernel: [3], stride: [2], dilation: [1], pads: [1, 0], group: 1 },
]

describe('engine/saliency - rules against their formulas', () => {
  it.each(shapes.flatMap(shape => rules.map(({ rule }) => [rule.name, shape.name] as const)))(
    '%s, %s',
    async (ruleName, shapeName) => {
      const { rule, slow, conserves } = rules.find(({ rule }) => rule.name === ruleName)!
      const shape = shapes.find(({ name }) => name === shapeName)!
      const random = createRandom(ruleName.length * 31 + shapeName.length)
      const { graph, layer } = convolution(shape, random)
      for (const isNonNegative of [false, true]) {
        const a = Float32Array.from({ length: layer.inputs }, () =>
          isNonNegative ? up(random.normal()) : Math.max(LOW, Math.min(HIGH, random.normal())),
        )
        const r = Float32Array.from({ length: layer.outputs }, () => random.normal())
        const map = await explain(
          isNonNegative ? withRelu(graph) : graph,
          { ...composites.epsilon, conv: rule },
          shape,
          a,
          r,
        )
        const expected = slow(layer, a, r)
        const { worst, mean } = deviation(map, expected)
        // Sums of both signs come near zero, where single precision has few digits left.
        const isSigned = rule.flows.some(({ denominator }) => denominator === 'signed')
        expect(worst).toBeLessThan(isSigned ? 2e-3 : 5e-6)
        expect(mean).toBeLessThan(isSigned ? 5e-5 : 1e-6)
        const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0)
        const reached = new Set(layer.connections.map(([, o]) => o))
        if (conserves) expect(sum(map)).toBeCloseTo(sum(r.filter((_, o) => reached.has(o))), 3)
      }
    },
  )

  it('flat at the border hands an output over to fewer cells, so each gets more', async () => {
    const shape = shapes[0]
    const { graph } = convolution(shape, createRandom(1))
    const r = new Float32Array(3 * 42)
    r[0] = 1
    const map = await explain(graph, { ...composites.epsilon, conv: flat }, shape, new Float32Array(84), r)
    // The corner of 3x3 with padding 1 sees 2x2 cells of 2 channels.
    expect(map[0]).toBeCloseTo(1 / 8, 6)
    expect([map[0], map[1], map[7], map[8]]).toEqual([map[0], map[0], map[0], map[0]])
    expect(map[2]).toBe(0)
  })
})

function convolution(shape: Shape, random: Random): { graph: Graph; layer: Layer } {
  const {
    size,
    channels: [from, to],
    kernel,
    stride,
    dilation,
    pads,
    group,
  } = shape
  const weightDims = [to, from / group, ...kernel]
  const weight = Float32Array.from({ length: sizeOf(weightDims) }, () => random.normal())
  const bias = Float32Array.from({ length: to }, () => 0.3 * random.normal())
  const out = size.map(
    (n, axis) =>
      Math.floor((n + pads[axis] + pads[size.length + axis] - dilation[axis] * (kernel[axis] - 1) - 1) / stride[axis]) +
      1,
  )
  const connections: [number, number, number][] = []
  for (const [c, ...at] of indices([to, ...out])) {
    const g = Math.floor(c / (to / group))
    for (const [k, ...tap] of indices([from / group, ...kernel])) {
      const cell = at.map((position, axis) => position * stride[axis] - pads[axis] + tap[axis] * dilation[axis])
      if (cell.some((position, axis) => position < 0 || position >= size[axis])) continue
      const input = flatIndex([(g * from) / group + k, ...cell], [from, ...size])
      connections.push([input, flatIndex([c, ...at], [to, ...out]), weight[flatIndex([c, k, ...tap], weightDims)]])
    }
  }
  const outputs = to * sizeOf(out)
  const graph: Graph = {
    irVersion: 8,
    opset: 17,
    inputs: [{ name: 'x', type: 'float32', dims: ['n', from, ...size] }],
    outputs: [{ name: 'logits', type: 'float32', dims: ['n', outputs] }],
    nodes: [
      createNode('Conv', ['x', 'weight', 'bias'], ['y'], {
        kernel_shape: ints(kernel),
        strides: ints(stride),
        dilations: ints(dilation),
        pads: ints(pads),
        group: int(group),
      }),
      createNode('Flatten', ['y'], ['logits'], { axis: int(1) }),
    ],
    constants: new Map([
      ['weight', float32(weightDims, weight)],
      ['bias', float32([to], bias)],
    ]),
    aliases: new Map(),
  }
  const layer = {
    inputs: from * sizeOf(size),
    outputs,
    connections,
    bias: Float32Array.from({ length: outputs }, (_, o) => bias[Math.floor(o / sizeOf(out))]),
  }
  return { graph, layer }
}

/** The same layer behind a Relu: its input is then known to be non-negative, and half of z+ is left out. */
function withRelu(graph: Graph): Graph {
  const [conv, flatten] = graph.nodes
  return {
    ...graph,
    nodes: [createNode('Relu', ['x'], ['a']), { ...conv, inputs: ['a', ...conv.inputs.slice(1)] }, flatten],
  }
}

async function explain(
  graph: Graph,
  composite: Composite,
  shape: Shape,
  a: Float32Array,
  r: Float32Array,
): Promise<Float32Array> {
  const model = explainableModel(graph)
  const session = await openOnnx(writeRelevanceGraph(model, { composite, start: 'one', layers: [] }))
  const box = shape.size.map(() => 1)
  const outputs = await session.run({
    x: float32([1, shape.channels[0], ...shape.size], a),
    [names.target]: float32([1, r.length], r),
    ...(composite.conv === zBox
      ? { [BOX_LOW]: float32([1, 1, ...box], [LOW]), [BOX_HIGH]: float32([1, 1, ...box], [HIGH]) }
      : {}),
  })
  await session.release()
  return outputs[names.map].data as Float32Array
}

function indices(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (all, size) => all.flatMap(index => Array.from({ length: size }, (_, i) => [...index, i])),
    [[]],
  )
}

function flatIndex(index: readonly number[], sizes: readonly number[]): number {
  return index.reduce((flat, i, axis) => flat * sizes[axis] + i, 0)
}
