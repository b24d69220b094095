/**
 * Looks a model file over before any runtime sees it: the runtime is native code, and some files end it. What passes
 * here is still tried in a process of its own.
 *
 * Conventions: throws CueScopeError with a code of contracts/error; notes are accepted, but should be known.
 * References: the bounds are in limits.ts.
 */
import type { ErrorBody } from '#contracts/error'
import { dataTypeName } from '#engine/onnx/data-types'
import { decodeModel } from '#engine/onnx/proto/decode'
import type { ModelProto, ValueInfoProto } from '#engine/onnx/proto/messages'
import { checkFunctions, nodesWithin } from './check-functions'
import { checkGraph, checkOperator } from './check-graph'
import type { ExternalRange } from './external-data'
import { limits } from './limits'
import { refuse, shown } from './refuse'

export interface ModelFacts {
  readonly irVersion: number
  readonly opset: number
  readonly producer: string
  readonly inputs: readonly TensorFacts[]
  readonly outputs: readonly TensorFacts[]
  /** The caller has to check these files (external-data.ts) before it opens the model. */
  readonly externalData: readonly ExternalRange[]
  /** What exporters wrote beside the graph, e.g. labels. */
  readonly metadata: ReadonlyMap<string, string>
  readonly notes: readonly ErrorBody[]
}

export interface TensorFacts {
  readonly name: string
  /** 'float32' and so on; 'sequence', 'map', 'optional' or 'sparse' for what is no tensor. */
  readonly type: string
  /** Sizes; null where open. null as a whole: not even the rank is given. */
  readonly dims: readonly (number | null)[] | null
}

export function preflight(bytes: Uint8Array): ModelFacts {
  if (bytes.length === 0) refuse('empty-file', 'The model file is empty.')
  if (bytes.length > limits.fileBytes)
    refuse('too-large', `The model file has ${bytes.length} bytes, more than an ONNX file can have.`)
  const model = decodeModel(bytes)
  const irVersion = checkVersion('unsupported-ir', 'IR version', Number(model.irVersion ?? 0n), limits.irVersions)
  const graph = model.graph
  if (!graph) refuse('invalid-graph', 'The model file holds no graph.')
  const set = model.opsetImport?.find(({ domain }) => !domain || domain === 'ai.onnx')
  if (!set) refuse('unsupported-opset', 'The model does not say which version of the operator set it uses.')
  const opset = checkVersion('unsupported-opset', 'operator set', Number(set.version ?? 0n), limits.opsets)
  checkFunctions(model.functions ?? [])
  for (const f of model.functions ?? []) for (const node of nodesWithin(f.node ?? [])) checkOperator(model, node)
  const externalData = checkGraph(model, graph)
  const weights = new Set(graph.initializer?.map(tensor => tensor.name))
  const inputs = (graph.input ?? []).filter(input => !weights.has(input.name))
  if (inputs.length === 0) refuse('no-inputs', 'The model has no input.')
  if (!graph.output?.length) refuse('no-outputs', 'The model has no output.')
  return {
    irVersion,
    opset,
    producer: [model.producerName, model.producerVersion].filter(Boolean).join(' '),
    inputs: inputs.map(factsOf),
    outputs: graph.output.map(factsOf),
    externalData,
    metadata: new Map((model.metadataProps ?? []).map(({ key, value }) => [key ?? '', value ?? ''])),
    notes: notesOn(model),
  }
}

function checkVersion(
  code: 'unsupported-ir' | 'unsupported-opset',
  what: string,
  version: number,
  { min, max }: { min: number; max: number },
): number {
  if (version >= min && version <= max) return version
  const what2do = version > max ? 'Export it for an older version.' : 'Export it again.'
  return refuse(code, `The model uses ${what} ${version}; ${min} to ${max} are supported. ${what2do}`, {
    version,
    min,
    max,
  })
}

function factsOf({ name, type }: ValueInfoProto): TensorFacts {
  const other = type?.sequenceType
    ? 'sequence'
    : type?.mapType
      ? 'map'
      : type?.optionalType
        ? 'optional'
        : type?.sparseTensorType
          ? 'sparse'
          : null
  const tensor = type?.tensorType
  const dims = tensor?.shape
    ? (tensor.shape.dim ?? []).map(dim => (dim.value !== undefined && dim.value > 0n ? Number(dim.value) : null))
    : null
  return { name: name ?? '', type: other ?? dataTypeName(Number(tensor?.elemType ?? 0n)), dims }
}

function notesOn(model: ModelProto): ErrorBody[] {
  const random = nodesWithin(model.graph?.node ?? []).find(node =>
    /^(Random|Multinomial|Bernoulli)/.test(node.opType ?? ''),
  )
  if (!random) return []
  const message = `The operator ${shown(random.opType)} draws random numbers: the same clip may get another result each time.`
  return [{ code: 'non-deterministic', message, details: { op: random.opType } }]
}
