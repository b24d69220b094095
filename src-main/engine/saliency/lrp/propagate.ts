import type { GraphNode } from '#engine/onnx/graph'
import { activations, activationStep, constantStep, passStep, sumStep } from './elementwise-steps'
import { cannotTrace, linearLayer } from './linear-layer'
import { linearStep } from './linear-step'
import { averagePoolStep, maxPoolStep, meanStep } from './pooling-steps'
import { merge, type Relevance } from './relevance'
import type { LinearRule } from './rule'
import { concatStep, padStep, reshapeStep, transposeStep } from './shape-steps'
import type { Step, StepContext } from './step-context'

const linear: Step = (ctx, node, r) => [
  [node.inputs[0], linearStep(ctx, linearLayer(ctx.b, ctx.model, node), ruleOf(ctx, node), r)],
]

/** The rule that the composite gives a linear layer. */
export function ruleOf({ composite, model }: StepContext, node: GraphNode): LinearRule {
  if (node === model.firstLinear && composite.first) return composite.first
  return node.op === 'Conv' ? composite.conv : composite.dense
}

const steps: ReadonlyMap<string, Step> = new Map<string, Step>([
  ...['Conv', 'Gemm', 'MatMul'].map(op => [op, linear] as const),
  ...activations.map(op => [op, activationStep] as const),
  ...['Add', 'Sum'].map(op => [op, sumStep] as const),
  ...['Sub', 'Mul', 'Div'].map(op => [op, constantStep] as const),
  ...['GlobalAveragePool', 'ReduceMean'].map(op => [op, meanStep] as const),
  ['AveragePool', averagePoolStep],
  ['MaxPool', maxPoolStep],
  ...['Flatten', 'Reshape', 'Squeeze', 'Unsqueeze'].map(op => [op, reshapeStep] as const),
  ...['Identity', 'Dropout', 'Cast'].map(op => [op, passStep] as const),
  ['Transpose', transposeStep],
  ['Concat', concatStep],
  ['Pad', padStep],
])

/** What may be changed on the way: at a tensor in `replace`, its relevance is what the function returns. */
export interface Route {
  readonly replace?: ReadonlyMap<string, (r: Relevance) => Relevance>
  /** The pass ends at these tensors. */
  readonly stopAt?: ReadonlySet<string>
}

/**
 * Takes relevance from `start` backwards through the graph to the input, node by node, adding up what reaches a tensor
 * along several paths. Returns what reached a tensor; null where nothing did.
 */
export function propagate(
  ctx: StepContext,
  start: string,
  r: Relevance,
  route: Route = {},
): (tensor: string) => Relevance | null {
  const reached = new Map<string, Relevance[]>([[start, [r]]])
  const relevanceOf = (tensor: string): Relevance | null => {
    const parts = reached.get(tensor)
    if (!parts) return null
    const sum = merge(ctx.b, parts)
    return route.replace?.get(tensor)?.(sum) ?? sum
  }
  for (const node of [...ctx.model.graph.nodes].reverse()) {
    const [output] = node.outputs
    const relevance = route.stopAt?.has(output) ? null : relevanceOf(output)
    if (!relevance) continue
    for (const [input, part] of stepOf(node)(ctx, node, relevance)) {
      if (!ctx.model.live.has(input)) continue
      const parts = reached.get(input)
      if (parts) parts.push(part)
      else reached.set(input, [part])
    }
  }
  return relevanceOf
}

function stepOf(node: GraphNode): Step {
  const step = steps.get(node.op)
  if (!step) throw cannotTrace(node, 'is not one of the operators that rules are known for')
  return step
}
