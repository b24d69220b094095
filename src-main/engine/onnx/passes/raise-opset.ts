import type { Attribute, Graph, GraphNode } from '#engine/onnx/graph'
import { float32, int64, type Tensor } from '#engine/onnx/tensor'

/** The operator set that older models are brought to, and the file format that goes with it. */
const TARGET_OPSET = 17
const TARGET_IR = 8

/** Which attributes of an operator became inputs, in the order of the inputs, and from which version on. */
const becameInputs: Readonly<Record<string, { readonly since: number; readonly attributes: readonly string[] }>> = {
  Clip: { since: 11, attributes: ['min', 'max'] },
  Pad: { since: 11, attributes: ['pads', 'value'] },
  Squeeze: { since: 13, attributes: ['axes'] },
  Unsqueeze: { since: 13, attributes: ['axes'] },
  ReduceSum: { since: 13, attributes: ['axes'] },
}

/** Taken away, or said differently, since: none changes what a trained model computes. */
const dropped: Readonly<Record<string, readonly string[]>> = {
  BatchNormalization: ['spatial', 'consumed_inputs', 'is_test'],
  Dropout: ['ratio', 'is_test', 'consumed_inputs'],
}

/**
 * Brings a model of an older operator set to a newer one: attributes that became inputs since are written as inputs.
 * Softmax counted its axes differently before 13; at the end of a classifier, where it is cut, that makes no difference.
 */
export function raiseOpset(graph: Graph): Graph {
  if (graph.opset >= TARGET_OPSET) return graph
  const constants = new Map(graph.constants)
  const nodes = graph.nodes.map(node => raiseNode(node, graph.opset, constants))
  return { ...graph, opset: TARGET_OPSET, irVersion: Math.max(graph.irVersion, TARGET_IR), nodes, constants }
}

function raiseNode(node: GraphNode, opset: number, constants: Map<string, Tensor>): GraphNode {
  const attributes = new Map([...node.attributes].filter(([name]) => !dropped[node.op]?.includes(name)))
  const change = becameInputs[node.op]
  if (!change || opset >= change.since) return { ...node, attributes }
  const inputs = [node.inputs[0]]
  for (const name of change.attributes) {
    const attribute = attributes.get(name)
    attributes.delete(name)
    const constant = attribute && `${node.outputs[0]}/${name}`
    if (attribute && constant) constants.set(constant, constantOf(attribute))
    inputs.push(constant ?? '')
  }
  while (inputs.at(-1) === '') inputs.pop()
  return { ...node, inputs, attributes }
}

function constantOf(attribute: Attribute): Tensor {
  return attribute.type === 'ints' ? int64(attribute.value) : float32([], [attribute.value as number])
}
