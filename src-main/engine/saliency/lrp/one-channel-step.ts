import { intOf, type GraphNode } from '#engine/onnx/graph'
import type { LinearLayer } from './linear-layer'
import { denominator, inputPart, liveTerms } from './linear-step'
import { materialise, merge, over, whole, type Relevance } from './relevance'
import type { LinearRule } from './rule'
import type { StepContext } from './step-context'
import { spreadTaps } from './taps'

export function takesOneChannel(node: GraphNode): boolean {
  return node.op === 'Conv' && intOf(node, 'group', 1) === 1
}

/**
 * linearStep for rows that keep one channel of a convolution's output each. The transposed convolution over all
 * channels would multiply mostly zeros: instead each row's one plane is laid out by taps, and multiplied by the kernels
 * of its one channel. The same sums in another order.
 *
 * @param relevance of the layer's output, [1 x channels x ...space]
 * @param oneHot the channel of each row, [rows x channels]
 */
export function oneChannelStep(
  ctx: StepContext,
  layer: LinearLayer,
  rule: LinearRule,
  relevance: string,
  oneHot: string,
): Relevance {
  const { b } = ctx
  const { kernel } = layer.windows!
  const taps = kernel.reduce((product, k) => product * k, 1)
  const messages = rule.flows.flatMap(flow => {
    const r = whole(relevance)
    const divided = flow.denominator === 'none' ? r : over(b, r, denominator(ctx, layer, flow))
    const spread = spreadTaps(b, layer.windows!, onePlanePerRow(ctx, materialise(b, divided), oneHot), layer.input)
    const laidOut = b.node('Reshape', [spread, b.vector([0, 0, -1])])
    return liveTerms(ctx, layer, flow).map((term): Relevance => {
      const kernels = b.node('Reshape', [
        b.node('MatMul', [oneHot, layer.rows(term.weight)]),
        b.vector([-1, layer.channelsIn, taps]),
      ])
      const product = b.node('MatMul', [kernels, laidOut])
      const back = b.node('Reshape', [product, b.concat([b.vector([-1]), b.shape(layer.input, 1)])])
      const base = term.sign === -1 ? b.node('Neg', [back]) : back
      return term.input === 'one' ? whole(base) : { base, coef: inputPart(ctx, layer, term.input), isSpread: false }
    })
  })
  return merge(b, messages)
}

/** [rows x 1 x ...space]: the plane of each row's channel. */
function onePlanePerRow({ b }: StepContext, s: string, oneHot: string): string {
  const planes = b.node('MatMul', [oneHot, b.node('Reshape', [s, b.vector([0, 0, -1])])])
  return b.node('Reshape', [planes, b.concat([b.vector([-1, 1]), b.shape(s, 2)])])
}
