import type { GraphNode } from '#engine/onnx/graph'
import type { Dims } from '#engine/onnx/infer-shapes'
import { neededFor } from '#engine/onnx/walk'
import type { ExplainableModel } from './explainable-model'
import type { TouchedCells } from './pack-windows'
import type { Patch } from './patches'
import { isOnlyWay, poolSizes, shapesAt, type PooledTrunk } from './pooled-trunk'
import { placesTouched, reachesAlong, type Reach } from './reach'

/**
 * A tensor that all of the clip passes through on its way to the mean. A window changes a rectangle of its rows and
 * columns only.
 */
export interface Cut {
  readonly tensor: string
  readonly time: Reach
  /** null: every row may depend on every mel band. */
  readonly mel: Reach | null
}

export interface PlaneSize {
  readonly rows: number
  readonly columns: number
}

/** The cells that can change when the patch does. */
export function touchedCells({ time, mel }: Omit<Cut, 'tensor'>, patch: Patch, size: PlaneSize): TouchedCells {
  return {
    rows: mel ? placesTouched(mel, patch.mel, patch.melEnd, size.rows) : { first: 0, last: size.rows - 1 },
    columns: placesTouched(time, patch.frame, patch.frameEnd, size.columns),
  }
}

/** The model's input itself. */
const unmoved: Reach = { step: 1, first: 0, last: 0 }
/** Each stage is a graph of its own, to be written and opened. */
const MOST_CUTS = 4
/** What carrying a value over a cut takes, in multiplications of a convolution. */
const CARRYING = 150

/**
 * Where to cut the trunk so that occluding these patches costs least, front to back. Early layers see little of the clip
 * at once, so a run of theirs serves many windows; but what they make must be carried over to the layers behind.
 */
export function chooseCuts(
  model: ExplainableModel,
  trunk: PooledTrunk,
  patches: readonly Patch[],
  frames: number,
): readonly Cut[] {
  const places = placesOf(model, trunk, patches, frames)
  // The cheapest way to each place: the clip comes first, the mean last.
  let ways = places.map(place => ({ cost: costBetween(places[0], place), cuts: [] as readonly Cut[] }))
  for (let count = 1; count <= MOST_CUTS; count++) {
    ways = places.map((place, i) => {
      let best = ways[i]
      for (let j = 1; j < i; j++) {
        const cost = ways[j].cost + costBetween(places[j], place)
        if (cost < best.cost) best = { cost, cuts: [...ways[j].cuts, places[j].cut] }
      }
      return best
    })
  }
  return ways.at(-1)!.cuts
}

interface Place {
  readonly cut: Cut
  /** Values of the tensor in one run. */
  readonly values: number
  /** So many runs take all windows if each is filled. */
  readonly runs: number
  /** Multiplications up to it in one run. */
  readonly work: number
}

function costBetween(from: Place, to: Place): number {
  return to.runs * (to.work - from.work + CARRYING * from.values)
}

function placesOf(
  model: ExplainableModel,
  trunk: PooledTrunk,
  patches: readonly Patch[],
  frames: number,
): readonly Place[] {
  const shapes = shapesAt(model, frames)
  const place = (cut: Cut, size: PlaneSize): Place => {
    const touched = patches.reduce((sum, patch) => sum + cellCount(touchedCells(cut, patch, size)), 0)
    const runs = Math.max(1, touched / (size.rows * size.columns))
    return { cut, values: valueCount(shapes.get(cut.tensor)), runs, work: workUpTo(cut.tensor, model, shapes) }
  }
  const input = { tensor: model.input, time: unmoved, mel: unmoved }
  const cuts = [input, ...possibleCuts(model, trunk, frames)]
  const end = { tensor: trunk.pool.inputs[0], time: trunk.time, mel: trunk.mel }
  return [
    ...cuts.map(cut => place(cut, planeSize(shapes.get(cut.tensor))!)),
    place(end, poolSizes(model, trunk, frames)),
  ]
}

/** Every tensor at which the trunk can be cut, front to back. */
export function possibleCuts(model: ExplainableModel, { pool }: PooledTrunk, frames: number): Cut[] {
  const shapes = shapesAt(model, frames)
  const [alongTime, alongMel] = [reachesAlong(model, 'time'), reachesAlong(model, 'mel')]
  const tensors = model.graph.nodes.map(({ outputs }) => outputs[0])
  const inTrunk = tensors.slice(0, tensors.indexOf(pool.inputs[0]))
  return inTrunk.flatMap(tensor => {
    const [time, mel] = [alongTime.get(tensor), alongMel.get(tensor)]
    return time && mel && planeSize(shapes.get(tensor)) && isOnlyWay(model, tensor) ? [{ tensor, time, mel }] : []
  })
}

/** Of [clips x mels x frames] or [clips x channels x rows x columns]; null: it is not known. */
function planeSize(dims: Dims | undefined): PlaneSize | null {
  if (dims === undefined || dims.length < 3 || dims.length > 4 || dims.slice(1).includes(null)) return null
  const [rows, columns] = dims.slice(-2) as number[]
  return { rows, columns }
}

export function cellCount({ rows, columns }: TouchedCells): number {
  return Math.max(0, rows.last - rows.first + 1) * Math.max(0, columns.last - columns.first + 1)
}

function valueCount(dims: Dims = []): number {
  return dims.slice(1).reduce<number>((product, size) => product * (size ?? 1), 1)
}

function workUpTo(tensor: string, { graph }: ExplainableModel, shapes: ReadonlyMap<string, Dims>): number {
  const needed = neededFor(graph, [tensor])
  const made = graph.nodes.filter(({ outputs }) => needed.has(outputs[0]))
  return made.reduce((sum, node) => sum + valueCount(shapes.get(node.outputs[0])) * workPerValue(node, shapes), 0)
}

function workPerValue({ op, inputs }: GraphNode, shapes: ReadonlyMap<string, Dims>): number {
  return op === 'Conv' ? valueCount(shapes.get(inputs[1])) : 1
}
