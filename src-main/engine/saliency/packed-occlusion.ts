/**
 * Occlusion, exact and fast: many windows share one run of the model.
 *
 * A convolutional trunk looks at a bounded stretch of time and mel, so an occluded window changes a few cells of its
 * output only. Where the model averages over time afterwards, the logits of a window follow from the clip's own mean and
 * the change of those cells; windows that touch no common cell are therefore occluded in one run together. The result is
 * that of running the model for each window, up to rounding.
 *
 * Conventions: patches as in patches.ts; the replacement is a whole log-Mel from which covered bins are copied.
 * References: [zeiler2014]; a refinement of the incremental inference of [nakandala2019].
 */
import type { Matrix } from '#engine/base/matrix'
import type { GraphRunner } from '#engine/onnx/runner'
import { float32 } from '#engine/onnx/tensor'
import { inputDims, type ExplainableModel } from './explainable-model'
import { names } from './graph-names'
import { coverPatch, type Patch } from './patches'
import { packWindows, type TouchedCells } from './pack-windows'
import { poolSizes, type PooledTrunk } from './pooled-trunk'
import { placesTouched } from './reach'
import { packedNames, pooledValues } from './write-packed-occlusion'

/** Bins of log-Mel in one call of the runtime: larger gains nothing on a CPU, and memory grows with it. */
const BINS_PER_CALL = 1 << 17

export interface PackedOcclusionInput {
  readonly model: ExplainableModel
  readonly trunk: PooledTrunk
  /** Of the graphs that writeTrunk and writePackedOcclusion wrote for the two. */
  readonly runTrunk: GraphRunner
  readonly runPacked: GraphRunner
  readonly logMel: Matrix
  readonly replacement: Matrix
  readonly onProgress?: (share: number) => void
  /** Asked between calls: true ends the work with what is known so far. */
  readonly isCancelled?: () => boolean
}

export interface OccludedLogits {
  /** Of the clip as it is. */
  readonly base: Float32Array
  /** Of each patch, in the order given. */
  readonly occluded: readonly Float32Array[]
}

export async function packedLogits(input: PackedOcclusionInput, patches: readonly Patch[]): Promise<OccludedLogits> {
  const { model, logMel } = input
  const clip = await ownCells(input)
  // A window that touches no cell leaves the logits as they are.
  const occluded = patches.map(() => clip.logits)
  const runs = packWindows(patches.map((patch, index) => ({ patch, index, ...touchedCells(input.trunk, patch, clip) })))
  const runsPerCall = Math.max(1, Math.floor(BINS_PER_CALL / logMel.data.length))
  for (let first = 0; first < runs.length && !input.isCancelled?.(); first += runsPerCall) {
    const chunk = runs.slice(first, first + runsPerCall)
    const width = Math.max(...chunk.map(run => run.length))
    const logits = await occludeTogether(input, clip, chunk, width)
    chunk.forEach((run, r) =>
      run.forEach(({ index }, w) => {
        const row = (r * width + w) * model.labelCount
        occluded[index] = logits.slice(row, row + model.labelCount)
      }),
    )
    input.onProgress?.((first + chunk.length) / runs.length)
  }
  return { base: clip.logits, occluded }
}

interface Window extends TouchedCells {
  readonly patch: Patch
  readonly index: number
}

/** Logits of every window of the runs, [runs * width x labels]; a run with fewer windows has rows to spare. */
async function occludeTogether(
  { model, runPacked, logMel, replacement }: PackedOcclusionInput,
  clip: ClipCells,
  runs: readonly (readonly Window[])[],
  width: number,
): Promise<Float32Array> {
  const size = logMel.data.length
  const cells = clip.rows * clip.columns
  const batch = new Float32Array(runs.length * size)
  const select = new Float32Array(runs.length * cells * width)
  runs.forEach((windows, r) => {
    batch.set(logMel.data, r * size)
    windows.forEach(({ patch, rows, columns }, w) => {
      coverPatch(batch, r * size, patch, replacement)
      for (let row = rows.first; row <= rows.last; row++) {
        for (let column = columns.first; column <= columns.last; column++) {
          select[(r * cells + row * clip.columns + column) * width + w] = 1
        }
      }
    })
  })
  const outputs = await runPacked({
    [model.input]: float32([runs.length, ...inputDims(model, logMel)], batch),
    [packedNames.select]: float32([runs.length, cells, width], select),
    [packedNames.baseCells]: float32([1, clip.values, cells], clip.cells),
    [packedNames.basePooled]: float32([1, clip.values, 1], clip.pooled),
    [packedNames.perCell]: float32([], [1 / cells]),
  })
  return outputs[names.logits].data as Float32Array
}

function touchedCells(trunk: PooledTrunk, patch: Patch, { rows, columns }: ClipCells): TouchedCells {
  return {
    rows: trunk.mel ? placesTouched(trunk.mel, patch.mel, patch.melEnd, rows) : { first: 0, last: rows - 1 },
    columns: placesTouched(trunk.time, patch.frame, patch.frameEnd, columns),
  }
}

/** The clip as it is, before and after the mean. */
interface ClipCells {
  readonly logits: Float32Array
  readonly rows: number
  readonly columns: number
  /** Pooled values of a clip. */
  readonly values: number
  /** Float32 [values x rows * columns] */
  readonly cells: Float32Array
  readonly pooled: Float32Array
}

async function ownCells({ model, trunk, runTrunk, logMel }: PackedOcclusionInput): Promise<ClipCells> {
  const { rows, columns } = poolSizes(model, trunk, logMel.cols)
  const outputs = await runTrunk({ [model.input]: float32([1, ...inputDims(model, logMel)], logMel.data) })
  const cells = outputs[packedNames.cells].data as Float32Array
  const [values, count] = [pooledValues(trunk), rows * columns]
  const pooled = Float32Array.from({ length: values }, (_, v) => {
    let sum = 0
    for (let cell = 0; cell < count; cell++) sum += cells[v * count + cell]
    return sum / count
  })
  return { logits: outputs[names.logits].data as Float32Array, rows, columns, values, cells, pooled }
}
