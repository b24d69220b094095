import { intOf, intsOf, type Graph, type GraphNode } from '#engine/onnx/graph'
import { normalAxis, type Dims } from '#engine/onnx/infer-shapes'
import { geometryOf } from '#engine/onnx/window-geometry'
import { activations } from './lrp/elementwise-steps'
import type { ExplainableModel } from './explainable-model'

/** Column j of a tensor depends on the input's frames j * step + first ... j * step + last, and on no others. */
export interface TimeReach {
  readonly step: number
  readonly first: number
  readonly last: number
}

/** Columns that can change when frames [startFrame, endFrame) do, both ends included; none where first > last. */
export function columnsTouched(
  reach: TimeReach,
  startFrame: number,
  endFrame: number,
  columns: number,
): { first: number; last: number } {
  return {
    first: Math.max(0, Math.ceil((startFrame - reach.last) / reach.step)),
    last: Math.min(columns - 1, Math.floor((endFrame - 1 - reach.first) / reach.step)),
  }
}

/**
 * The reach of every tensor that has time as its last axis, followed from the input through operators that look at
 * a bounded stretch of time only. A tensor that is not in the result may depend on the whole clip.
 */
export function timeReaches(model: ExplainableModel): ReadonlyMap<string, TimeReach> {
  const reaches = new Map<string, TimeReach>([[model.input, { step: 1, first: 0, last: 0 }]])
  for (const node of model.graph.nodes) {
    const live = node.inputs.filter(input => model.live.has(input))
    if (live.length === 0) continue
    const sources = live.map(input => reaches.get(input))
    if (!sources.every(source => source !== undefined)) continue
    const reach = reachThrough(node, sources, model)
    if (reach) reaches.set(node.outputs[0], reach)
  }
  return reaches
}

const pointwise = new Set([
  ...activations,
  'Add',
  'Sum',
  'Sub',
  'Mul',
  'Div',
  'Cast',
  'Identity',
  'HardSigmoid',
  'HardSwish',
  'Abs',
  'Neg',
  'Exp',
  'Sqrt',
  'Erf',
])

function reachThrough(
  node: GraphNode,
  sources: readonly TimeReach[],
  { shapes, graph }: ExplainableModel,
): TimeReach | null {
  const input = shapes.get(node.inputs[0])
  const rank = input?.length ?? 0
  if (pointwise.has(node.op)) return union(sources)
  if (rank === 0) return null
  switch (node.op) {
    case 'Conv':
      return windowed(node, (shapes.get(node.inputs[1]) ?? []).slice(2), input!, sources[0])
    case 'MaxPool':
    case 'AveragePool':
      return windowed(node, intsOf(node, 'kernel_shape') ?? [], input!, sources[0])
    case 'Concat':
      return normalAxis(intOf(node, 'axis', 0), rank) === rank - 1 ? null : union(sources)
    case 'Pad': {
      const pads = constantInts(graph, node.inputs[1])
      const isConstant = (node.attributes.get('mode')?.value ?? 'constant') === 'constant'
      if (!isConstant || pads?.length !== 2 * rank) return null
      const shift = pads[rank - 1] * sources[0].step
      return { ...sources[0], first: sources[0].first - shift, last: sources[0].last - shift }
    }
    case 'Squeeze':
    case 'ReduceMean':
    case 'ReduceSum':
    case 'ReduceMax': {
      const axes = intsOf(node, 'axes') ?? constantInts(graph, node.inputs[1])
      return axes && !axes.some(axis => normalAxis(axis, rank) === rank - 1) ? sources[0] : null
    }
    default:
      return null
  }
}

function windowed(node: GraphNode, kernel: Dims, input: Dims, { step, first, last }: TimeReach): TimeReach | null {
  const isWindowKnown = kernel.every(size => size !== null) && intOf(node, 'ceil_mode', 0) === 0
  if (!isWindowKnown) return null
  const g = geometryOf(node, kernel, input.slice(2))
  const axis = kernel.length - 1
  const before = g.padsBegin[axis]
  return {
    step: step * g.strides[axis],
    first: first - before * step,
    last: last + ((kernel[axis]! - 1) * g.dilations[axis] - before) * step,
  }
}

function union(sources: readonly TimeReach[]): TimeReach | null {
  const [{ step }] = sources
  if (sources.some(source => source.step !== step)) return null
  return { step, first: Math.min(...sources.map(s => s.first)), last: Math.max(...sources.map(s => s.last)) }
}

export function constantInts(graph: Graph, name: string | undefined): number[] | null {
  const tensor = graph.constants.get(name ?? '')
  return tensor?.type === 'int64' ? Array.from(tensor.data, Number) : null
}
