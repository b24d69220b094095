import { CueScopeError } from '#engine/base/errors'
import { intsOf, type GraphNode } from '#engine/onnx/graph'
import { inferShapes, normalAxis, type Dims } from '#engine/onnx/infer-shapes'
import { reachedFrom } from '#engine/onnx/walk'
import type { ExplainableModel } from './explainable-model'
import { constantInts, timeReaches, type TimeReach } from './time-reach'

/** A model as trunk, one mean over time, and tail: everything the logits know of the clip goes through that mean. */
export interface PooledTrunk {
  readonly pool: GraphNode
  /** Axes of the pool's input that it averages over; time, the last, is one of them. */
  readonly axes: readonly number[]
  /** Sizes of the pool's output after the clips' axis. */
  readonly pooledDims: readonly number[]
  readonly reach: TimeReach
}

/** Null: the model isn't built that way, and occlusion has to run it whole for every window. */
export function findPooledTrunk(model: ExplainableModel): PooledTrunk | null {
  const reaches = timeReaches(model)
  for (const pool of model.graph.nodes) {
    const reach = reaches.get(pool.inputs[0])
    const axes = averagedAxes(model, pool)
    const pooledDims = model.shapes.get(pool.outputs[0])?.slice(1)
    if (!reach || !axes || !pooledDims || !isFixed(pooledDims) || !isOnlyWay(model, pool)) continue
    return { pool, axes, pooledDims, reach }
  }
  return null
}

/** Sizes of the pool's input for a clip of so many frames: number of columns, and of cells in the mean. */
export function poolSizes(
  model: ExplainableModel,
  { pool, axes }: PooledTrunk,
  frames: number,
): { columns: number; cells: number } {
  const [input] = model.graph.inputs
  const fixed = {
    ...input,
    dims: (input.dims ?? []).map((size, axis, all) => (axis === all.length - 1 ? frames : size)),
  }
  const dims = inferShapes({ ...model.graph, inputs: [fixed] }).get(pool.inputs[0]) ?? []
  const sizes: Dims = axes.map(axis => dims[axis])
  if (!isFixed(sizes)) throw new Error(`sizes before ${pool.outputs[0]} are not known for ${frames} frames`)
  if (sizes.some(size => size < 1)) {
    throw new CueScopeError(
      'too-short',
      `The clip has ${frames} frames, too few for this model: nothing would be left to average.`,
      { frames },
    )
  }
  return { columns: sizes.at(-1)!, cells: sizes.reduce((product, size) => product * size, 1) }
}

function averagedAxes({ shapes, graph }: ExplainableModel, node: GraphNode): number[] | null {
  const rank = shapes.get(node.inputs[0])?.length ?? 0
  if (node.op === 'GlobalAveragePool') return Array.from({ length: rank - 2 }, (_, i) => i + 2)
  if (node.op !== 'ReduceMean') return null
  const axes = (intsOf(node, 'axes') ?? constantInts(graph, node.inputs[1]))
    ?.map(axis => normalAxis(axis, rank))
    .sort((a, b) => a - b)
  return axes && axes.at(-1) === rank - 1 && !axes.includes(0) ? axes : null
}

function isOnlyWay(model: ExplainableModel, pool: GraphNode): boolean {
  const rest = { nodes: model.graph.nodes.filter(node => node !== pool) }
  return !reachedFrom(rest, [model.input]).has(model.logits)
}

function isFixed(dims: Dims): dims is readonly number[] {
  return dims.every(size => size !== null)
}
