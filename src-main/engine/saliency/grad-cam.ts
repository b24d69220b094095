import { zeros, type Matrix } from '#engine/base/matrix'
import { float32 } from '#engine/onnx/tensor'
import type { Explained, GradientInput } from './gradients'
import { inputDims } from './explainable-model'
import { names } from './graph-names'

export interface GradCam extends Explained {
  /** The map at the layer's own resolution, before negative values are cut. */
  readonly coarse: Matrix
}

/**
 * Grad-CAM [selvaraju2017] at a layer: its channels weighted by their mean gradient, negative values cut, stretched to
 * the log-Mel by bilinear interpolation. `run` is of the graph that writeLayerGradientGraph wrote.
 */
export async function gradCam({ model, run, logMel, target }: GradientInput): Promise<GradCam> {
  const outputs = await run({
    [model.input]: float32([1, ...inputDims(model, logMel)], logMel.data),
    [names.target]: float32([1, target.length], target),
  })
  const activation = outputs[names.activation(0)]
  const [activations, slopes] = [activation.data as Float32Array, outputs[names.gradient(0)].data as Float32Array]
  const channels = activation.dims[1]
  const [rows, cols] = activation.dims.length === 4 ? activation.dims.slice(2) : [1, activation.dims[2]]
  const cells = rows * cols
  const coarse = zeros(rows, cols)
  for (let c = 0; c < channels; c++) {
    let weight = 0
    for (let i = 0; i < cells; i++) weight += slopes[c * cells + i]
    for (let i = 0; i < cells; i++) coarse.data[i] += (weight / cells) * activations[c * cells + i]
  }
  const positive = { ...coarse, data: coarse.data.map(value => Math.max(value, 0)) }
  return {
    map: stretched(positive, logMel.rows, logMel.cols),
    logits: outputs[names.logits].data as Float32Array,
    coarse,
  }
}

/** Bilinear interpolation with cell centres aligned, as image libraries do it (align_corners off). */
export function stretched(from: Matrix, rows: number, cols: number): Matrix {
  const to = zeros(rows, cols)
  for (let r = 0; r < rows; r++) {
    const y = along(r, rows, from.rows)
    for (let c = 0; c < cols; c++) {
      const x = along(c, cols, from.cols)
      const at = (row: number, col: number): number => from.data[row * from.cols + col]
      const top = at(y.low, x.low) * (1 - x.share) + at(y.low, x.high) * x.share
      const bottom = at(y.high, x.low) * (1 - x.share) + at(y.high, x.high) * x.share
      to.data[r * cols + c] = top * (1 - y.share) + bottom * y.share
    }
  }
  return to
}

function along(index: number, size: number, from: number): { low: number; high: number; share: number } {
  const position = Math.max(0, ((index + 0.5) * from) / size - 0.5)
  const low = Math.min(Math.floor(position), from - 1)
  return { low, high: Math.min(low + 1, from - 1), share: position - low }
}
