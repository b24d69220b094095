import { createNode, int, ints, type GraphNode } from '#engine/onnx/graph'
import { float32, int64, type Tensor } from '#engine/onnx/tensor'
import { writeGraph } from '#engine/onnx/write-graph'

export const MELS = 40
export const LABELS = 3

export interface SmallModel {
  /** Sizes and names of the input's axes. */
  readonly dims: readonly (number | string)[]
  /** From the input to [n, 1, mels, frames]: the order of axes, and whether a channel axis has to be added. */
  readonly perm?: readonly number[]
  readonly addsChannel?: boolean
  readonly endsIn?: 'Softmax' | 'LogSoftmax' | 'Sigmoid'
  /** The head takes its vector by a Reshape to [1, -1], as a model exported for one clip does. */
  readonly isOfOneClip?: boolean
  /** A second output, of the convolution. */
  readonly hasHidden?: boolean
}

/** A convolution over all bands, the mean over time, three scores. Its weights are fixed and all different. */
export function smallModel(options: SmallModel): Uint8Array {
  const { dims, perm, addsChannel, endsIn, isOfOneClip, hasHidden } = options
  const kernel = Float32Array.from({ length: 4 * MELS * 3 }, (_, i) => Math.sin(1 + i * 0.7) / 20)
  const head = Float32Array.from({ length: LABELS * 4 }, (_, i) => Math.cos(i * 1.3))
  const nodes: GraphNode[] = []
  let x = 'logmel'
  const add = (...[op, inputs, attributes]: [string, string[], Parameters<typeof createNode>[3]?]): void => {
    nodes.push(createNode(op, inputs, [`${op}-out`], attributes))
    x = `${op}-out`
  }
  if (perm) add('Transpose', [x], { perm: ints(perm) })
  if (addsChannel) add('Unsqueeze', [x, 'axis-1'])
  add('Conv', [x, 'kernel'])
  add('Relu', [x])
  add('GlobalAveragePool', [x])
  if (isOfOneClip) add('Reshape', [x, 'one-row'])
  else add('Flatten', [x], { axis: int(1) })
  nodes.push(createNode('Gemm', [x, 'head'], [endsIn ? 'scores' : 'out'], { transB: int(1) }))
  if (endsIn) nodes.push(createNode(endsIn, ['scores'], ['out'], endsIn === 'Sigmoid' ? {} : { axis: int(1) }))
  const constants: [string, Tensor][] = [
    ['kernel', float32([4, 1, MELS, 3], kernel)],
    ['head', float32([LABELS, 4], head)],
  ]
  if (addsChannel) constants.push(['axis-1', int64([1])])
  if (isOfOneClip) constants.push(['one-row', int64([1, -1])])
  return writeGraph({
    irVersion: 8,
    opset: 17,
    inputs: [{ name: 'logmel', type: 'float32', dims }],
    outputs: [
      ...(hasHidden ? [{ name: 'Relu-out', type: 'float32', dims: ['n', 4, 1, 'u'] }] : []),
      { name: 'out', type: 'float32', dims: [typeof dims[0] === 'number' ? dims[0] : 'n', LABELS] },
    ],
    nodes,
    constants: new Map(constants),
    aliases: new Map(),
  })
}
