import { CueScopeError } from '#engine/base/errors'
import type { Graph, ValueInfo } from './graph'
import { cutSoftmax } from '#engine/onnx/passes/cut-softmax'
import { dropIdentities } from '#engine/onnx/passes/drop-identities'
import { foldBatchNorm } from '#engine/onnx/passes/fold-batch-norm'
import { fuseBias } from '#engine/onnx/passes/fuse-bias'
import { raiseOpset } from '#engine/onnx/passes/raise-opset'
import { hoistConstants } from '#engine/onnx/passes/hoist-constants'
import { widenFloat16 } from '#engine/onnx/passes/widen-float16'
import { prune } from './transform'

/** Older operator sets broadcast by other rules. */
const MIN_OPSET = 7

/**
 * The classifier in the form the explanation writers expect: one input, one output (the logits), no idle nodes, batch
 * normalisation folded, no Softmax at the end.
 *
 * @param output default: the only output; with several, the one named 'logits'
 */
export function prepareGraph(graph: Graph, output?: string): Graph {
  if (graph.opset < MIN_OPSET) {
    const why = `The model uses operator set ${graph.opset}; ${MIN_OPSET} or newer is needed. Export it again.`
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
  return [raiseOpset, widenFloat16, hoistConstants, dropIdentities, fuseBias, foldBatchNorm, cutSoftmax].reduce(
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
