import { ints, type Graph } from '#engine/onnx/graph'
import { GraphBuilder } from '#engine/onnx/graph-builder'
import { writeGraph } from '#engine/onnx/write-graph'
import type { ExplainableModel } from './explainable-model'
import { names } from './graph-names'
import type { PooledTrunk } from './pooled-trunk'

/** Inputs and outputs of the graphs of packed occlusion beside the tensors of the model that they begin with. */
export const packedNames = {
  /** 1 where a cell belongs to a window: float32 [runs x cells x windows]. */
  select: 'cuescope/select',
  /** The cells of the clip as it is: float32 [1 x pooled values x cells]. */
  baseCells: 'cuescope/base-cells',
  /** Their mean: float32 [1 x pooled values x 1]. */
  basePooled: 'cuescope/base-pooled',
  /** 1 / number of cells: float32 []. */
  perCell: 'cuescope/per-cell',
  cells: 'cuescope/cells',
  /** A tensor at which the trunk is cut. */
  cut: (index: number): string => `cuescope/cut-${index}`,
  /** What a stage ends with. */
  stage: 'cuescope/stage',
} as const

/**
 * The clip as it is: names.logits; packedNames.cells, what the mean is taken over [clips x pooled values x cells]; and
 * the tensors at which the trunk is cut.
 */
export function writeTrunk(
  model: ExplainableModel,
  trunk: PooledTrunk,
  cuts: readonly string[],
): Uint8Array<ArrayBuffer> {
  const b = new GraphBuilder(model.graph)
  b.output(names.logits, model.logits)
  b.output(packedNames.cells, cellsOf(b, trunk))
  cuts.forEach((tensor, index) => b.output(packedNames.cut(index), tensor))
  return writeGraph(b.build())
}

/** The part of the trunk that makes one tensor of another: packedNames.stage. */
export function writeStage(model: ExplainableModel, from: string, to: string): Uint8Array<ArrayBuffer> {
  const b = new GraphBuilder(graphFrom(model, from))
  b.output(packedNames.stage, to)
  return writeGraph(b.build())
}

/**
 * The trunk from a tensor on; then, for each window, what its cells changed by is added to the clip's own mean, and the
 * tail makes logits of that: names.logits [runs * windows x labels].
 */
export function writePackedOcclusion(
  model: ExplainableModel,
  trunk: PooledTrunk,
  from: string,
): Uint8Array<ArrayBuffer> {
  const { pool, pooledDims } = trunk
  const graph = graphFrom(model, from)
  const b = new GraphBuilder({ ...graph, nodes: graph.nodes.filter(node => node !== pool) })
  const values = pooledValues(trunk)
  const change = b.node('Sub', [cellsOf(b, trunk), b.input(packedNames.baseCells, 'float32', ['one', values, 'cells'])])
  const select = b.input(packedNames.select, 'float32', ['runs', 'cells', 'windows'])
  const perWindow = b.node('Mul', [b.node('MatMul', [change, select]), b.input(packedNames.perCell, 'float32', [])])
  const pooled = b.node('Add', [perWindow, b.input(packedNames.basePooled, 'float32', ['one', values, 'one'])])
  const rows = b.node('Transpose', [pooled], { perm: ints([0, 2, 1]) })
  b.name(b.node('Reshape', [rows, b.vector([-1, ...pooledDims])]), pool.outputs[0])
  b.output(names.logits, model.logits)
  return writeGraph(b.build())
}

/** How many values the mean has for a clip. */
export function pooledValues({ pooledDims }: PooledTrunk): number {
  return pooledDims.reduce((product, size) => product * size, 1)
}

/** The model's graph with the tensor as its input. What else led there falls away when it is written. */
function graphFrom({ graph, input, shapes }: ExplainableModel, tensor: string): Graph {
  if (tensor === input) return graph
  const nodes = graph.nodes.filter(({ outputs }) => !outputs.includes(tensor))
  return { ...graph, nodes, inputs: [{ name: tensor, type: 'float32', dims: shapes.get(tensor) ?? null }] }
}

function cellsOf(b: GraphBuilder, trunk: PooledTrunk): string {
  const [input] = trunk.pool.inputs
  return b.node('Reshape', [input, b.concat([b.shape(input, 0, 1), b.vector([pooledValues(trunk), -1])])])
}
