import { int, intOf, ints, intsOf, type GraphNode } from '#engine/onnx/graph'
import { normalAxis } from '#engine/onnx/infer-shapes'
import { float32 } from '#engine/onnx/tensor'
import { geometryOf, type WindowGeometry } from '#engine/onnx/window-geometry'
import { cannotTrace } from './linear-layer'
import { stab } from './linear-step'
import { materialise, over, reshaped, times, whole } from './relevance'
import type { Step, StepContext } from './step-context'
import { layTaps, listTaps } from './taps'
import { transposedWindows } from './transposed-windows'

/** GlobalAveragePool, and ReduceMean over axes that are not the batch. */
export const meanStep: Step = (ctx, node, r) => {
  const { b, model } = ctx
  const [input] = node.inputs
  const rank = model.shapes.get(input)?.length
  if (rank === undefined) throw cannotTrace(node, 'has an input of unknown rank')
  const axes = meanAxes(ctx, node, rank)
  if (axes.includes(0)) throw cannotTrace(node, 'averages over clips')
  const isKept = node.op === 'GlobalAveragePool' || intOf(node, 'keepdims', 1) === 1
  const kept = (tensor: string): string => (isKept ? tensor : b.unsqueeze(tensor, axes))
  const open = reshaped(r, kept)
  const count = cellCount(ctx, input, axes)
  if (ctx.composite.average === 'gradient') {
    const share = b.node('Div', [materialise(b, open), count])
    return [[input, whole(b.node('Expand', [share, b.concat([b.shape(share, 0, 1), b.shape(input, 1)])]))]]
  }
  const mean = stab(ctx, kept(node.outputs[0]))
  const share = over(b, open, b.node('Mul', [mean, count]))
  return [[input, { ...times(b, share, input), isSpread: true }]]
}

function meanAxes({ model }: StepContext, node: GraphNode, rank: number): readonly number[] {
  if (node.op === 'GlobalAveragePool') return Array.from({ length: rank - 2 }, (_, i) => i + 2)
  const given = intsOf(node, 'axes') ?? (node.inputs[1] ? model.graph.constants.get(node.inputs[1])?.data : undefined)
  if (given === undefined) throw cannotTrace(node, 'averages over axes that are not fixed')
  return Array.from(given as ArrayLike<number | bigint>, axis => normalAxis(Number(axis), rank)).sort((a, c) => a - c)
}

/** How many cells a mean is taken over, as a float. */
function cellCount({ b, model }: StepContext, input: string, axes: readonly number[]): string {
  const sizes = axes.map(axis => model.shapes.get(input)![axis])
  if (sizes.every(size => size !== null)) return b.scalar(sizes.reduce((product, size) => product * size, 1))
  return b.product(b.concat(axes.map(axis => b.shape(input, axis, axis + 1))))
}

export const averagePoolStep: Step = (ctx, node, r) => {
  const { b } = ctx
  const [input] = node.inputs
  const g = poolGeometry(ctx, node)
  const size = g.kernel.reduce((product, k) => product * k, 1)
  const isPadded = [...g.padsBegin, ...g.padsEnd].some(pad => pad > 0)
  const skipsPads = isPadded && intOf(node, 'count_include_pad', 0) === 0
  const kernel = (value: number) => (): string =>
    b.constant(`pool ${g.kernel.join(' ')} ${value}`, () =>
      float32([1, 1, ...g.kernel], new Float32Array(size).fill(value)),
    )
  const back = (s: string): string =>
    perPlane(ctx, s, input, plane => {
      const weights = kernel(skipsPads ? 1 : 1 / size)
      return transposedWindows(b, g, plane, input, { forward: weights, flipped: weights })
    })
  const isNorm = ctx.composite.average === 'norm'
  const divided = isNorm ? over(b, r, stab(ctx, node.outputs[0])) : r
  const counted = skipsPads ? over(b, divided, windowCount(ctx, g, input, kernel(1)())) : divided
  const base = back(materialise(b, counted))
  return [[input, isNorm ? { base, coef: input, isSpread: false } : whole(base)]]
}

/** Cells of the input under each window, padding left out: [1, 1, ...output]. */
function windowCount({ b }: StepContext, g: WindowGeometry, input: string, ones: string): string {
  const plane = b.node('Expand', [b.scalar(1), b.concat([b.vector([1, 1]), b.shape(input, 2)])])
  return b.node('Conv', [plane, ones], windowAttributes(g, [...g.padsBegin, ...g.padsEnd]))
}

/**
 * Max pooling is differentiated: all relevance to the first maximal cell of each window in row order. The candidates
 * of every window are listed by a convolution with one-hot kernels, the first that equals the maximum is marked, and
 * the marks, which depend on the forward pass alone, are the gate. (The Indices output that ONNX offers counts over
 * the whole batch and is missing on the GPU.)
 */
export const maxPoolStep: Step = (ctx, node, r) => {
  const { b } = ctx
  const [input] = node.inputs
  const g = poolGeometry(ctx, node)
  const taps = g.kernel.reduce((product, k) => product * k, 1)
  const none = g.kernel.map(() => 0)
  const pads = [0, 0, ...g.padsBegin, 0, 0, ...g.padsEnd]
  const padded = pads.some(pad => pad > 0) ? b.node('Pad', [input, b.vector(pads), b.scalar(-3e38)]) : input
  const planes = b.node('Reshape', [padded, b.concat([b.vector([-1, 1]), b.shape(padded, 2)])])
  const listed = listTaps(b, { ...g, padsBegin: none, padsEnd: none }, planes)
  // [clips, channels, taps, ...output]
  const candidates = b.node('Reshape', [listed, b.concat([b.shape(input, 0, 2), b.vector([taps]), b.shape(listed, 2)])])
  const isMax = b.node('Equal', [candidates, b.unsqueeze(node.outputs[0], [2])])
  const hits = b.node('Cast', [isMax], { to: int(1) })
  const earlier = b.node(
    'CumSum',
    [hits, b.constant('axis 2', () => ({ type: 'int64', dims: [], data: BigInt64Array.of(2n) }))],
    {
      exclusive: int(1),
    },
  )
  const isFirst = b.node('Cast', [b.node('Less', [earlier, b.scalar(0.5)])], { to: int(1) })
  const gate = b.node('Mul', [hits, isFirst])

  const s = b.unsqueeze(materialise(b, r), [2])
  const routed = materialise(b, { base: s, coef: gate, isSpread: true })
  const windows = b.node('Reshape', [routed, b.concat([b.vector([-1, taps]), b.shape(routed, 3)])])
  const back = layTaps(b, g, windows, input)
  return [[input, whole(b.node('Reshape', [back, b.concat([b.vector([-1]), b.shape(input, 1)])]))]]
}

/** Runs a step that knows one channel only on each channel by itself. */
function perPlane({ b }: StepContext, s: string, input: string, step: (plane: string) => string): string {
  const back = step(b.node('Reshape', [s, b.concat([b.vector([-1, 1]), b.shape(s, 2)])]))
  return b.node('Reshape', [back, b.concat([b.vector([-1]), b.shape(input, 1)])])
}

function poolGeometry({ model }: StepContext, node: GraphNode): WindowGeometry {
  const kernel = intsOf(node, 'kernel_shape') ?? []
  return geometryOf(node, kernel, (model.shapes.get(node.inputs[0]) ?? []).slice(2))
}

function windowAttributes(g: WindowGeometry, pads: readonly number[]) {
  return { kernel_shape: ints(g.kernel), strides: ints(g.strides), dilations: ints(g.dilations), pads: ints(pads) }
}
