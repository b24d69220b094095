import { dataTypes } from '#engine/onnx/data-types'
import type { GraphProto, ModelProto, NodeProto, ValueInfoProto } from '#engine/onnx/proto/messages'
import { sortNodes } from '#engine/onnx/walk'
import { functionKey, innerGraphs } from './check-functions'
import { checkTensor, elementCount } from './check-tensors'
import type { ExternalRange } from './external-data'
import { limits } from './limits'
import { refuse, shown } from './refuse'
import { standardOperators } from './standard-operators'

/** Operators that make something of nothing. */
const sources = new Set(['Constant', 'RandomNormal', 'RandomUniform', 'SequenceEmpty', 'Optional'])
const layers = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul'])

/** Checks a graph and those inside it; returns where external weights lie. */
export function checkGraph(
  model: ModelProto,
  graph: GraphProto,
  outer: ReadonlySet<string> = new Set(),
  depth = 1,
): ExternalRange[] {
  if (depth > limits.nesting) refuse('invalid-graph', `Graphs are nested deeper than ${limits.nesting}.`)
  if (graph.sparseInitializer?.length) refuse('invalid-graph', 'The model has sparse weights, which are not supported.')
  const external = (graph.initializer ?? []).map(checkTensor)
  const nodes = graph.node ?? []
  const known = new Set([...outer, ...names(graph.initializer), ...names(graph.input)])
  for (const node of nodes) {
    for (const output of node.output ?? []) {
      if (output === '') continue
      const isTaken = known.has(output)
      if (isTaken) refuse('invalid-graph', `Two nodes make the tensor ${shown(output)}.`, { tensor: output })
      known.add(output)
    }
  }
  for (const node of nodes) {
    checkNode(model, graph, node, known)
    for (const a of node.attribute ?? [])
      for (const tensor of [...(a.t ? [a.t] : []), ...(a.tensors ?? [])]) external.push(checkTensor(tensor))
    for (const inner of innerGraphs(node)) external.push(...checkGraph(model, inner, known, depth + 1))
  }
  for (const output of graph.output ?? []) {
    if (!known.has(output.name ?? ''))
      refuse('invalid-graph', `No node makes the output ${shown(output.name)}.`, { tensor: output.name })
  }
  // Throws 'cyclic-graph'.
  sortNodes(
    nodes.map(node => ({
      op: node.opType ?? '',
      name: node.name ?? '',
      inputs: node.input ?? [],
      outputs: node.output ?? [],
      attributes: new Map(),
    })),
  )
  if (depth === 1) [...(graph.input ?? []), ...(graph.output ?? [])].forEach(checkType)
  return external.filter(range => range !== null)
}

/** Only ONNX's own operators and the model's local functions. */
export function checkOperator(model: ModelProto, node: NodeProto): void {
  const op = node.opType ?? ''
  const details = { op, node: node.name ?? '' }
  if (isLocalCall(model, node)) return
  if (!isOwnDomain(node)) {
    const why = `The operator ${shown(op)} belongs to ${shown(node.domain)}: only ONNX's own operators are run, custom code never.`
    refuse('custom-domain-op', why, { ...details, domain: node.domain })
  }
  if (!standardOperators.has(op)) refuse('unsupported-op', `There is no ONNX operator ${shown(op)}.`, details)
}

const isOwnDomain = (node: NodeProto): boolean => !node.domain || node.domain === 'ai.onnx'

function isLocalCall(model: ModelProto, node: NodeProto): boolean {
  return model.functions?.some(f => functionKey(f.domain, f.name) === functionKey(node.domain, node.opType)) ?? false
}

function checkNode(model: ModelProto, graph: GraphProto, node: NodeProto, known: ReadonlySet<string>): void {
  const op = node.opType ?? ''
  const details = { op, node: node.name ?? '' }
  checkOperator(model, node)
  const inputs = (node.input ?? []).filter(input => input !== '')
  if (inputs.length === 0 && !isLocalCall(model, node) && !sources.has(op))
    refuse('invalid-graph', `The operator ${shown(op)} has no inputs.`, details)
  const missing = inputs.find(input => !known.has(input))
  if (missing !== undefined)
    refuse('invalid-graph', `The operator ${shown(op)} reads ${shown(missing)}, which nothing makes.`, {
      ...details,
      tensor: missing,
    })
  const weight = layers.has(op) ? graph.initializer?.find(tensor => tensor.name === inputs[1]) : undefined
  if (weight && elementCount(weight) === 0)
    refuse('tensor-size-mismatch', `The weights ${shown(weight.name)} are empty.`, { tensor: weight.name })
  if (op === 'ConstantOfShape') checkFilled(graph, inputs[0])
}

/** A few bytes can ask for a tensor larger than the machine. */
function checkFilled(graph: GraphProto, shapeName: string): void {
  const shape = graph.initializer?.find(tensor => tensor.name === shapeName)
  if (!shape) return
  const raw = shape.rawData?.slice()
  const sizes = raw && raw.length % 8 === 0 ? [...new BigInt64Array(raw.buffer)] : (shape.int64Data ?? [])
  const bytes = sizes.reduce((product, size) => product * Number(size), 4)
  if (bytes > limits.constantBytes) refuse('memory-limit', `The model fills a constant of ${bytes} bytes.`, { bytes })
}

function checkType(value: ValueInfoProto): void {
  const type = value.type
  const isOther = type?.sequenceType ?? type?.mapType ?? type?.optionalType ?? type?.sparseTensorType
  if (isOther) return
  if (!type?.tensorType)
    refuse('invalid-graph', `The type of ${shown(value.name)} is not given.`, { tensor: value.name })
  const elemType = Number(type.tensorType.elemType ?? 0n)
  if (!dataTypes.has(elemType))
    refuse('invalid-graph', `${shown(value.name)} is of the unknown type ${elemType}.`, { tensor: value.name })
}

function names(list: readonly { name?: string }[] = []): string[] {
  return list.map(item => item.name ?? '')
}
