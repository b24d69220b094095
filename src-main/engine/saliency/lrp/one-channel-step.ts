import { intOf, type GraphNode } from '#engine/onnx/graph'
import { float32 } from '#engine/onnx/tensor'
import type { LinearLayer } from './linear-layer'
import { denominator, inputPart, liveTerms } from './linear-step'
import { merge, over, whole, type Relevance } from './relevance'
import type { LinearRule } from './rule'
import type { StepContext } from './step-context'
import { transposedWindows } from './transposed-windows'

export function takesOneChannel(node: GraphNode): boolean {
  return node.op === 'Conv' && intOf(node, 'group', 1) === 1
}

/**
 * linearStep for rows that keep one channel of a convolution's output each. The transposed convolution over all
 * channels would multiply mostly zeros: instead each row's one plane is laid out by taps, and multiplied by the kernels
 * of its one channel. The same sums in another order.
 *
 * @param relevance of the layer's output, [clips x channels x ...space]
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
    const s = divided.coef === null ? divided.base : b.node('Mul', [divided.base, divided.coef])
    const laidOut = layOut(ctx, layer, onePlanePerRow(ctx, s, oneHot), taps)
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
  return merge(b, messages, ctx.rows)
}

/** [rows x 1 x ...space]: of each row's clip the plane of its channel. */
function onePlanePerRow({ b }: StepContext, s: string, oneHot: string): string {
  const flat = b.node('Reshape', [s, b.concat([b.shape(s, 0, 2), b.vector([-1])])])
  const perClip = b.node('Reshape', [oneHot, b.concat([b.shape(s, 0, 1), b.vector([-1]), b.shape(s, 1, 2)])])
  const planes = b.node('MatMul', [perClip, flat])
  return b.node('Reshape', [planes, b.concat([b.vector([-1, 1]), b.shape(s, 2)])])
}

/** [rows x taps x cells of the input]: where each tap of the kernel takes the plane. */
function layOut({ b }: StepContext, layer: LinearLayer, planes: string, taps: number): string {
  const g = { ...layer.windows!, group: 1 }
  const kernels = (isFlipped: boolean) => (): string =>
    b.constant(`taps ${g.kernel.join(' ')} ${isFlipped}`, () => {
      const data = new Float32Array(taps * taps)
      for (let k = 0; k < taps; k++) data[k * taps + (isFlipped ? taps - 1 - k : k)] = 1
      return float32(isFlipped ? [taps, 1, ...g.kernel] : [1, taps, ...g.kernel], data)
    })
  const spread = transposedWindows(b, g, planes, layer.input, { forward: kernels(false), flipped: kernels(true) })
  return b.node('Reshape', [spread, b.vector([0, taps, -1])])
}
