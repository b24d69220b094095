import { intOf, intsOf, type Graph, type GraphNode } from './graph'
import { integers } from './tensor'
import { geometryOf, outputSize } from './window-geometry'

/** Sizes of a tensor; null where they depend on the clip or the batch. */
export type Dims = readonly (number | null)[]

/**
 * Ranks and sizes of every tensor that can be known without running the graph. JavaScript has no shape inference of
 * ONNX's, and exported files often carry none. A tensor that is not in the result is unknown.
 */
export function inferShapes(graph: Graph): ReadonlyMap<string, Dims> {
  const shapes = new Map<string, Dims>()
  /** Contents of integer tensors that hold sizes, as far as they are known. */
  const contents = new Map<string, Dims>()
  for (const [name, tensor] of graph.constants) {
    shapes.set(name, tensor.dims)
    const values = integers(tensor)
    if (values && values.length < 64) contents.set(name, values)
  }
  for (const { name, dims } of graph.inputs) if (dims) shapes.set(name, dims.map(sizeOrNull))
  for (const node of graph.nodes) {
    const known = {
      node,
      dims: (i: number) => shapes.get(node.inputs[i] ?? ''),
      content: (i: number) => contents.get(node.inputs[i] ?? ''),
    }
    const content = contentOf(known)
    if (content) contents.set(node.outputs[0], content)
    const dims = content ? [content.length] : shapeOf(known)
    if (dims) shapes.set(node.outputs[0], dims)
  }
  return shapes
}

const sizeOrNull = (dim: number | string | null): number | null => (typeof dim === 'number' && dim >= 0 ? dim : null)

interface Known {
  readonly node: GraphNode
  readonly dims: (input: number) => Dims | undefined
  readonly content: (input: number) => Dims | undefined
}

/** The operators from which exporters build the target of a Reshape. */
function contentOf({ node, dims, content }: Known): Dims | undefined {
  const first = content(0)
  switch (node.op) {
    case 'Shape':
      return dims(0)?.slice(intOf(node, 'start', 0), intOf(node, 'end', Number.MAX_SAFE_INTEGER))
    case 'Gather': {
      const indices = content(1)
      return first && indices?.map(i => (i === null ? null : (first.at(i) ?? null)))
    }
    case 'Slice': {
      const [start, end, step] = [content(1)?.[0], content(2)?.[0], content(4)?.[0] ?? 1]
      return first && typeof start === 'number' && typeof end === 'number' && step === 1
        ? first.slice(start, end)
        : undefined
    }
    case 'Unsqueeze':
    case 'Squeeze':
    case 'Cast':
      return first
    case 'Concat': {
      const parts = node.inputs.map((_, i) => content(i))
      return parts.every(part => part !== undefined) ? parts.flat() : undefined
    }
    default:
      return undefined
  }
}

const inheriting = new Set(
  (
    'Relu LeakyRelu Clip Sigmoid Tanh Softplus HardSigmoid HardSwish Elu Selu Celu Gelu Mish PRelu Softsign Identity ' +
    'Dropout Cast BatchNormalization InstanceNormalization LayerNormalization Softmax LogSoftmax Abs Neg Exp Log Sqrt Pow Erf'
  ).split(' '),
)

function shapeOf(known: Known): Dims | undefined {
  const { node, dims } = known
  const first = dims(0)
  if (inheriting.has(node.op)) return first
  switch (node.op) {
    case 'Conv': {
      const weight = dims(1)
      if (!first || !weight) return undefined
      return [first[0], weight[0], ...windowed(node, weight.slice(2) as number[], first)]
    }
    case 'MaxPool':
    case 'AveragePool':
      return first && [first[0], first[1], ...windowed(node, intsOf(node, 'kernel_shape') ?? [], first)]
    case 'GlobalAveragePool':
    case 'GlobalMaxPool':
      return first?.map((size, axis) => (axis < 2 ? size : 1))
    case 'Gemm': {
      const weight = dims(1)
      return first && weight && [first[0], weight[intOf(node, 'transB', 0) === 1 ? 0 : 1]]
    }
    case 'MatMul': {
      const weight = dims(1)
      return first && weight?.length === 2 ? [...first.slice(0, -1), weight[1]] : undefined
    }
    case 'Add':
    case 'Sub':
    case 'Mul':
    case 'Div':
    case 'Sum':
      return broadcast(node.inputs.map((_, i) => dims(i)))
    case 'Concat': {
      const all = node.inputs.map((_, i) => dims(i))
      if (!all.every(d => d !== undefined)) return undefined
      const axis = normalAxis(intOf(node, 'axis', 0), all[0].length)
      return all[0].map((size, i) => (i === axis ? all.reduce<number | null>((sum, d) => plus(sum, d[axis]), 0) : size))
    }
    case 'Flatten':
      return first && [product(first.slice(0, intOf(node, 'axis', 1))), product(first.slice(intOf(node, 'axis', 1)))]
    case 'Reshape':
      return reshaped(first, known.content(1))
    case 'Squeeze':
    case 'Unsqueeze': {
      const axes = intsOf(node, 'axes') ?? (known.content(1) as readonly number[] | undefined)
      return first && withAxes(node.op, first, axes)
    }
    case 'Transpose': {
      const perm = intsOf(node, 'perm') ?? first?.map((_, axis) => first.length - 1 - axis)
      return first && perm?.map(axis => first[axis])
    }
    case 'ReduceMean':
    case 'ReduceSum':
    case 'ReduceMax':
      return first && reduced(node, first, axesOf(known))
    default:
      return undefined
  }
}

/** The axes of a reduction, counted from the front; all axes where none are given. */
function axesOf({ node, dims, content }: Known): readonly number[] {
  const rank = dims(0)?.length ?? 0
  const axes =
    intsOf(node, 'axes') ?? (content(1) as readonly number[] | undefined) ?? dims(0)?.map((_, axis) => axis) ?? []
  return axes.map(axis => normalAxis(axis, rank))
}

function reduced(node: GraphNode, dims: Dims, axes: readonly number[]): Dims {
  if (intOf(node, 'keepdims', 1) === 1) return dims.map((size, axis) => (axes.includes(axis) ? 1 : size))
  return dims.filter((_, axis) => !axes.includes(axis))
}

function windowed(node: GraphNode, kernel: readonly number[], input: Dims): Dims {
  const sizes = input.slice(2)
  if (intOf(node, 'ceil_mode', 0) === 1) return sizes.map(() => null)
  const autoPad = node.attributes.get('auto_pad')?.value
  const strides = intsOf(node, 'strides') ?? kernel.map(() => 1)
  if (autoPad === 'SAME_UPPER' || autoPad === 'SAME_LOWER')
    return sizes.map((n, axis) => (n === null ? null : Math.ceil(n / strides[axis])))
  const geometry = geometryOf(node, kernel, sizes)
  return sizes.map((n, axis) => (n === null ? null : outputSize(geometry, axis, n)))
}

export function normalAxis(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis
}

function broadcast(all: readonly (Dims | undefined)[]): Dims | undefined {
  const known = all.filter(d => d !== undefined)
  if (known.length < all.length) return undefined
  const rank = Math.max(...known.map(d => d.length))
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = known.map(d => (axis - rank + d.length >= 0 ? d[axis - rank + d.length] : 1))
    const fixed = sizes.filter(size => size !== 1)
    return fixed.length === 0 ? 1 : (fixed.find(size => size !== null) ?? null)
  })
}

function reshaped(input: Dims | undefined, target: Dims | undefined): Dims | undefined {
  if (!target) return undefined
  const dims = target.map((size, axis) => (size === 0 ? (input?.[axis] ?? null) : size))
  const open = dims.indexOf(-1)
  if (open < 0) return dims
  const total = input && product(input)
  const rest = product(dims.filter((_, axis) => axis !== open))
  // The batch is not known: where it is passed on as 0, -1 or as a size read from the input, the other sizes decide.
  const inner = input && dims[0] === null && input[0] === null ? product(input.slice(1)) : null
  const innerRest = product(dims.slice(1).filter((_, axis) => axis + 1 !== open))
  const size =
    total !== null && total !== undefined && rest ? total / rest : inner && innerRest ? inner / innerRest : null
  return dims.map((old, axis) => (axis === open ? size : old))
}

function withAxes(op: string, dims: Dims, axes: readonly number[] | undefined): Dims | undefined {
  if (!axes) return op === 'Squeeze' && !dims.includes(null) ? dims.filter(size => size !== 1) : undefined
  if (op === 'Squeeze') {
    const gone = axes.map(axis => normalAxis(axis, dims.length))
    return dims.filter((_, axis) => !gone.includes(axis))
  }
  const rank = dims.length + axes.length
  const added = axes.map(axis => normalAxis(axis, rank))
  const rest = [...dims]
  return Array.from({ length: rank }, (_, axis) => (added.includes(axis) ? 1 : rest.shift()!))
}

function product(dims: Dims): number | null {
  return dims.reduce((all, size) => (all === null || size === null ? null : all * size), 1 as number | null)
}

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b
}
