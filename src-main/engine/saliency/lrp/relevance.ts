import type { GraphBuilder } from '#engine/onnx/graph-builder'
import type { WindowGeometry } from '#engine/onnx/window-geometry'
import type { LinearLayer } from './linear-layer'
import type { ParameterPart } from './rule'

/**
 * The relevance of a tensor as base ⊙ coef. Rules mostly multiply by tensors that depend on the forward pass alone;
 * those gather in coef, and meet base only where a linear map needs the product. That saves work, and makes many
 * concepts of one clip cheap: base then has a row per concept, coef still one.
 */
export interface Relevance {
  readonly base: string
  /** null: base alone. */
  readonly coef: string | null
  /** base has size 1 along axes where coef is larger. */
  readonly isSpread: boolean
  /** Where base is a sum of transposed convolutions: these. Who needs less than all of base can begin with them. */
  readonly messages?: readonly Message[]
}

/** What an ungrouped convolution hands back to its input through a part of its weights. */
export interface Message {
  readonly layer: LinearLayer
  readonly windows: WindowGeometry
  readonly weight: ParameterPart
  /** Of the layer's output, divided by the layer's denominators. */
  readonly divided: Relevance
}

/** What the rows are: one a clip, or one a concept of the one clip of the run. */
export type Rows = 'clips' | 'concepts'

export const whole = (base: string): Relevance => ({ base, coef: null, isSpread: false })

export function times(b: GraphBuilder, r: Relevance, factor: string): Relevance {
  return { ...r, coef: r.coef === null ? factor : b.node('Mul', [r.coef, factor]) }
}

export function over(b: GraphBuilder, r: Relevance, divisor: string): Relevance {
  return { ...r, coef: r.coef === null ? b.node('Reciprocal', [divisor]) : b.node('Div', [r.coef, divisor]) }
}

/** The same change of shape to both factors. */
export function reshaped({ base, coef, isSpread }: Relevance, change: (tensor: string) => string): Relevance {
  return { base: change(base), coef: coef && change(coef), isSpread }
}

/** The product as one tensor. */
export function materialise(b: GraphBuilder, r: Relevance): string {
  return r.coef === null ? r.base : b.node('Mul', [r.base, r.coef])
}

/** Sums what reached one tensor along several paths: bases of one coef first, the rest as products. */
export function merge(b: GraphBuilder, parts: readonly Relevance[]): Relevance {
  const groups = new Map<string | null, Relevance>()
  for (const part of parts) {
    const group = groups.get(part.coef)
    groups.set(part.coef, group ? added(b, group, part) : part)
  }
  const merged = [...groups.values()]
  if (merged.length === 1) return merged[0]
  return whole(merged.map(part => materialise(b, part)).reduce((sum, part) => b.node('Add', [sum, part])))
}

function added(b: GraphBuilder, first: Relevance, second: Relevance): Relevance {
  return {
    base: b.node('Add', [first.base, second.base]),
    coef: first.coef,
    isSpread: first.isSpread && second.isSpread,
    messages: first.messages && second.messages && [...first.messages, ...second.messages],
  }
}
