import { CueScopeError } from '#engine/base/errors'
import type { Graph, ValueInfo } from './graph'
import { cutSoftmax } from './passes/cut-softmax'
import { dropIdentities } from './passes/drop-identities'
import { foldBatchNorm } from './passes/fold-batch-norm'
import { fuseBias } from './passes/fuse-bias'
import { hoistConstants } from './passes/hoist-constants'
import { widenFloat16 } from './passes/widen-float16'
import { prune } from './transform'

/** First version of ONNX's operator set in which Unsqueeze, Squeeze and ReduceSum take their axes as written here. */
const MIN_OPSET = 13

/**
 * The classifier in the form the explanation writers expect: one input, one output (the logits), no idle nodes, batch
 * normalisation folded, no Softmax at the end.
 *
 * @param output default: the only output; with several, the one named 'logits'
 */
export function prepareGraph(graph: Graph, output?: string): Graph {
  if (graph.opset < MIN_OPSET) {
    const why = `The model uses operator set ${graph.opset}; relevance and gradients need ${MIN_OPSET} or newer. Export it again.`
    throw new CueScopeError('unsupported-opset', why, { opset: graph.opset })
  }
  if (graph.inputs.length !== 1) {
    const names = graph.inputs.map(input => input.name)
    throw new CueScopeError(
      'unsupported-signature',
      `The model has ${names.length} inputs (${names.join(', ')}), not one.`,
      { inputs: names },
    )
  }
  const chosen = prune({ ...graph, outputs: [chooseOutput(graph.outputs, output)] })
  return [widenFloat16, hoistConstants, dropIdentities, fuseBias, foldBatchNorm, cutSoftmax].reduce(
    (g, pass) => pass(g),
    chosen,
  )
}

/** Several outputs and none named: nothing is guessed. */
export function chooseOutput(outputs: readonly ValueInfo[], name?: string): ValueInfo {
  const names = outputs.map(output => output.name)
  const chosen =
    outputs.length === 1 && name === undefined ? outputs[0] : outputs.find(o => o.name === (name ?? 'logits'))
  if (chosen) return chosen
  const why = `The model has the outputs ${names.join(', ')}: say which holds the logits.`
  throw new CueScopeError(outputs.length === 0 ? 'no-outputs' : 'unsupported-signature', why, { outputs: names })
}
