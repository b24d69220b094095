import { ints } from '#engine/onnx/graph'
import { GraphBuilder } from '#engine/onnx/graph-builder'
import { writeGraph } from '#engine/onnx/write-graph'
import type { ExplainableModel } from './explainable-model'
import { names } from './graph-names'
import type { PooledTrunk } from './pooled-trunk'

/** Inputs and outputs of the graph of packed occlusion beside the model's own input [runs x ...]. */
export const packedNames = {
  /** 1 where a column belongs to a window: float32 [runs x columns x windows]. */
  select: 'cuescope/select',
  /** Column sums of the clip as it is: float32 [1 x pooled values x columns]. */
  baseColumns: 'cuescope/base-columns',
  /** The mean of the clip as it is: float32 [1 x pooled values x 1]. */
  basePooled: 'cuescope/base-pooled',
  /** 1 / number of cells in the mean: float32 []. */
  perCell: 'cuescope/per-cell',
  columns: 'cuescope/columns',
} as const

/**
 * The trunk as it is; then, for each window, what its columns' sums changed by is added to the clip's own mean, and the
 * tail makes logits of that: [runs * windows x labels]. With zeros as the clip's own and all columns selected, the same
 * graph gives the clip's own logits and column sums.
 */
export function writePackedOcclusion(
  model: ExplainableModel,
  { pool, axes, pooledDims }: PooledTrunk,
): Uint8Array<ArrayBuffer> {
  const b = new GraphBuilder({ ...model.graph, nodes: model.graph.nodes.filter(node => node !== pool) })
  const values = pooledDims.reduce((product, size) => product * size, 1)
  const others = axes.slice(0, -1)
  const summed = others.length > 0 ? b.reduceSum(pool.inputs[0], others, false) : pool.inputs[0]
  // [runs x pooled values x columns]
  const columns = b.node('Reshape', [summed, b.concat([b.vector([-1, values]), b.shape(pool.inputs[0], axes.at(-1))])])
  const change = b.node('Sub', [columns, b.input(packedNames.baseColumns, 'float32', ['one', values, 'columns'])])
  const select = b.input(packedNames.select, 'float32', ['runs', 'columns', 'windows'])
  const perWindow = b.node('Mul', [b.node('MatMul', [change, select]), b.input(packedNames.perCell, 'float32', [])])
  const pooled = b.node('Add', [perWindow, b.input(packedNames.basePooled, 'float32', ['one', values, 'one'])])
  const rows = b.node('Transpose', [pooled], { perm: ints([0, 2, 1]) })
  b.name(b.node('Reshape', [rows, b.vector([-1, ...pooledDims])]), pool.outputs[0])
  b.output(names.logits, model.logits)
  b.output(packedNames.columns, columns)
  return writeGraph(b.build())
}
