import { ints } from '#engine/onnx/graph'
import type { GraphBuilder } from '#engine/onnx/graph-builder'
import { float32, sizeOf } from '#engine/onnx/tensor'
import type { WindowGeometry } from '#engine/onnx/window-geometry'
import { transposedWindows } from './transposed-windows'

/** What each window holds, tap by tap: [n, 1, ...input] to [n, taps, ...output]. Padding holds zeros. */
export function listTaps(b: GraphBuilder, g: WindowGeometry, planes: string): string {
  return b.node('Conv', [planes, oneHotKernels(b, g, 'list')()], {
    kernel_shape: ints(g.kernel),
    strides: ints(g.strides),
    dilations: ints(g.dilations),
    pads: ints([...g.padsBegin, ...g.padsEnd]),
  })
}

/** The transpose of listTaps, what falls on one cell added up: [n, taps, ...output] to [n, 1, ...input]. */
export function layTaps(b: GraphBuilder, g: WindowGeometry, listed: string, input: string): string {
  const weights = { forward: oneHotKernels(b, g, 'list'), flipped: oneHotKernels(b, g, 'lay flipped') }
  return transposedWindows(b, { ...g, group: 1 }, listed, input, weights)
}

/** Where each tap of the windows takes a plane of their output: [n, 1, ...output] to [n, taps, ...input]. */
export function spreadTaps(b: GraphBuilder, g: WindowGeometry, planes: string, input: string): string {
  const weights = { forward: oneHotKernels(b, g, 'lay'), flipped: oneHotKernels(b, g, 'list flipped') }
  return transposedWindows(b, { ...g, group: 1 }, planes, input, weights)
}

/** Kernel k picks tap k: [taps, 1, ...kernel] to list, [1, taps, ...kernel] to lay. */
function oneHotKernels(
  b: GraphBuilder,
  { kernel }: WindowGeometry,
  kind: `${'list' | 'lay'}${'' | ' flipped'}`,
): () => string {
  return () =>
    b.constant(`one-hot ${kernel.join(' ')} ${kind}`, () => {
      const taps = sizeOf(kernel)
      const data = new Float32Array(taps * taps)
      const isFlipped = kind.endsWith('flipped')
      for (let k = 0; k < taps; k++) data[k * taps + (isFlipped ? taps - 1 - k : k)] = 1
      return float32([...(kind.startsWith('list') ? [taps, 1] : [1, taps]), ...kernel], data)
    })
}
