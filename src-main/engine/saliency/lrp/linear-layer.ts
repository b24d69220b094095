import { CueScopeError } from '#engine/base/errors'
import { floatOf, int, intOf, ints, type GraphNode } from '#engine/onnx/graph'
import type { GraphBuilder } from '#engine/onnx/graph-builder'
import { float32, sizeOf, type Tensor } from '#engine/onnx/tensor'
import { geometryOf, type WindowGeometry } from '#engine/onnx/window-geometry'
import type { ExplainableModel } from '#engine/saliency/explainable-model'
import type { ParameterPart } from './rule'
import { transposedWindows } from './transposed-windows'

/** A Conv, Gemm or MatMul by what the rules need of it: itself and its transpose, with other parameters. */
export interface LinearLayer {
  readonly node: GraphNode
  readonly input: string
  readonly output: string
  /** Conv only; null for dense layers. */
  readonly windows: WindowGeometry | null
  /** Inputs per group. */
  readonly channelsIn: number
  apply(x: string, weight: ParameterPart, bias: ParameterPart | null): string
  /** From a tensor of the output's shape to one of the input's shape. */
  transpose(s: string, weight: ParameterPart): string
  /** The weights of each output channel in one row: [outputs x inputs * taps]. */
  rows(weight: ParameterPart): string
}

export function linearLayer(b: GraphBuilder, model: ExplainableModel, node: GraphNode): LinearLayer {
  return node.op === 'Conv' ? convolution(b, model, node) : dense(b, model, node)
}

function convolution(b: GraphBuilder, model: ExplainableModel, node: GraphNode): LinearLayer {
  const [input, weightName, biasName] = node.inputs
  const weights = parameters(b, model, node, weightName)
  const biases = biasName ? parameters(b, model, node, biasName) : null
  const { dims } = weights.tensor
  const windows = geometryOf(node, dims.slice(2), (model.shapes.get(input) ?? []).slice(2))
  const attributes = {
    kernel_shape: ints(windows.kernel),
    strides: ints(windows.strides),
    dilations: ints(windows.dilations),
    pads: ints([...windows.padsBegin, ...windows.padsEnd]),
    group: int(windows.group),
  }
  return {
    node,
    input,
    output: node.outputs[0],
    windows,
    channelsIn: dims[1],
    apply: (x, weight, bias) =>
      b.node('Conv', [x, weights.of(weight), ...(bias && biases ? [biases.of(bias)] : [])], attributes),
    transpose: (s, weight) =>
      transposedWindows(b, windows, s, input, {
        forward: () => weights.of(weight),
        flipped: () =>
          b.constant(`${weightName} ${weight.key} flipped`, () => flipped(weights.changed(weight), windows.group)),
      }),
    rows: weight =>
      b.constant(`${weightName} ${weight.key} rows`, () =>
        float32([dims[0], sizeOf(dims.slice(1))], weights.changed(weight).data),
      ),
  }
}

function dense(b: GraphBuilder, model: ExplainableModel, node: GraphNode): LinearLayer {
  const [input, weightName, biasName] = node.inputs
  if (intOf(node, 'transA', 0) === 1) throw cannotTrace(node, 'transposes its input')
  const weights = parameters(b, model, node, weightName)
  const biases = biasName ? parameters(b, model, node, biasName) : null
  if (weights.tensor.dims.length !== 2) throw cannotTrace(node, 'has weights that are no matrix')
  const hasOutputsFirst = intOf(node, 'transB', 0) === 1
  const scale = floatOf(node, 'alpha', 1)
  const biasScale = floatOf(node, 'beta', 1)
  const matrix = (part: ParameterPart, isOutputsFirst: boolean): string => {
    const key = `${weightName} * ${scale} ${part.key} ${isOutputsFirst ? 'out-in' : 'in-out'}`
    return b.constant(key, () => {
      const scaled = float32(
        weights.tensor.dims,
        weights.tensor.data.map(w => part.of(w * scale)),
      )
      return isOutputsFirst === hasOutputsFirst ? scaled : transposedMatrix(scaled)
    })
  }
  return {
    node,
    input,
    output: node.outputs[0],
    windows: null,
    channelsIn: weights.tensor.dims[hasOutputsFirst ? 1 : 0],
    apply: (x, weight, bias) => {
      const product = b.node('MatMul', [x, matrix(weight, false)])
      if (!bias || !biases) return product
      const shift = b.constant(`${biasName} * ${biasScale} ${bias.key}`, () =>
        float32(
          biases.tensor.dims,
          biases.tensor.data.map(value => bias.of(value * biasScale)),
        ),
      )
      return b.node('Add', [product, shift])
    },
    transpose: (s, weight) => b.node('MatMul', [s, matrix(weight, true)]),
    rows: weight => matrix(weight, true),
  }
}

type Float32Tensor = Tensor & { type: 'float32' }

function parameters(b: GraphBuilder, model: ExplainableModel, node: GraphNode, name: string) {
  const tensor = model.graph.constants.get(name)
  if (tensor?.type !== 'float32') throw cannotTrace(node, 'has weights that are no constants of type float32')
  const changed = (part: ParameterPart): Float32Tensor => float32(tensor.dims, tensor.data.map(part.of))
  return {
    tensor,
    changed,
    of: (part: ParameterPart) => (part.key === 'w' ? name : b.constant(`${name} ${part.key}`, () => changed(part))),
  }
}

/** Kernels turned round and input and output channels exchanged within each group: [in, out / group, ...kernel]. */
function flipped(weight: Float32Tensor, group: number): Float32Tensor {
  const [outputs, inputsPerGroup, ...kernel] = weight.dims
  const outputsPerGroup = outputs / group
  const taps = sizeOf(kernel)
  const data = new Float32Array(weight.data.length)
  for (let out = 0; out < outputs; out++) {
    const g = Math.floor(out / outputsPerGroup)
    for (let i = 0; i < inputsPerGroup; i++) {
      const from = (out * inputsPerGroup + i) * taps
      const to = ((g * inputsPerGroup + i) * outputsPerGroup + (out % outputsPerGroup)) * taps
      for (let k = 0; k < taps; k++) data[to + k] = weight.data[from + taps - 1 - k]
    }
  }
  return float32([group * inputsPerGroup, outputsPerGroup, ...kernel], data)
}

function transposedMatrix({ dims: [rows, cols], data }: Float32Tensor): Float32Tensor {
  return float32(
    [cols, rows],
    Float32Array.from(data, (_, i) => data[(i % rows) * cols + Math.floor(i / rows)]),
  )
}

export function cannotTrace(node: GraphNode, why: string): CueScopeError {
  const name = node.name || node.outputs[0]
  const message = `Relevance can't be traced through the operator ${node.op} ("${name}"): it ${why}. Occlusion still works.`
  return new CueScopeError('unsupported-op', message, { op: node.op, node: name })
}
