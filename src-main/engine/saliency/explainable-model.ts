import { CueScopeError } from '#engine/base/errors'
import type { Matrix } from '#engine/base/matrix'
import { resolveName, type Graph, type GraphNode } from '#engine/onnx/graph'
import { inferShapes, type Dims } from '#engine/onnx/infer-shapes'
import { reachedFrom } from '#engine/onnx/walk'

/** A classifier's prepared graph with what the writers of explanation graphs need to know about it. */
export interface ExplainableModel {
  readonly graph: Graph
  readonly input: string
  readonly logits: string
  readonly labelCount: number
  /** The model runs one clip at a time: its batch size is fixed to 1. */
  readonly isSingle: boolean
  readonly shapes: ReadonlyMap<string, Dims>
  /** Tensors that can't hold a negative value. */
  readonly nonNegative: ReadonlySet<string>
  /** Tensors that depend on the input. */
  readonly live: ReadonlySet<string>
  readonly firstLinear: GraphNode | null
}

export function explainableModel(graph: Graph): ExplainableModel {
  const shapes = inferShapes(graph)
  const live = reachedFrom(graph, [graph.inputs[0].name])
  const logits = graph.outputs[0].name
  const labelCount = shapes.get(logits)?.at(-1)
  const unknown = graph.nodes.find(({ outputs: [output] }) => live.has(output) && !shapes.has(output))
  if (!shapes.has(logits) && unknown !== undefined) {
    const { op, name, outputs } = unknown
    const message = `The operator ${op} ("${name || outputs[0]}") is not one that relevance can be traced through. Occlusion still works.`
    throw new CueScopeError('unsupported-op', message, { op, node: name || outputs[0] })
  }
  if (shapes.get(logits)?.length !== 2 || typeof labelCount !== 'number') {
    const seen =
      shapes
        .get(logits)
        ?.map(size => size ?? '?')
        .join(' x ') ?? 'unknown'
    throw new CueScopeError('wrong-output-shape', `The output must be [clips x labels]; its shape here is ${seen}.`, {
      shape: seen,
    })
  }
  const batch = graph.inputs[0].dims?.[0]
  if (typeof batch === 'number' && batch > 1) {
    const why = `The model takes ${batch} clips at a time; relevance and gradients need one that takes any number, or one.`
    throw new CueScopeError('fixed-batch', why, { batch })
  }
  return {
    isSingle: batch === 1,
    graph,
    input: graph.inputs[0].name,
    logits,
    labelCount,
    shapes,
    nonNegative: nonNegativeTensors(graph),
    live,
    firstLinear: graph.nodes.find(node => linearOps.has(node.op) && live.has(node.inputs[0])) ?? null,
  }
}

export const linearOps: ReadonlySet<string> = new Set(['Conv', 'Gemm', 'MatMul'])

/** The tensor of a layer by its name in the original model, with the number of its channels. */
export function conceptLayer(
  model: ExplainableModel,
  name: string,
): { tensor: string; channels: number; rank: number } {
  const tensor = resolveName(model.graph, name)
  const shape = model.shapes.get(tensor)
  if (!model.live.has(tensor) || !shape) {
    throw new CueScopeError('not-found', `The model has no layer "${name}" whose relevance could be computed.`, {
      layer: name,
    })
  }
  const channels = shape[1]
  if (shape.length < 2 || channels === null) {
    throw new CueScopeError('unsupported-signature', `The number of channels of "${name}" is not fixed.`, {
      layer: name,
    })
  }
  return { tensor, channels, rank: shape.length }
}

/** The last convolution with a kernel wider than one bin (a 1 x 1 one mostly is a shortcut's); null: none. */
export function defaultConceptLayer(model: ExplainableModel): string | null {
  const convolutions = model.graph.nodes.filter(node => node.op === 'Conv' && model.live.has(node.outputs[0]))
  const isWide = (weights: string): boolean =>
    (model.graph.constants.get(weights)?.dims ?? []).slice(2).some(size => size > 1)
  const chosen = convolutions.findLast(node => isWide(node.inputs[1])) ?? convolutions.at(-1)
  return chosen?.outputs[0] ?? null
}

/** The last tensor with channels over space, e.g. what a global pooling averages. */
export function lastMap(model: ExplainableModel): string {
  const maps = model.graph.nodes.filter(({ outputs }) => {
    const shape = model.shapes.get(outputs[0])
    return model.live.has(outputs[0]) && shape && shape.length > 2 && shape.slice(2).some(size => size !== 1)
  })
  const last = maps.at(-1)
  if (!last) throw new CueScopeError('unsupported-signature', 'The model has no layer with a time axis.')
  return last.outputs[0]
}

/** The model's input without the clips' axis: [1, mels, frames], or [mels, frames] for one without channels. */
export function inputDims({ graph }: Pick<ExplainableModel, 'graph'>, logMel: Matrix): number[] {
  const rank = graph.inputs[0].dims?.length ?? 4
  return rank === 3 ? [logMel.rows, logMel.cols] : [1, logMel.rows, logMel.cols]
}

const makesNonNegative = new Set(['Relu', 'Sigmoid', 'Softplus', 'HardSigmoid', 'Softmax', 'Abs'])
const keepsNonNegative = new Set(
  'MaxPool AveragePool GlobalAveragePool GlobalMaxPool ReduceMean ReduceSum Flatten Reshape Squeeze Unsqueeze Transpose Concat Add Sum Cast'.split(
    ' ',
  ),
)

function nonNegativeTensors(graph: Graph): ReadonlySet<string> {
  const found = new Set<string>()
  const isNonNegative = (name: string): boolean => {
    const constant = graph.constants.get(name)
    return found.has(name) || (constant?.type === 'float32' && constant.data.every(value => value >= 0))
  }
  for (const node of graph.nodes) {
    const data = ['Concat', 'Add', 'Sum'].includes(node.op) ? node.inputs : node.inputs.slice(0, 1)
    const lowest = node.op === 'Clip' ? graph.constants.get(node.inputs[1] ?? '') : undefined
    const isClipped = lowest?.type === 'float32' && lowest.data[0] >= 0
    if (isClipped || makesNonNegative.has(node.op) || (keepsNonNegative.has(node.op) && data.every(isNonNegative)))
      found.add(node.outputs[0])
  }
  return found
}
