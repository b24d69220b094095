import type { Matrix } from '#engine/base/matrix'
import type { GraphRunner } from '#engine/onnx/runner'
import { float32 } from '#engine/onnx/tensor'
import type { Cut } from './cuts'
import { inputDims, type ExplainableModel } from './explainable-model'
import { names } from './graph-names'
import type { Plane, Window } from './planes'
import { poolSizes, type PooledTrunk } from './pooled-trunk'
import { packedNames, pooledValues } from './write-packed-occlusion'

/** The clip as it is: where the trunk is cut, and before and after the mean. */
export interface OwnValues {
  readonly logits: Float32Array
  readonly cuts: readonly Pick<Plane, 'tensor' | 'dims' | 'values'>[]
  /** Of what the mean is taken over. */
  readonly rows: number
  readonly columns: number
  /** Pooled values of a clip. */
  readonly count: number
  /** Float32 [count x rows * columns] */
  readonly cells: Float32Array
  readonly pooled: Float32Array
}

/** @param runTrunk of the graph that writeTrunk wrote for these cuts */
export async function ownValues(
  model: ExplainableModel,
  trunk: PooledTrunk,
  cuts: readonly Cut[],
  runTrunk: GraphRunner,
  logMel: Matrix,
): Promise<OwnValues> {
  const { rows, columns } = poolSizes(model, trunk, logMel.cols)
  const outputs = await runTrunk({ [model.input]: float32([1, ...inputDims(model, logMel)], logMel.data) })
  const cells = outputs[packedNames.cells].data as Float32Array
  const [count, size] = [pooledValues(trunk), rows * columns]
  const pooled = Float32Array.from({ length: count }, (_, v) => {
    let sum = 0
    for (let cell = 0; cell < size; cell++) sum += cells[v * size + cell]
    return sum / size
  })
  const own = cuts.map(({ tensor }, index) => {
    const { dims, data } = outputs[packedNames.cut(index)]
    return { tensor, dims: dims.slice(1), values: data as Float32Array }
  })
  return { logits: outputs[names.logits].data as Float32Array, cuts: own, rows, columns, count, cells, pooled }
}

/** What the graph of writePackedOcclusion needs to tell the windows of its runs apart, `width` of them a run. */
export function poolingFeeds(
  { rows, columns, count, cells, pooled }: OwnValues,
  runs: readonly (readonly Window[])[],
  width: number,
): Parameters<GraphRunner>[0] {
  const size = rows * columns
  const select = new Float32Array(runs.length * size * width)
  runs.forEach((windows, r) =>
    windows.forEach((touched, w) => {
      for (let row = touched.rows.first; row <= touched.rows.last; row++) {
        for (let column = touched.columns.first; column <= touched.columns.last; column++) {
          select[(r * size + row * columns + column) * width + w] = 1
        }
      }
    }),
  )
  return {
    [packedNames.select]: float32([runs.length, size, width], select),
    [packedNames.baseCells]: float32([1, count, size], cells),
    [packedNames.basePooled]: float32([1, count, 1], pooled),
    [packedNames.perCell]: float32([], [1 / size]),
  }
}
