import { CueScopeError } from '#engine/base/errors'
import { intOf, intsOf, stringOf, type GraphNode } from './graph'

/** How the windows of a convolution or pooling lie, one entry per spatial axis. */
export interface WindowGeometry {
  readonly kernel: readonly number[]
  readonly strides: readonly number[]
  readonly dilations: readonly number[]
  readonly padsBegin: readonly number[]
  readonly padsEnd: readonly number[]
  readonly group: number
}

/** @param sizes the input's spatial sizes; null where not fixed (needed for auto_pad SAME only) */
export function geometryOf(
  node: GraphNode,
  kernel: readonly number[],
  sizes: readonly (number | null)[],
): WindowGeometry {
  const strides = intsOf(node, 'strides') ?? kernel.map(() => 1)
  const dilations = intsOf(node, 'dilations') ?? kernel.map(() => 1)
  const group = intOf(node, 'group', 1)
  if (intOf(node, 'ceil_mode', 0) === 1) throw unsupported(node, 'rounds its output size up (ceil_mode)')
  const autoPad = stringOf(node, 'auto_pad', 'NOTSET')
  if (autoPad === 'SAME_UPPER' || autoPad === 'SAME_LOWER') {
    const totals = kernel.map((k, axis) => {
      const reach = dilations[axis] * (k - 1) + 1
      const size = sizes[axis]
      if (strides[axis] === 1) return reach - 1
      if (size === null) throw unsupported(node, `pads by ${autoPad} with a stride, which depends on the clip's length`)
      return Math.max((Math.ceil(size / strides[axis]) - 1) * strides[axis] + reach - size, 0)
    })
    const halves = totals.map(total => Math.floor(total / 2))
    const rests = totals.map((total, axis) => total - halves[axis])
    const [padsBegin, padsEnd] = autoPad === 'SAME_UPPER' ? [halves, rests] : [rests, halves]
    return { kernel, strides, dilations, padsBegin, padsEnd, group }
  }
  const pads = (autoPad === 'NOTSET' ? intsOf(node, 'pads') : null) ?? kernel.flatMap(() => [0, 0])
  return {
    kernel,
    strides,
    dilations,
    padsBegin: pads.slice(0, kernel.length),
    padsEnd: pads.slice(kernel.length),
    group,
  }
}

/** Output size of one axis. */
export function outputSize(g: WindowGeometry, axis: number, size: number): number {
  const reach = g.dilations[axis] * (g.kernel[axis] - 1) + 1
  return Math.floor((size + g.padsBegin[axis] + g.padsEnd[axis] - reach) / g.strides[axis]) + 1
}

function unsupported(node: GraphNode, why: string): CueScopeError {
  const name = node.name || node.outputs[0]
  return new CueScopeError(
    'unsupported-op',
    `The operator ${node.op} ("${name}") ${why}: relevance can't be traced through it.`,
    {
      op: node.op,
      node: name,
    },
  )
}
