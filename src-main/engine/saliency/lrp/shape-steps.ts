import { intOf, intsOf, type GraphNode } from '#engine/onnx/graph'
import { normalAxis } from '#engine/onnx/infer-shapes'
import { cannotTrace } from './linear-layer'
import { materialise, reshaped, whole, type Relevance } from './relevance'
import type { Step, StepContext } from './step-context'

/** Flatten, Reshape, Squeeze, Unsqueeze: back to the input's shape. The first axis must stay the clips'. */
export const reshapeStep: Step = (ctx, node, r) => {
  const { b, model } = ctx
  const [input] = node.inputs
  const [before, after] = [model.shapes.get(input), model.shapes.get(node.outputs[0])]
  const keepsClips =
    node.op === 'Flatten' ? intOf(node, 'axis', 1) === 1 : before?.[0] === after?.[0] && before !== undefined
  if (!keepsClips) throw cannotTrace(node, 'may mix clips, as its shape is not fixed')
  const target = b.concat([b.vector([-1]), b.shape(input, 1)])
  const back = (tensor: string): string => b.node('Reshape', [tensor, target])
  return [[input, r.isSpread ? whole(back(materialise(b, r))) : reshaped(r, back)]]
}

export const transposeStep: Step = ({ b, model }, node, r) => {
  const rank = model.shapes.get(node.inputs[0])?.length
  const perm = intsOf(node, 'perm')
  if (rank === undefined || perm?.[0] !== 0) throw cannotTrace(node, 'moves the axis of the clips')
  const inverse = perm.map((_, axis) => perm.indexOf(axis))
  const back = (tensor: string): string => b.node('Transpose', [tensor], { perm: { type: 'ints', value: inverse } })
  return [[node.inputs[0], reshaped(r, back)]]
}

/** Each input gets its own stretch of the relevance. */
export const concatStep: Step = (ctx, node, r) => {
  const { b, model } = ctx
  const rank = model.shapes.get(node.outputs[0])?.length
  if (rank === undefined) throw cannotTrace(node, 'joins tensors of unknown rank')
  const axis = normalAxis(intOf(node, 'axis', 0), rank)
  if (axis === 0) throw cannotTrace(node, 'joins clips')
  const full = materialise(b, r)
  let start = b.vector([0])
  return node.inputs.map((input): readonly [string, Relevance] => {
    const end = b.node('Add', [start, b.shape(input, axis, axis + 1)])
    const part = b.node('Slice', [full, start, end, b.vector([axis])])
    start = end
    return [input, whole(part)]
  })
}

/** Padding is cut off again: what fell on it is lost, as in the forward pass nothing came from it. */
export const padStep: Step = (ctx, node, r) => {
  const { b, model } = ctx
  const pads = constantIntegers(ctx, node, 1)
  const rank = model.shapes.get(node.inputs[0])?.length
  const mode = node.attributes.get('mode')?.value ?? 'constant'
  if (!pads || node.inputs[3] || rank === undefined || pads.length !== 2 * rank || mode !== 'constant')
    throw cannotTrace(node, 'pads in a way that is not fixed')
  const full = materialise(b, r)
  const axes = pads.slice(0, rank).flatMap((begin, axis) => (begin !== 0 || pads[rank + axis] !== 0 ? [axis] : []))
  if (axes.length === 0) return [[node.inputs[0], whole(full)]]
  const starts = axes.map(axis => pads[axis])
  const ends = b.concat(
    axes.map(axis => b.node('Add', [b.shape(node.inputs[0], axis, axis + 1), b.vector([pads[axis]])])),
  )
  return [[node.inputs[0], whole(b.node('Slice', [full, b.vector(starts), ends, b.vector(axes)]))]]
}

function constantIntegers({ model }: StepContext, node: GraphNode, index: number): number[] | null {
  const tensor = model.graph.constants.get(node.inputs[index] ?? '')
  return tensor?.type === 'int64' ? Array.from(tensor.data, Number) : null
}
