import { realpath, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { readRegularFile } from '#engine/files/read-file'
import type { AttributeProto, GraphProto, ModelProto, TensorProto } from '#engine/onnx/proto/messages'
import { checkExternalRange, type ExternalRange } from '#engine/onnx/preflight/external-data'
import { refuse, shown } from '#engine/onnx/preflight/refuse'

const MAX_WEIGHT_BYTES = 2 ** 30

/**
 * Takes weights that lie in files beside the model into the model itself, in place: packages are one file.
 * `ranges` are those that preflight passed. @throws CueScopeError
 */
export async function inlineWeights(
  model: ModelProto,
  ranges: readonly ExternalRange[],
  modelPath: string,
): Promise<void> {
  if (ranges.length === 0) return
  const folder = await realpath(dirname(modelPath))
  const files = new Map<string, Uint8Array>()
  for (const range of ranges) {
    const bytes = files.get(range.location) ?? (await weightsFile(folder, range))
    files.set(range.location, bytes)
    checkExternalRange(range, bytes.length)
  }
  const byTensor = new Map(ranges.map(range => [range.tensor, range]))
  for (const tensor of tensorsOf(model.graph!)) {
    if (tensor.dataLocation !== 1n && !tensor.externalData?.length) continue
    const range = byTensor.get(tensor.name ?? '')
    if (range === undefined) refuse('external-data-missing', `The weights ${shown(tensor.name)} lie nowhere.`)
    tensor.rawData = files.get(range.location)!.slice(range.offset, range.offset + range.bytes)
    delete tensor.externalData
    delete tensor.dataLocation
  }
}

/** The file inside the model's folder after all links. */
async function weightsFile(folder: string, range: ExternalRange): Promise<Uint8Array> {
  const real = await realpath(join(folder, range.location)).catch(() => null)
  if (real === null) {
    checkExternalRange(range, null)
    throw new RangeError('checkExternalRange accepts no missing file')
  }
  if (!real.startsWith(folder + sep) || (await stat(real)).nlink > 1) {
    const why = `The weights file ${shown(range.location)} leads out of the model's folder: only files in it are read.`
    refuse('external-data-outside', why, { location: range.location })
  }
  return readRegularFile(real, MAX_WEIGHT_BYTES)
}

function tensorsOf(graph: GraphProto): TensorProto[] {
  const ofAttribute = (a: AttributeProto): TensorProto[] => [
    ...(a.t ? [a.t] : []),
    ...(a.tensors ?? []),
    ...[...(a.g ? [a.g] : []), ...(a.graphs ?? [])].flatMap(tensorsOf),
  ]
  return [
    ...(graph.initializer ?? []),
    ...(graph.node ?? []).flatMap(node => (node.attribute ?? []).flatMap(ofAttribute)),
  ]
}
