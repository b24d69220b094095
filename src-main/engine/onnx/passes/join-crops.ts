import { createNode, intsOf, type Graph, type GraphNode } from '#engine/onnx/graph'
import { prune } from '#engine/onnx/transform'
import { consumersOf, producersOf } from '#engine/onnx/walk'

/**
 * Two transposed convolutions that are cropped to one size and then added are added first and cropped once: cropping
 * copies the whole tensor. Holds only where both are equally long before the crop, for every length of the clip.
 */
export function joinCrops(graph: Graph): Graph {
  const producers = producersOf(graph)
  const consumers = consumersOf(graph)
  const isAlone = (name: string): boolean =>
    consumers.get(name)?.length === 1 && !graph.outputs.some(output => output.name === name)
  const joined = new Map<GraphNode, readonly GraphNode[]>()
  for (const add of graph.nodes) {
    if (add.op !== 'Add') continue
    const crops = add.inputs.map(input => producers.get(input))
    if (crops[0] === crops[1] || !crops.every(crop => crop?.op === 'Slice' && isAlone(crop.outputs[0]))) continue
    const [first, second] = crops as [GraphNode, GraphNode]
    const isSameCrop = first.inputs.slice(1).join('\n') === second.inputs.slice(1).join('\n')
    const lengths = [first, second].map(crop => lengthRule(producers.get(crop.inputs[0])))
    if (!isSameCrop || lengths[0] === null || lengths[0] !== lengths[1]) continue
    const sum = `${add.outputs[0]}/whole`
    joined.set(add, [
      createNode('Add', [first.inputs[0], second.inputs[0]], [sum]),
      { ...first, inputs: [sum, ...first.inputs.slice(1)], outputs: add.outputs },
    ])
  }
  return prune({ ...graph, nodes: graph.nodes.flatMap(node => joined.get(node) ?? node) })
}

/**
 * What decides the length of a transposed convolution besides that of the tensor it goes back to: with stride s, reach
 * k and padding p, forward length o = floor((n + p - k) / s) + 1 and full length (o - 1) s + k - p + s - 1 depend on n,
 * s and (p - k) mod s only.
 */
function lengthRule(node: GraphNode | undefined): string | null {
  if (node?.op !== 'ConvTranspose') return null
  const [kernel, strides, dilations, pads] = ['kernel_shape', 'strides', 'dilations', 'pads'].map(name =>
    intsOf(node, name),
  )
  if (!kernel || !strides || !dilations || !pads) return null
  const rests = kernel.map((k, axis) => {
    const free = pads[axis] + pads[kernel.length + axis] - dilations[axis] * (k - 1) - 1
    return ((free % strides[axis]) + strides[axis]) % strides[axis]
  })
  return `${strides.join(' ')} | ${rests.join(' ')}`
}
