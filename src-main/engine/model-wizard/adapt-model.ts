import type { InputLayout } from '#contracts/model-wizard'
import { innerGraphs } from '#engine/onnx/preflight/check-functions'
import type { GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto } from '#engine/onnx/proto/messages'
import type { InputReading } from './read-input'
import { endingOf, type OutputReading } from './read-output'

const FLOAT32 = 1n
const FLOAT16 = 10n
const INT64 = 7n

export interface Adapted {
  readonly model: ModelProto
  /** Name of the input that takes [n, 1, mels, frames]. */
  readonly input: string
  /** What was changed, in words; empty: nothing. */
  readonly changes: readonly string[]
}

/** From [n, mels, frames], or [n, 1, mels, frames] where the layout has four axes: the order of axes to ask for. */
const turns: Readonly<Record<InputLayout, readonly number[] | null>> = {
  n1mt: null,
  n1tm: [0, 1, 3, 2],
  nmt: null,
  ntm: [0, 2, 1],
  nmt1: [0, 2, 3, 1],
  ntm1: [0, 3, 2, 1],
}

/**
 * The model as packages hold it: input float32 [n, 1, mels, frames], one output, float32 scores before any Softmax.
 * What already is so stays as it is; `model` itself is not changed.
 * @param freesBatch takes the size 1 of the batch axis away, also where a Reshape repeats it
 */
export function adaptModel(
  model: ModelProto,
  input: InputReading,
  output: OutputReading,
  freesBatch: boolean,
): Adapted {
  const graph: GraphProto = { ...model.graph! }
  const changes: string[] = []
  const taken = new Set((graph.node ?? []).flatMap(node => [...(node.input ?? []), ...(node.output ?? [])]))
  const fresh = (name: string): string => {
    let free = name
    while (taken.has(free)) free = `${free}_`
    taken.add(free)
    return free
  }
  if (freesBatch) {
    graph.node = (graph.node ?? []).map(node => ({ ...node }))
    freeReshapes(graph, fresh)
    graph.valueInfo = []
    changes.push('the batch axis, of size 1, is free')
  }

  // In front: what turns [n, 1, mels, frames] into what the model asks for.
  const before: NodeProto[] = []
  const isTurned = input.layout !== 'n1mt'
  const name = isTurned || input.type === 'float16' ? fresh('logmel') : input.name
  let current = name
  const add = (op: string, inputs: string[], attributes: NodeProto['attribute'] = []): void => {
    const made = fresh(`${name}/${op.toLowerCase()}`)
    before.push({ opType: op, name: made, input: inputs, output: [made], attribute: attributes })
    current = made
  }
  if (input.layout.length === 3) {
    const opset = model.opsetImport?.find(({ domain }) => !domain || domain === 'ai.onnx')?.version ?? 0n
    if (opset < 13n) add('Squeeze', [current], [intsAttribute('axes', [1])])
    else {
      const axes = fresh(`${name}/axes`)
      graph.initializer = [...(graph.initializer ?? []), vector(axes, [1])]
      add('Squeeze', [current, axes])
    }
  }
  const turn = turns[input.layout]
  if (turn !== null) add('Transpose', [current], [intsAttribute('perm', turn)])
  if (input.type === 'float16') add('Cast', [current], [{ name: 'to', i: FLOAT16, type: 2n }])
  if (isTurned) changes.push(`an input [n, 1, mels, frames] is turned into the model's [${axesOf(input.layout)}]`)
  if (input.type === 'float16') changes.push('the float32 input is narrowed to the float16 of the model')
  const last = before.at(-1)
  if (last !== undefined) last.output = [input.name]
  const batch = freesBatch || input.batch === null ? openAxis('n') : { value: BigInt(input.batch) }
  const mels = input.mels === null ? openAxis('mels') : { value: BigInt(input.mels) }
  const frames = input.frames === null ? openAxis('frames') : { value: BigInt(input.frames) }
  const asGiven = !freesBatch && before.length === 0
  const weights = new Set(graph.initializer?.map(tensor => tensor.name))
  const inputs = graph.input ?? []
  const own: ValueInfoProto = asGiven
    ? inputs.find(value => value.name === input.name)!
    : tensorInfo(name, [batch, { value: 1n }, mels, frames])
  graph.input = [own, ...inputs.filter(value => value.name !== input.name && weights.has(value.name))]

  // Behind: the scores alone.
  const after: NodeProto[] = []
  let scores = output.name
  if (output.ending === 'Softmax') {
    scores = endingOf(model, output.name)!.input![0]
    changes.push('the Softmax at the end is taken off: the output is logits')
  }
  if (output.type === 'float16') {
    const wide = fresh('logits')
    after.push({
      opType: 'Cast',
      name: wide,
      input: [scores],
      output: [wide],
      attribute: [{ name: 'to', i: FLOAT32, type: 2n }],
    })
    scores = wide
    changes.push('the float16 scores are widened to float32')
  }
  if ((graph.output?.length ?? 0) > 1) changes.push(`of several outputs only ${output.name} is kept`)
  const labels = output.dims?.[1]
  const labelAxis = typeof labels === 'number' ? { value: BigInt(labels) } : openAxis('labels')
  const isOutputAsGiven = !freesBatch && scores === output.name
  graph.output = isOutputAsGiven
    ? graph.output!.filter(value => value.name === output.name)
    : [tensorInfo(scores, [openAxis('n'), labelAxis])]
  graph.node = [...before, ...(graph.node ?? []), ...after]
  if (changes.length > 0) graph.node = neededFor(graph, scores)
  return { model: { ...model, graph }, input: name, changes }
}

/** The nodes that the scores are computed from. */
function neededFor(graph: GraphProto, scores: string): NodeProto[] {
  const nodes = graph.node ?? []
  const producers = new Map(nodes.flatMap(node => (node.output ?? []).map(name => [name, node])))
  const needed = new Set<NodeProto>()
  const open = [scores]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = producers.get(name)
    if (node === undefined || needed.has(node)) continue
    needed.add(node)
    open.push(...namesRead(node))
  }
  return nodes.filter(node => needed.has(node))
}

/** Graphs inside a node may read whatever lies outside them. */
function namesRead(node: NodeProto): string[] {
  const inner = innerGraphs(node).flatMap(graph => [
    ...(graph.node ?? []).flatMap(namesRead),
    ...(graph.output ?? []).map(({ name }) => name ?? ''),
  ])
  return [...(node.input ?? []), ...inner]
}

/** Reshape to [1, ...]: 0 in the place of 1 stands for whatever size the batch has. */
function freeReshapes(graph: GraphProto, fresh: (name: string) => string): void {
  const constants = new Map((graph.initializer ?? []).map(tensor => [tensor.name ?? '', tensor]))
  for (const node of graph.node ?? [])
    if (node.opType === 'Constant' && node.attribute?.[0]?.t) constants.set(node.output?.[0] ?? '', node.attribute[0].t)
  for (const node of graph.node ?? []) {
    if (node.opType !== 'Reshape') continue
    const tensor = constants.get(node.input?.[1] ?? '')
    const sizes = tensor && int64Of(tensor)
    if (sizes?.[0] !== 1n || sizes.length < 2) continue
    const free = fresh(`${node.input![1]}/free`)
    graph.initializer = [...(graph.initializer ?? []), vector(free, [0, ...sizes.slice(1).map(Number)])]
    node.input = [node.input![0], free]
  }
}

function int64Of({ dataType, rawData, int64Data }: TensorProto): bigint[] | null {
  if (dataType !== INT64) return null
  return rawData ? [...new BigInt64Array(rawData.slice().buffer)] : (int64Data ?? [])
}

function vector(name: string, values: readonly number[]): TensorProto {
  return { name, dims: [BigInt(values.length)], dataType: INT64, int64Data: values.map(BigInt) }
}

function intsAttribute(name: string, values: readonly number[]): NonNullable<NodeProto['attribute']>[number] {
  return { name, ints: values.map(BigInt), type: 7n }
}

function openAxis(param: string): { param: string } {
  return { param }
}

function tensorInfo(name: string, dim: ({ value: bigint } | { param: string })[]): ValueInfoProto {
  return { name, type: { tensorType: { elemType: FLOAT32, shape: { dim } } } }
}

function axesOf(layout: InputLayout): string {
  const words = { n: 'n', '1': '1', m: 'mels', t: 'frames' }
  return [...layout].map(axis => words[axis as keyof typeof words]).join(', ')
}
