import { int, ints } from '#engine/onnx/graph'
import type { GraphBuilder } from '#engine/onnx/graph-builder'
import type { WindowGeometry } from '#engine/onnx/window-geometry'

/**
 * The transpose of a convolution or pooling, for any stride and any length of the clip.
 *
 * A stride loses a remainder of the input's length, so the transpose's own length is ambiguous: output_padding of
 * stride - 1 makes it at least as long as the input for every remainder, and a Slice crops it. With stride 1 it is a
 * plain convolution with flipped kernels, which runtimes do faster.
 *
 * @param input the tensor whose shape the result gets along the spatial axes
 * @param weights [outputs, inputs / group, ...kernel], or flipped and exchanged
 */
export function transposedWindows(
  b: GraphBuilder,
  g: WindowGeometry,
  s: string,
  input: string,
  weights: { forward(): string; flipped(): string },
): string {
  const reach = g.kernel.map((k, axis) => g.dilations[axis] * (k - 1))
  const padsBegin = reach.map((r, axis) => r - g.padsBegin[axis])
  const padsEnd = reach.map((r, axis) => r - g.padsEnd[axis])
  const shared = { kernel_shape: ints(g.kernel), dilations: ints(g.dilations), group: int(g.group) }
  if (g.strides.every(stride => stride === 1) && [...padsBegin, ...padsEnd].every(pad => pad >= 0)) {
    return b.node('Conv', [s, weights.flipped()], {
      ...shared,
      strides: ints(g.strides),
      pads: ints([...padsBegin, ...padsEnd]),
    })
  }
  const full = b.node('ConvTranspose', [s, weights.forward()], {
    ...shared,
    strides: ints(g.strides),
    pads: ints([...g.padsBegin, ...g.padsEnd]),
    output_padding: ints(g.strides.map(stride => stride - 1)),
  })
  const longer = g.strides.flatMap((stride, axis) => (stride > 1 ? [axis + 2] : []))
  if (longer.length === 0) return full
  const ends = b.concat(longer.map(axis => b.shape(input, axis, axis + 1)))
  return b.node('Slice', [full, b.vector(longer.map(() => 0)), ends, b.vector(longer)])
}

/** The geometry of one axis alone: windows of size 1 along the others. */
export function alongAxis(g: WindowGeometry, axis: number): WindowGeometry {
  const only = (values: readonly number[], otherwise: number): number[] =>
    values.map((value, i) => (i === axis ? value : otherwise))
  return {
    kernel: only(g.kernel, 1),
    strides: only(g.strides, 1),
    dilations: only(g.dilations, 1),
    padsBegin: only(g.padsBegin, 0),
    padsEnd: only(g.padsEnd, 0),
    group: 1,
  }
}
