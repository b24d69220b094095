import type { Matrix } from '#engine/base/matrix'
import { float32 } from '#engine/onnx/tensor'
import type { GraphRunner } from '#engine/onnx/runner'
import { inputDims, type ExplainableModel } from './explainable-model'
import { names } from './graph-names'
import type { SaliencyMap } from './saliency'

/** What the gradient methods share: a runner of the graph that writeGradientGraph wrote for the model. */
export interface GradientInput {
  readonly model: ExplainableModel
  readonly run: GraphRunner
  readonly logMel: Matrix
  /** Weight of each label, e.g. one-hot. */
  readonly target: Float32Array
  readonly onProgress?: (share: number) => void
}

export interface Explained {
  readonly map: SaliencyMap
  readonly logits: Float32Array
}

/** Simonyan's saliency: the derivative of the target by each bin, with its sign. [simonyan2014] */
export async function gradient(input: GradientInput): Promise<Explained> {
  const [{ gradients, logits }] = await gradientsAt(input, [input.logMel.data])
  return { map: { ...input.logMel, data: gradients }, logits }
}

/** Gradient times input [shrikumar2017]: the derivative's share of what the bin holds, against an input of zero. */
export async function gradTimesInput(input: GradientInput): Promise<Explained> {
  const { map, logits } = await gradient(input)
  return { map: { ...map, data: map.data.map((g, i) => g * input.logMel.data[i]) }, logits }
}

/** Derivatives at several inputs of one shape, a few per call to keep memory low. */
export async function gradientsAt(
  { model, run, logMel, target, onProgress }: GradientInput,
  points: readonly Float32Array[],
): Promise<{ gradients: Float32Array; logits: Float32Array }[]> {
  const size = logMel.data.length
  const perCall = model.isSingle ? 1 : Math.max(1, Math.floor(BINS_PER_CALL / size))
  const results: { gradients: Float32Array; logits: Float32Array }[] = []
  for (let first = 0; first < points.length; first += perCall) {
    const chunk = points.slice(first, first + perCall)
    const batch = new Float32Array(chunk.length * size)
    const targets = new Float32Array(chunk.length * target.length)
    chunk.forEach((point, i) => {
      batch.set(point, i * size)
      targets.set(target, i * target.length)
    })
    const outputs = await run({
      [model.input]: float32([chunk.length, ...inputDims(model, logMel)], batch),
      [names.target]: float32([chunk.length, target.length], targets),
    })
    const [gradients, logits] = [outputs[names.map].data as Float32Array, outputs[names.logits].data as Float32Array]
    chunk.forEach((_, i) =>
      results.push({
        gradients: gradients.slice(i * size, (i + 1) * size),
        logits: logits.slice(i * target.length, (i + 1) * target.length),
      }),
    )
    onProgress?.((first + chunk.length) / points.length)
  }
  return results
}

const BINS_PER_CALL = 1 << 17
