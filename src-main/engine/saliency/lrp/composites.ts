import type { LinearRule } from './rule'
import { alphaBeta } from '#engine/saliency/lrp/rules/alpha-beta'
import { epsilon } from '#engine/saliency/lrp/rules/epsilon'
import { flat } from '#engine/saliency/lrp/rules/flat'
import { gamma } from '#engine/saliency/lrp/rules/gamma'
import { gradient } from '#engine/saliency/lrp/rules/gradient'
import { wSquare } from '#engine/saliency/lrp/rules/w-square'
import { zBox } from '#engine/saliency/lrp/rules/z-box'
import { zPlus } from '#engine/saliency/lrp/rules/z-plus'

/** Which rule each kind of layer gets. Max pooling, normalisation and shape changes are always differentiated. */
export interface Composite {
  readonly name: string
  /** Of the first linear layer; null: as any other. */
  readonly first: LinearRule | null
  readonly conv: LinearRule
  readonly dense: LinearRule
  readonly activation: 'pass' | 'gradient'
  /** Average pooling: by each cell's share of the mean. */
  readonly average: 'norm' | 'gradient'
  /** Sums of branches: by each branch's share ('norm'), or all of it to each ('both'). */
  readonly sum: 'norm' | 'both'
}

const base = { first: null, dense: epsilon, activation: 'pass', average: 'norm', sum: 'norm' } as const

/** The assignments of [kohlbrenner2020] and [anders2021] by name. The first is the default. */
export const composites = {
  'epsilon-plus-flat': { ...base, name: 'epsilon-plus-flat', first: flat, conv: zPlus },
  'epsilon-alpha2-beta1-flat': { ...base, name: 'epsilon-alpha2-beta1-flat', first: flat, conv: alphaBeta(2, 1) },
  'epsilon-plus': { ...base, name: 'epsilon-plus', conv: zPlus },
  'epsilon-alpha2-beta1': { ...base, name: 'epsilon-alpha2-beta1', conv: alphaBeta(2, 1) },
  'epsilon-gamma-box': { ...base, name: 'epsilon-gamma-box', first: zBox, conv: gamma(0.25) },
  'epsilon-plus-w-square': { ...base, name: 'epsilon-plus-w-square', first: wSquare, conv: zPlus },
  epsilon: { ...base, name: 'epsilon', conv: epsilon },
  'excitation-backprop': { ...base, name: 'excitation-backprop', conv: zPlus, dense: zPlus, activation: 'gradient' },
} as const satisfies Record<string, Composite>

export type CompositeName = keyof typeof composites

/** The plain derivative, written by the same machinery. */
export const gradients: Composite = {
  name: 'gradients',
  first: null,
  conv: gradient,
  dense: gradient,
  activation: 'gradient',
  average: 'gradient',
  sum: 'both',
}
