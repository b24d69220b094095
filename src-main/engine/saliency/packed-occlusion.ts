/**
 * Occlusion, exact and fast: many windows share one run of the model.
 *
 * A convolutional trunk looks at a bounded stretch of time, so an occluded window changes a few columns of its output
 * only. Where the model averages over time afterwards, the logits of a window follow from the clip's own mean and the
 * change of those columns' sums; windows that touch no common column are therefore occluded in one run together. The
 * result is that of running the model for each window, up to rounding.
 *
 * Conventions: patches as in patches.ts; the replacement is a whole log-Mel from which covered bins are copied.
 * References: [zeiler2014]; a refinement of the incremental inference of [nakandala2019].
 */
import type { Matrix } from '#engine/base/matrix'
import type { GraphRunner } from '#engine/onnx/runner'
import { float32 } from '#engine/onnx/tensor'
import type { ExplainableModel } from './explainable-model'
import { names } from './graph-names'
import { coverPatch, type Patch } from './patches'
import { packWindows } from './pack-windows'
import { poolSizes, type PooledTrunk } from './pooled-trunk'
import { columnsTouched } from './time-reach'
import { packedNames } from './write-packed-occlusion'

/** Bins of log-Mel in one call of the runtime: larger gains nothing on a CPU, and memory grows with it. */
const BINS_PER_CALL = 1 << 17

export interface PackedOcclusionInput {
  readonly model: ExplainableModel
  readonly trunk: PooledTrunk
  /** Of the graph that writePackedOcclusion wrote for the two. */
  readonly run: GraphRunner
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
  const { model, trunk, logMel } = input
  const { columns, cells } = poolSizes(model, trunk, logMel.cols)
  const clip = await ownColumns(input, columns, cells)
  // A window that touches no column leaves the logits as they are.
  const occluded = patches.map(() => clip.logits)
  const windows = patches.map((patch, index) => ({
    patch,
    index,
    ...columnsTouched(trunk.reach, patch.frame, patch.frameEnd, columns),
  }))
  const runs = packWindows(windows)
  const runsPerCall = Math.max(1, Math.floor(BINS_PER_CALL / logMel.data.length))
  for (let first = 0; first < runs.length && !input.isCancelled?.(); first += runsPerCall) {
    const chunk = runs.slice(first, first + runsPerCall)
    const width = Math.max(...chunk.map(run => run.length))
    const batch = new Float32Array(chunk.length * logMel.data.length)
    const select = new Float32Array(chunk.length * columns * width)
    chunk.forEach((run, r) => {
      batch.set(logMel.data, r * logMel.data.length)
      run.forEach(({ patch, first: from, last }, w) => {
        coverPatch(batch, r * logMel.data.length, patch, input.replacement)
        for (let column = from; column <= last; column++) select[(r * columns + column) * width + w] = 1
      })
    })
    const outputs = await input.run({
      [model.input]: float32([chunk.length, ...inputDims(model, logMel)], batch),
      [packedNames.select]: float32([chunk.length, columns, width], select),
      [packedNames.baseColumns]: float32([1, clip.values, columns], clip.columnSums),
      [packedNames.basePooled]: float32([1, clip.values, 1], clip.pooled),
      [packedNames.perCell]: float32([], [1 / cells]),
    })
    const logits = outputs[names.logits].data as Float32Array
    chunk.forEach((run, r) =>
      run.forEach(({ index }, w) => {
        const row = (r * width + w) * model.labelCount
        occluded[index] = logits.slice(row, row + model.labelCount)
      }),
    )
    input.onProgress?.(Math.min(1, (first + chunk.length) / runs.length))
  }
  return { base: clip.logits, occluded }
}

interface ClipColumns {
  readonly logits: Float32Array
  readonly columnSums: Float32Array
  readonly pooled: Float32Array
  /** Pooled values of a clip. */
  readonly values: number
}

async function ownColumns(
  { model, trunk, run, logMel }: PackedOcclusionInput,
  columns: number,
  cells: number,
): Promise<ClipColumns> {
  const values = trunk.pooledDims.reduce((product, size) => product * size, 1)
  const outputs = await run({
    [model.input]: float32([1, ...inputDims(model, logMel)], logMel.data),
    [packedNames.select]: float32([1, columns, 1], new Float32Array(columns).fill(1)),
    [packedNames.baseColumns]: float32([1, values, columns], new Float32Array(values * columns)),
    [packedNames.basePooled]: float32([1, values, 1], new Float32Array(values)),
    [packedNames.perCell]: float32([], [1 / cells]),
  })
  const columnSums = outputs[packedNames.columns].data as Float32Array
  const pooled = Float32Array.from({ length: values }, (_, v) => {
    let sum = 0
    for (let column = 0; column < columns; column++) sum += columnSums[v * columns + column]
    return sum / cells
  })
  return { logits: outputs[names.logits].data as Float32Array, columnSums, pooled, values }
}

/** The model's input without the clips' axis: [1, mels, frames], or [mels, frames] for one without channels. */
export function inputDims(model: ExplainableModel, logMel: Matrix): number[] {
  const rank = model.graph.inputs[0].dims?.length ?? 4
  return rank === 3 ? [logMel.rows, logMel.cols] : [1, logMel.rows, logMel.cols]
}
