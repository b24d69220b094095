import type { GraphBuilder } from '#engine/onnx/graph-builder'

/**
 * The relevance of a tensor as base ⊙ coef. Rules mostly multiply by tensors that depend on the forward pass alone;
 * those gather in coef, which has one row per clip, and meet base only where a linear map needs the product. That
 * saves work, and makes many concepts of one clip cheap: base then has m rows per clip, coef still one.
 */
export interface Relevance {
  readonly base: string
  /** null: base alone. */
  readonly coef: string | null
  /** base has size 1 along axes where coef is larger. */
  readonly isSpread: boolean
}

/** Whether base has one row per clip, or several. */
export type Rows = 'clips' | 'many-per-clip'

export const whole = (base: string): Relevance => ({ base, coef: null, isSpread: false })

export function times(b: GraphBuilder, r: Relevance, factor: string): Relevance {
  return { ...r, coef: r.coef === null ? factor : b.node('Mul', [r.coef, factor]) }
}

export function over(b: GraphBuilder, r: Relevance, divisor: string): Relevance {
  return { ...r, coef: r.coef === null ? b.node('Reciprocal', [divisor]) : b.node('Div', [r.coef, divisor]) }
}

/** The product as one tensor. */
export function materialise(b: GraphBuilder, r: Relevance, rows: Rows): string {
  if (r.coef === null) return r.base
  if (rows === 'clips') return b.node('Mul', [r.base, r.coef])
  const split = b.concat([b.shape(r.coef, 0, 1), b.vector([-1]), b.shape(r.base, 1)])
  const product = b.node('Mul', [b.node('Reshape', [r.base, split]), b.unsqueeze(r.coef, [1])])
  return b.node('Reshape', [product, b.concat([b.vector([-1]), b.shape(product, 2)])])
}

/** Sums what reached one tensor along several paths: bases of one coef first, the rest as products. */
export function merge(b: GraphBuilder, parts: readonly Relevance[], rows: Rows): Relevance {
  const groups = new Map<string | null, Relevance>()
  for (const part of parts) {
    const group = groups.get(part.coef)
    const isSpread = part.isSpread && (group?.isSpread ?? true)
    groups.set(part.coef, group ? { ...part, base: b.node('Add', [group.base, part.base]), isSpread } : part)
  }
  const merged = [...groups.values()]
  if (merged.length === 1) return merged[0]
  return whole(merged.map(part => materialise(b, part, rows)).reduce((sum, part) => b.node('Add', [sum, part])))
}
