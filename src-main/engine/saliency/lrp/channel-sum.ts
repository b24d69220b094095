import { sizeOf } from '#engine/onnx/tensor'
import { materialise, times, type Message, type Relevance } from './relevance'
import type { StepContext } from './step-context'
import { layTaps, listTaps } from './taps'

/**
 * The sum of a relevance over channels: [rows x 1 x ...space].
 *
 * Where convolutions handed it back to one clip in many rows, nobody needs the rows channel by channel: in
 *
 *   Σ_c coef[c, x] Σ_o,k W[o, c, k] s[row, o, p]      x the cell that the window at p sees through its tap k
 *
 * all but s is the same for all rows. Contracted over c first it becomes a kernel per place, Σ_c W[o, c, k] coef[c, x],
 * and a row costs a fraction of its transposed convolution. The same products, in another order.
 */
export function channelSum(ctx: StepContext, r: Relevance): string {
  const { b } = ctx
  const { coef, messages } = r
  if (ctx.rows === 'clips' || coef === null || !messages) return b.reduceSum(materialise(b, r), [1])
  return messages
    .map(message => {
      const { layer, windows } = message
      const through = sizeOf(windows.kernel) === 1 ? throughOneTap : throughTaps
      return layTaps(b, windows, through(ctx, message, coef), layer.input)
    })
    .reduce((sum, part) => b.node('Add', [sum, part]))
}

/** [rows x 1 x ...output]: with one tap the kernel of every place is what the layer makes of coef. */
function throughOneTap({ b }: StepContext, { layer, weight, divided }: Message, coef: string): string {
  return b.reduceSum(materialise(b, times(b, divided, layer.apply(coef, weight, null))), [1])
}

/** [rows x taps x ...output] */
function throughTaps({ b }: StepContext, { layer, windows, weight, divided }: Message, coef: string): string {
  const s = materialise(b, divided)
  const flat = (tensor: string): string => b.node('Reshape', [tensor, b.vector([0, 0, -1])])
  const moved = (tensor: string, ...perm: number[]): string =>
    b.node('Transpose', [tensor], { perm: { type: 'ints', value: perm } })
  // [channels x taps x places]
  const seen = flat(listTaps(b, windows, b.node('Reshape', [coef, b.vector([-1, 1, ...windows.kernel.map(() => 0)])])))
  // [taps x places x outputs]
  const byTap = moved(b.node('Reshape', [layer.rows(weight), b.vector([0, layer.channelsIn, -1])]), 2, 1, 0)
  const kernels = b.node('MatMul', [moved(seen, 1, 2, 0), byTap])
  // [places x rows x taps]
  const sums = b.node('MatMul', [moved(flat(s), 2, 0, 1), moved(kernels, 1, 2, 0)])
  return b.node('Reshape', [moved(sums, 1, 2, 0), b.concat([b.vector([0, 0]), b.shape(s, 2)])])
}
