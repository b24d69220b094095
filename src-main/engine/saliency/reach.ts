import { intOf, intsOf, type Graph, type GraphNode } from '#engine/onnx/graph'
import { normalAxis, type Dims } from '#engine/onnx/infer-shapes'
import { geometryOf } from '#engine/onnx/window-geometry'
import { activations } from '#engine/saliency/lrp/elementwise-steps'
import type { ExplainableModel } from './explainable-model'

/** Along one axis: place j of a tensor depends on the input's places j * step + first ... j * step + last only. */
export interface Reach {
  readonly step: number
  readonly first: number
  readonly last: number
}

/** Places of a tensor, both ends included; none where first > last. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** Places, of `count`, that can change when the input's places [start, end) do. */
export function placesTouched(reach: Reach, start: number, end: number, count: number): Span {
  return {
    first: Math.max(0, Math.ceil((start - reach.last) / reach.step)),
    last: Math.min(count - 1, Math.floor((end - 1 - reach.first) / reach.step)),
  }
}

/**
 * The reach of every tensor along time (the input's last axis) or mel (the one before), followed from the input through
 * operators that look at a bounded stretch only. A tensor that is not in the result may depend on the whole clip.
 */
export function reachesAlong(model: ExplainableModel, axis: 'time' | 'mel'): ReadonlyMap<string, Reach> {
  const fromEnd = axis === 'time' ? 1 : 2
  const reaches = new Map<string, Reach>([[model.input, { step: 1, first: 0, last: 0 }]])
  for (const node of model.graph.nodes) {
    const live = node.inputs.filter(input => model.live.has(input))
    if (live.length === 0) continue
    const sources = live.map(input => reaches.get(input))
    if (!sources.every(source => source !== undefined)) continue
    const reach = reachThrough(node, sources, model, fromEnd)
    if (reach) reaches.set(node.outputs[0], reach)
  }
  return reaches
}

const pointwise = new Set([
  ...activations,
  ...'Add Sum Sub Mul Div Cast Identity HardSigmoid HardSwish Abs Neg Exp Sqrt Erf'.split(' '),
])

function reachThrough(
  node: GraphNode,
  sources: readonly Reach[],
  { shapes, graph }: ExplainableModel,
  fromEnd: number,
): Reach | null {
  const input = shapes.get(node.inputs[0])
  const rank = input?.length ?? 0
  const own = rank - fromEnd
  if (pointwise.has(node.op)) return union(sources)
  if (!input || own < 1) return null
  switch (node.op) {
    case 'Conv':
      return windowed(node, (shapes.get(node.inputs[1]) ?? []).slice(2), input, sources[0], own - 2)
    case 'MaxPool':
    case 'AveragePool':
      return windowed(node, intsOf(node, 'kernel_shape') ?? [], input, sources[0], own - 2)
    case 'Concat':
      return normalAxis(intOf(node, 'axis', 0), rank) === own ? null : union(sources)
    case 'Pad': {
      const pads = constantInts(graph, node.inputs[1])
      const isConstant = (node.attributes.get('mode')?.value ?? 'constant') === 'constant'
      if (!isConstant || node.inputs[3] || pads?.length !== 2 * rank) return null
      const shift = pads[own] * sources[0].step
      return { ...sources[0], first: sources[0].first - shift, last: sources[0].last - shift }
    }
    case 'Squeeze':
    case 'ReduceMean':
    case 'ReduceSum':
    case 'ReduceMax': {
      const axes = intsOf(node, 'axes') ?? constantInts(graph, node.inputs[1])
      // Axes before ours may go: it is counted from the end.
      return axes?.every(axis => normalAxis(axis, rank) < own) ? sources[0] : null
    }
    case 'Unsqueeze': {
      const axes = intsOf(node, 'axes') ?? constantInts(graph, node.inputs[1])
      const after = rank + (axes?.length ?? 0)
      return axes?.every(axis => normalAxis(axis, after) < after - fromEnd) ? sources[0] : null
    }
    default:
      return null
  }
}

/** @param axis of the window; below 0 the axis is the channels', which a convolution mixes */
function windowed(
  node: GraphNode,
  kernel: Dims,
  input: Dims,
  { step, first, last }: Reach,
  axis: number,
): Reach | null {
  const size = kernel[axis]
  if (size === undefined || size === null || kernel.includes(null) || intOf(node, 'ceil_mode', 0) === 1) return null
  const g = geometryOf(node, kernel as readonly number[], input.slice(2))
  const before = g.padsBegin[axis]
  return {
    step: step * g.strides[axis],
    first: first - before * step,
    last: last + ((size - 1) * g.dilations[axis] - before) * step,
  }
}

function union(sources: readonly Reach[]): Reach | null {
  const [{ step }] = sources
  if (sources.some(source => source.step !== step)) return null
  return { step, first: Math.min(...sources.map(s => s.first)), last: Math.max(...sources.map(s => s.last)) }
}

export function constantInts(graph: Graph, name: string | undefined): number[] | null {
  const tensor = graph.constants.get(name ?? '')
  return tensor?.type === 'int64' ? Array.from(tensor.data, Number) : null
}
