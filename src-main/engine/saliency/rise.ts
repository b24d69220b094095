import type { Matrix } from '#engine/base/matrix'
import { createRandom } from '#engine/stats/random'
import type { Explained } from './gradients'
import type { Forward } from './saliency'

export interface RiseInput {
  readonly forward: Forward
  readonly logMel: Matrix
  readonly replacement: Matrix
  /** What is averaged, of a row of logits. */
  readonly score: (logits: Float32Array) => number
  /** @default 2000 */
  readonly masks?: number
  /** Cells of the coarse grid, mel by time; the finer the grid, the more masks it takes. @default [8, 12] */
  readonly grid?: readonly [mels: number, frames: number]
  /** Share of the cells that stay. @default 0.5 */
  readonly keep?: number
  /** @default 1 */
  readonly seed?: number
  readonly onProgress?: (share: number) => void
  readonly isCancelled?: () => boolean
}

const BINS_PER_CALL = 1 << 17

/**
 * RISE [petsiuk2018], centred: how much higher the score is expected to be where a bin is seen than over all masks,
 * cov(score, mask) / keep. The mean of the masks weighted by their scores alone, as published, is that plus the mean
 * score in every bin: it has no zero, so that nothing could be said to speak against the label, and shares of the
 * relevance would come out as shares of the area.
 */
export async function rise(input: RiseInput): Promise<Explained> {
  const { forward, logMel, replacement, score, masks = 2000, grid = [8, 12], keep = 0.5, seed = 1 } = input
  const { rows, cols, data } = logMel
  const random = createRandom(seed)
  const weighted = new Float64Array(data.length)
  const shown = new Float64Array(data.length)
  let scores = 0
  const perCall = Math.max(1, Math.floor(BINS_PER_CALL / data.length))
  let done = 0
  while (done < masks && !input.isCancelled?.()) {
    const count = Math.min(perCall, masks - done)
    const drawn = Array.from({ length: count }, () => smoothMask(rows, cols, grid, keep, random.uniform))
    const batch = new Float32Array(count * data.length)
    drawn.forEach((mask, k) => {
      for (let i = 0; i < mask.length; i++)
        batch[k * data.length + i] = mask[i] * data[i] + (1 - mask[i]) * replacement.data[i]
    })
    const logits = await forward(batch, count, rows, cols)
    const labels = logits.length / count
    drawn.forEach((mask, k) => {
      const weight = score(logits.subarray(k * labels, (k + 1) * labels))
      scores += weight
      for (let i = 0; i < mask.length; i++) {
        weighted[i] += weight * mask[i]
        shown[i] += mask[i]
      }
    })
    done += count
    input.onProgress?.(done / masks)
  }
  const count = Math.max(done, 1)
  const scale = 1 / (count * keep)
  return {
    map: { ...logMel, data: Float32Array.from(weighted, (sum, i) => (sum - (scores / count) * shown[i]) * scale) },
    logits: await forward(data, 1, rows, cols),
  }
}

/** A grid of zeros and ones, one cell larger than the clip, stretched bilinearly and shifted by up to a cell. */
function smoothMask(
  rows: number,
  cols: number,
  [gridRows, gridCols]: readonly [number, number],
  keep: number,
  uniform: () => number,
): Float32Array {
  const [cellRows, cellCols] = [Math.ceil(rows / gridRows), Math.ceil(cols / gridCols)]
  const cells = Float32Array.from({ length: (gridRows + 2) * (gridCols + 2) }, () => (uniform() < keep ? 1 : 0))
  const [shiftRow, shiftCol] = [uniform(), uniform()]
  const mask = new Float32Array(rows * cols)
  for (let r = 0; r < rows; r++) {
    const y = r / cellRows + shiftRow
    const row = Math.floor(y)
    for (let c = 0; c < cols; c++) {
      const x = c / cellCols + shiftCol
      const col = Math.floor(x)
      const at = row * (gridCols + 2) + col
      const top = cells[at] * (1 - x + col) + cells[at + 1] * (x - col)
      const bottom = cells[at + gridCols + 2] * (1 - x + col) + cells[at + gridCols + 3] * (x - col)
      mask[r * cols + c] = top * (1 - y + row) + bottom * (y - row)
    }
  }
  return mask
}
