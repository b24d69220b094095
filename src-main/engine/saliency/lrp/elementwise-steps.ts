import { floatOf, int, type GraphNode } from '#engine/onnx/graph'
import { cannotTrace } from './linear-layer'
import { stab } from './linear-step'
import { over, times, type Relevance } from './relevance'
import type { Step, StepContext } from './step-context'

/** Relevance passes activations unchanged; where they are differentiated, their slope is the gate. */
export const activationStep: Step = (ctx, node, r) => {
  const passes = ctx.composite.activation === 'pass'
  return [[node.inputs[0], passes ? r : times(ctx.b, r, slopes[node.op](ctx, node))]]
}

export const passStep: Step = (_, node, r) => [[node.inputs[0], r]]

type Slope = (ctx: StepContext, node: GraphNode) => string

/** Derivatives from the output y (or the input x, where y does not tell). */
const slopes: Readonly<Record<string, Slope>> = {
  Relu: ({ b }, node) => b.node('Cast', [b.node('Greater', [node.outputs[0], b.scalar(0)])], { to: int(1) }),
  LeakyRelu: ({ b }, node) => {
    const isUp = b.node('Greater', [node.inputs[0], b.scalar(0)])
    return b.node('Where', [isUp, b.scalar(1), b.scalar(floatOf(node, 'alpha', 0.01))])
  },
  PRelu: ({ b }, node) =>
    b.node('Where', [b.node('Greater', [node.inputs[0], b.scalar(0)]), b.scalar(1), node.inputs[1]]),
  Elu: ({ b }, node) => {
    const alpha = floatOf(node, 'alpha', 1)
    const isUp = b.node('Greater', [node.inputs[0], b.scalar(0)])
    return b.node('Where', [isUp, b.scalar(1), b.node('Add', [node.outputs[0], b.scalar(alpha)])])
  },
  Clip: ({ b }, node) => b.node('Cast', [b.node('Equal', [node.inputs[0], node.outputs[0]])], { to: int(1) }),
  Sigmoid: ({ b }, node) => b.node('Mul', [node.outputs[0], b.node('Sub', [b.scalar(1), node.outputs[0]])]),
  Tanh: ({ b }, node) => b.node('Sub', [b.scalar(1), b.node('Mul', [node.outputs[0], node.outputs[0]])]),
  Softplus: ({ b }, node) => b.node('Sigmoid', [node.inputs[0]]),
}

export const activations: readonly string[] = Object.keys(slopes)

/** Add and Sum: a constant operand changes nothing; branches share by what each contributes, or get all. */
export const sumStep: Step = (ctx, node, r) => {
  const { b, model } = ctx
  const branches = node.inputs.filter(input => model.live.has(input))
  const output = model.shapes.get(node.outputs[0])
  for (const branch of branches) {
    const shape = model.shapes.get(branch)
    if (!output || shape?.length !== output.length || shape.some((size, axis) => size !== output[axis])) {
      throw cannotTrace(node, 'adds tensors of different shapes')
    }
  }
  if (branches.length === 1 || ctx.composite.sum === 'both') return branches.map(branch => [branch, r])
  const shared = over(b, r, stab(ctx, node.outputs[0]))
  return branches.map((branch): readonly [string, Relevance] => [branch, times(b, shared, branch)])
}

/** Sub, Mul and Div with a constant: a shift passes relevance on, a factor multiplies it, as in batch normalisation. */
export const constantStep: Step = ({ b, model }, node, r) => {
  const [first, second] = node.inputs
  const isConstant = (name: string): boolean => model.graph.constants.has(name)
  const [data, constant] = isConstant(first) ? [second, first] : [first, second]
  if (isConstant(data) || !isConstant(constant))
    throw cannotTrace(node, 'combines two tensors that both depend on the clip')
  if (node.op !== 'Mul' && data !== first) throw cannotTrace(node, 'has the clip on its right side')
  const shapes = [model.shapes.get(data) ?? [], model.shapes.get(node.outputs[0]) ?? []]
  if (
    shapes[0].length === 0 ||
    shapes[0].length !== shapes[1].length ||
    shapes[0].some((size, axis) => size !== shapes[1][axis])
  )
    throw cannotTrace(node, 'changes the shape of its input')
  if (node.op === 'Sub') return [[data, r]]
  // As many axes as the clip's tensor: a factor may become the coef of a relevance, whose first axis is the clips'.
  const factor = b.constant(`${constant} of rank ${shapes[0].length}`, () => {
    const tensor = model.graph.constants.get(constant)!
    return {
      ...tensor,
      dims: [...Array.from({ length: shapes[0].length - tensor.dims.length }, () => 1), ...tensor.dims],
    }
  })
  return [[data, node.op === 'Mul' ? times(b, r, factor) : over(b, r, factor)]]
}
