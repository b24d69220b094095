import { CueScopeError } from '#engine/base/errors'
import { intsOf, type GraphNode } from '#engine/onnx/graph'
import { inferShapes, normalAxis, type Dims } from '#engine/onnx/infer-shapes'
import { reachedFrom } from '#engine/onnx/walk'
import type { ExplainableModel } from './explainable-model'
import { constantInts, reachesAlong, type Reach } from './reach'

/** A model as trunk, one mean over time, and tail: everything the logits know of the clip goes through that mean. */
export interface PooledTrunk {
  readonly pool: GraphNode
  /** The last axes of the pool's input, which it averages over; time is the last of them. */
  readonly axes: readonly number[]
  /** Sizes of the pool's output after the clips' axis. */
  readonly pooledDims: readonly number[]
  readonly time: Reach
  /** null: every row may depend on every mel band. */
  readonly mel: Reach | null
}

/** Null: the model isn't built that way, and occlusion has to run it whole for every window. */
export function findPooledTrunk(model: ExplainableModel): PooledTrunk | null {
  if (model.isSingle) return null
  const alongTime = reachesAlong(model, 'time')
  const alongMel = reachesAlong(model, 'mel')
  for (const pool of model.graph.nodes) {
    const [input] = pool.inputs
    const time = alongTime.get(input)
    const axes = averagedAxes(model, pool)
    const pooledDims = model.shapes.get(pool.outputs[0])?.slice(1)
    if (!time || !axes || !pooledDims || !isFixed(pooledDims) || !isOnlyWay(model, pool.outputs[0])) continue
    return { pool, axes, pooledDims, time, mel: axes.length === 2 ? (alongMel.get(input) ?? null) : null }
  }
  return null
}

/** Rows and columns that the mean is taken over, for a clip of so many frames. */
export function poolSizes(
  model: ExplainableModel,
  { pool, axes }: PooledTrunk,
  frames: number,
): { rows: number; columns: number } {
  const shape = shapesAt(model, frames).get(pool.inputs[0]) ?? []
  const sizes: Dims = axes.map(axis => shape[axis])
  if (!isFixed(sizes)) throw new Error(`sizes before ${pool.outputs[0]} are not known for ${frames} frames`)
  if (sizes.some(size => size < 1)) {
    const why = `The clip has ${frames} frames, too few for this model: nothing would be left to average.`
    throw new CueScopeError('too-short', why, { frames })
  }
  return { rows: sizes.slice(0, -1).reduce((product, size) => product * size, 1), columns: sizes.at(-1)! }
}

/** Sizes of every tensor for a clip of so many frames, as far as they can be known. */
export function shapesAt({ graph }: ExplainableModel, frames: number): ReadonlyMap<string, Dims> {
  const [input] = graph.inputs
  const dims = (input.dims ?? []).map((size, axis, all) => (axis === all.length - 1 ? frames : size))
  return inferShapes({ ...graph, inputs: [{ ...input, dims }] })
}

/** Everything the logits know of the clip goes through this tensor. */
export function isOnlyWay(model: ExplainableModel, tensor: string): boolean {
  if (tensor === model.input) return true
  const nodes = model.graph.nodes.map(node => ({ ...node, outputs: node.outputs.filter(output => output !== tensor) }))
  return !reachedFrom({ nodes }, [model.input]).has(model.logits)
}

function averagedAxes({ shapes, graph }: ExplainableModel, node: GraphNode): number[] | null {
  const rank = shapes.get(node.inputs[0])?.length ?? 0
  if (node.op === 'GlobalAveragePool') return Array.from({ length: rank - 2 }, (_, i) => i + 2)
  if (node.op !== 'ReduceMean') return null
  const given = intsOf(node, 'axes') ?? constantInts(graph, node.inputs[1])
  const axes = given?.map(axis => normalAxis(axis, rank)).sort((a, b) => a - b)
  const areLast = axes?.every((axis, i) => axis === rank - axes.length + i)
  return axes && areLast && axes.length > 0 && axes.length < rank ? axes : null
}

function isFixed(dims: Dims): dims is readonly number[] {
  return dims.every(size => size !== null && size !== undefined)
}
