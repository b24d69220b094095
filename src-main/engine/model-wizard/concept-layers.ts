import type { ModelManifest } from '#contracts/model'
import { resolveName } from '#engine/onnx/graph'
import { prepareGraph } from '#engine/onnx/prepare'
import { readGraph } from '#engine/onnx/read-graph'
import { inferShapes } from '#engine/onnx/infer-shapes'
import { CueScopeError } from '#engine/base/errors'

/** Convolutions over mel and time: layers whose channels can be looked at as concepts. None where the graph can't be read. */
export function conceptLayers(onnx: Uint8Array): ModelManifest['concepts'] {
  try {
    const graph = readGraph(onnx)
    const prepared = prepareGraph(graph)
    const shapes = inferShapes(prepared)
    const convolutions = graph.nodes.filter(
      ({ op, outputs }) => op === 'Conv' && shapes.get(resolveName(prepared, outputs[0]))?.length === 4,
    )
    const layers = convolutions.map(({ name, outputs: [tensor] }) => ({ layer: layerName(name) || tensor, tensor }))
    return layers.map(({ layer, tensor }, i) => {
      const isTwice = layers.some((other, k) => k !== i && other.layer === layer)
      return { layer: isTwice ? tensor : layer, tensor }
    })
  } catch (error) {
    if (error instanceof CueScopeError) return []
    throw error
  }
}

/** `/block1/down/down.0/Conv` as exporters write it -> `block1.down.0`, as the code has it. */
function layerName(node: string): string {
  const parts = node.split('/').filter(part => part !== '' && !/^Conv(_\d+)?$/.test(part))
  return parts.filter((part, i) => !parts[i + 1]?.startsWith(`${part}.`)).join('.')
}
