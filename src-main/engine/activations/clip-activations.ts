import { CueScopeError } from '#engine/base/errors'
import type { Matrix } from '#engine/base/matrix'
import { float32 } from '#engine/onnx/tensor'
import { inputDims } from '#engine/saliency/explainable-model'
import type { Subject } from '#engine/saliency/subject'
import { penultimateLayer, writePenultimateGraph } from './penultimate-layer'

/** Numbers a clip that are kept: two bytes each, and a map of them is drawn from a matrix of so many squared. */
const MOST_NUMBERS = 2048

export interface ClipActivations {
  /** Tensor of the layer. */
  readonly layer: string
  /** Averaged over all axes but the channels'. Float32 [channels] */
  readonly values: Float32Array
}

/** What the model makes of a clip right before its last layer. @param input normalised log-Mel [mels x frames] */
export async function clipActivations(subject: Subject, input: Matrix): Promise<ClipActivations> {
  const graph = subject.prepared
  if (graph instanceof CueScopeError) throw graph
  const { tensor, channelAxis } = penultimateLayer(graph)
  const run = await subject.graph('activations', () => writePenultimateGraph(graph))
  const { [tensor]: output } = await run({
    [graph.inputs[0].name]: float32([1, ...inputDims({ graph }, input)], input.data),
  })
  const channels = channelAxis === 'second' ? output.dims[1] : output.dims[output.dims.length - 1]
  if (channels > MOST_NUMBERS) {
    const why = `The model’s last layer reads ${channels} numbers a clip; a map of clips can be drawn from ${MOST_NUMBERS} at most.`
    throw new CueScopeError('too-large', why, { channels })
  }
  const values = channelMeans(output.data as Float32Array, channels, channelAxis)
  if (!values.every(Number.isFinite))
    throw new CueScopeError('non-finite-output', `The activations of the clip in "${tensor}" are not all finite.`)
  return { layer: tensor, values }
}

function channelMeans(data: Float32Array, channels: number, axis: 'second' | 'last'): Float32Array {
  const places = data.length / channels
  const sums = new Float64Array(channels)
  for (let i = 0; i < data.length; i++) sums[axis === 'last' ? i % channels : Math.floor(i / places)] += data[i]
  return Float32Array.from(sums, sum => sum / places)
}
