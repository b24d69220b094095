import type { Tensor } from './tensor'

/**
 * An ONNX classifier as plain, frozen data: nodes in topological order, one producer per tensor name, every constant
 * in one map. Passes return new graphs and never change one.
 */
export interface Graph {
  readonly irVersion: number
  /** Version of ONNX's own operator set; nodes of other sets don't get this far. */
  readonly opset: number
  readonly inputs: readonly ValueInfo[]
  readonly outputs: readonly ValueInfo[]
  readonly nodes: readonly GraphNode[]
  readonly constants: ReadonlyMap<string, Tensor>
  /** Names that passes took away -> the tensor that holds the same values now. */
  readonly aliases: ReadonlyMap<string, string>
}

export interface ValueInfo {
  readonly name: string
  /** As in dataTypes, e.g. 'float32'. */
  readonly type: string
  /** Sizes; a name or null where the size is not fixed. Null: not even the rank is known. */
  readonly dims: readonly (number | string | null)[] | null
}

export interface GraphNode {
  readonly op: string
  readonly name: string
  /** '' stands for an optional input that is left out. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Attributes
}

export type Attributes = ReadonlyMap<string, Attribute>

export type Attribute =
  | { readonly type: 'int' | 'float'; readonly value: number }
  | { readonly type: 'ints' | 'floats'; readonly value: readonly number[] }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'tensor'; readonly value: Tensor }

export const int = (value: number): Attribute => ({ type: 'int', value })
export const float = (value: number): Attribute => ({ type: 'float', value })
export const ints = (value: readonly number[]): Attribute => ({ type: 'ints', value })
export const string = (value: string): Attribute => ({ type: 'string', value })

export function createNode(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, Attribute>> = {},
): GraphNode {
  return { op, name: '', inputs, outputs, attributes: new Map(Object.entries(attributes)) }
}

export function intOf(node: GraphNode, name: string, otherwise: number): number {
  const attribute = node.attributes.get(name)
  return attribute?.type === 'int' ? attribute.value : otherwise
}

export function floatOf(node: GraphNode, name: string, otherwise: number): number {
  const attribute = node.attributes.get(name)
  return attribute?.type === 'float' ? attribute.value : otherwise
}

export function intsOf(node: GraphNode, name: string): readonly number[] | null {
  const attribute = node.attributes.get(name)
  return attribute?.type === 'ints' ? attribute.value : null
}

export function stringOf(node: GraphNode, name: string, otherwise: string): string {
  const attribute = node.attributes.get(name)
  return attribute?.type === 'string' ? attribute.value : otherwise
}

/** The tensor that a name of the original model stands for, through all passes. */
export function resolveName(graph: Graph, name: string): string {
  let current = name
  for (let next = graph.aliases.get(current); next !== undefined; next = graph.aliases.get(current)) current = next
  return current
}
