import { createNode, int, ints, type Attribute, type Graph, type GraphNode, type ValueInfo } from './graph'
import { float32, int64, type Tensor } from './tensor'
import { joinCrops } from '#engine/onnx/passes/join-crops'
import { prune } from './transform'
import { sortNodes } from './walk'

/**
 * Writes nodes behind an existing graph. A node that was written before, with the same operator, inputs and
 * attributes, is not written again (hash-consing), so callers ask for what they need and share it without knowing.
 * What nobody uses in the end is dropped.
 */
export class GraphBuilder {
  readonly #graph: Graph
  readonly #nodes: GraphNode[]
  readonly #constants: Map<string, Tensor>
  readonly #inputs: ValueInfo[]
  readonly #outputs: ValueInfo[] = []
  readonly #known = new Map<string, string>()

  constructor(graph: Graph) {
    this.#graph = graph
    this.#nodes = [...graph.nodes]
    this.#constants = new Map(graph.constants)
    this.#inputs = [...graph.inputs]
  }

  /** Adds a node with one output and returns the output's name. */
  node(op: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    const key = JSON.stringify([op, inputs, attributes])
    return this.#once(key, name => this.#nodes.push(createNode(op, inputs, [name], attributes)))
  }

  /** @param key names the value: two constants of one key are one constant */
  constant(key: string, make: () => Tensor): string {
    return this.#once(`constant ${key}`, name => this.#constants.set(name, make()))
  }

  scalar(value: number): string {
    return this.constant(`scalar ${value}`, () => float32([], [value]))
  }

  /** int64 [values.length] */
  vector(values: readonly number[]): string {
    return this.constant(`vector ${values.join(' ')}`, () => int64(values))
  }

  input(name: string, type: 'float32' | 'int64', dims: readonly (number | string)[]): string {
    if (!this.#inputs.some(input => input.name === name)) this.#inputs.push({ name, type, dims })
    return name
  }

  /** Indices of the `count` largest values along the last axis, largest first. */
  topIndices(values: string, count: string): string {
    return this.#once(JSON.stringify(['TopK', values, count]), name =>
      this.#nodes.push(
        createNode('TopK', [values, count], [`${name}/values`, name], { axis: { type: 'int', value: -1 } }),
      ),
    )
  }

  /** The `count` largest values along the last axis. */
  topValues(values: string, count: string): string {
    return `${this.topIndices(values, count)}/values`
  }

  /** Gives a tensor the name by which nodes of the graph know it. */
  name(tensor: string, name: string): void {
    this.#nodes.push(createNode('Identity', [tensor], [name]))
  }

  /** Makes `tensor` an output of that name. */
  output(name: string, tensor: string, type: 'float32' | 'int64' = 'float32'): void {
    this.name(tensor, name)
    this.#outputs.push({ name, type, dims: null })
  }

  /** The shape of a tensor from `start` on, without `end`: int64 vector. */
  shape(tensor: string, start = 0, end?: number): string {
    const from = { start: int(start) }
    return this.node('Shape', [tensor], end === undefined ? from : { ...from, end: int(end) })
  }

  concat(parts: readonly string[], axis = 0): string {
    return parts.length === 1 ? parts[0] : this.node('Concat', parts, { axis: { type: 'int', value: axis } })
  }

  unsqueeze(tensor: string, axes: readonly number[]): string {
    return axes.length === 0 ? tensor : this.node('Unsqueeze', [tensor, this.vector(axes)])
  }

  /** Sum over axes, which stay with size 1 unless told otherwise. */
  reduceSum(tensor: string, axes: readonly number[], keepDims = true): string {
    return this.node('ReduceSum', [tensor, this.vector(axes)], { keepdims: { type: 'int', value: keepDims ? 1 : 0 } })
  }

  /** Product of an int64 vector's values, as a float of shape [1]. */
  product(vector: string): string {
    const isAxesInput = this.#graph.opset >= 18
    const keep = { keepdims: { type: 'int', value: 1 } as const }
    const product = isAxesInput
      ? this.node('ReduceProd', [vector, this.vector([0])], keep)
      : this.node('ReduceProd', [vector], { axes: ints([0]), ...keep })
    return this.node('Cast', [product], { to: { type: 'int', value: 1 } })
  }

  build(): Graph {
    const whole = {
      ...this.#graph,
      inputs: this.#inputs,
      outputs: this.#outputs,
      nodes: sortNodes(this.#nodes),
      constants: this.#constants,
    }
    return joinCrops(prune(whole))
  }

  #once(key: string, add: (name: string) => void): string {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const name = `cuescope/${this.#known.size}`
    this.#known.set(key, name)
    add(name)
    return name
  }
}
