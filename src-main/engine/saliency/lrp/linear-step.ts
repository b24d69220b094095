import { channelSum } from './channel-sum'
import type { LinearLayer } from './linear-layer'
import { merge, materialise, over, whole, type Relevance } from './relevance'
import { EPSILON, ones, type Flow, type InputPart, type LinearRule, type Term } from './rule'
import type { StepContext } from './step-context'
import { alongAxis, transposedWindows } from './transposed-windows'
import { float32 } from '#engine/onnx/tensor'

/** Interprets a rule for one layer: the relevance of its output in, that of its input out. */
export function linearStep(ctx: StepContext, layer: LinearLayer, rule: LinearRule, r: Relevance): Relevance {
  const { b } = ctx
  const messages = rule.flows.flatMap(flow => {
    const divided = flow.denominator === 'none' ? r : over(b, r, denominator(ctx, layer, flow))
    return liveTerms(ctx, layer, flow).map(({ input, weight, sign }): Relevance => {
      if (isFlatConv(layer, { input, weight })) return whole(spreadEvenly(ctx, layer, flow, r))
      const back = layer.transpose(materialise(b, divided), weight)
      if (sign === -1) return { base: b.node('Neg', [back]), coef: inputPart(ctx, layer, input), isSpread: false }
      if (input === 'one') return whole(back)
      const { windows } = layer
      const messages = windows?.group === 1 ? [{ layer, windows, weight, divided }] : undefined
      return { base: back, coef: inputPart(ctx, layer, input), isSpread: false, messages }
    })
  })
  return merge(b, messages)
}

function isFlatConv(layer: LinearLayer, { input, weight }: Term): boolean {
  return input === 'one' && weight === ones && layer.windows?.group === 1
}

/** Terms on the negative part of an input that has none are zero. */
export function liveTerms(ctx: StepContext, layer: LinearLayer, flow: Flow): Flow['terms'] {
  return ctx.model.nonNegative.has(layer.input) ? flow.terms.filter(term => term.input !== 'a-') : flow.terms
}

/** stab(z) / share: only the forward pass decides it. */
export function denominator(ctx: StepContext, layer: LinearLayer, flow: Flow): string {
  const { b } = ctx
  const terms = liveTerms(ctx, layer, flow)
  const isForwardItself =
    terms.length === 1 && terms[0].input === 'a' && terms[0].weight.key === 'w' && flow.bias?.key === 'w'
  const z = isForwardItself
    ? layer.output
    : terms
        .map((term, i) => {
          if (isFlatConv(layer, term)) return { name: tapCount(ctx, layer), sign: 1 }
          return {
            name: layer.apply(inputPart(ctx, layer, term.input), term.weight, i === 0 ? flow.bias : null),
            sign: term.sign ?? 1,
          }
        })
        .reduce((sum, { name, sign }) => ({ name: b.node(sign < 0 ? 'Sub' : 'Add', [sum.name, name]), sign: 1 })).name
  const stable =
    flow.denominator === 'signed'
      ? stab(ctx, z)
      : b.node('Add', [z, b.scalar(flow.denominator === 'negative' ? -EPSILON : EPSILON)])
  return flow.share === 1 ? stable : b.node('Mul', [stable, b.scalar(1 / flow.share)])
}

/** z moved away from zero by EPSILON; a zero goes to +EPSILON. */
export function stab({ b }: StepContext, z: string): string {
  const isUp = b.node('GreaterOrEqual', [z, b.scalar(0)])
  return b.node('Add', [z, b.node('Where', [isUp, b.scalar(EPSILON), b.scalar(-EPSILON)])])
}

export function inputPart({ b, model }: StepContext, layer: LinearLayer, part: InputPart): string {
  const a = layer.input
  switch (part) {
    case 'a':
      return a
    case 'a+':
      return model.nonNegative.has(a) ? a : b.node('Relu', [a])
    case 'a-':
      return b.node('Min', [a, b.scalar(0)])
    case 'one':
      return b.node('Expand', [b.scalar(1), b.concat([b.vector([1]), b.shape(a, 1)])])
    case 'low':
    case 'high': {
      const dims = (model.shapes.get(a) ?? []).map((_, axis) => `box axis ${axis}`)
      return b.node('Expand', [b.input(part === 'low' ? BOX_LOW : BOX_HIGH, 'float32', dims), b.shape(a)])
    }
  }
}

/** Inputs of graphs with the zB rule: lowest and highest input of the first layer, of a shape that broadcasts to it. */
export const BOX_LOW = 'cuescope/low'
export const BOX_HIGH = 'cuescope/high'

/** How many values of the input each output sees, padding left out: [1, 1, ...output]. */
function tapCount({ b }: StepContext, layer: LinearLayer): string {
  const windows = layer.windows!
  const rank = windows.kernel.length
  const plane = b.node('Expand', [b.scalar(1), b.concat([b.vector([1, 1]), b.shape(layer.input, 2)])])
  const count = b.node('Conv', [plane, onesKernel({ b }, windows.kernel)], {
    kernel_shape: { type: 'ints', value: windows.kernel },
    strides: { type: 'ints', value: windows.strides },
    dilations: { type: 'ints', value: windows.dilations },
    pads: { type: 'ints', value: [...windows.padsBegin, ...windows.padsEnd] },
  })
  return layer.channelsIn === 1 || rank === 0 ? count : b.node('Mul', [count, b.scalar(layer.channelsIn)])
}

/**
 * The transpose with weights of one: the same for every input channel, so it is done once, on the channels' sum; and a
 * kernel of ones is a product of lines, so it is done axis by axis, the last, whose lines are the slowest, first.
 */
function spreadEvenly(ctx: StepContext, layer: LinearLayer, flow: Flow, r: Relevance): string {
  const { b } = ctx
  const windows = layer.windows!
  const plane = windows.kernel.reduceRight(
    (spread, _, axis) => {
      const line = alongAxis(windows, axis)
      const kernel = (): string => onesKernel({ b }, line.kernel)
      return transposedWindows(b, line, spread, layer.input, { forward: kernel, flipped: kernel })
    },
    b.node('Div', [channelSum(ctx, r), denominator(ctx, layer, flow)]),
  )
  if (layer.channelsIn === 1) return plane
  return b.node('Expand', [plane, b.concat([b.vector([1, layer.channelsIn]), b.vector(windows.kernel.map(() => 1))])])
}

function onesKernel({ b }: Pick<StepContext, 'b'>, kernel: readonly number[]): string {
  const size = kernel.reduce((product, k) => product * k, 1)
  return b.constant(`ones ${kernel.join(' ')}`, () => float32([1, 1, ...kernel], new Float32Array(size).fill(1)))
}
