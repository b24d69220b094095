import type { Expectation } from '#contracts/model-wizard'
import { CueScopeError } from '#engine/base/errors'
import { labelIndex } from '#engine/models/prediction'
import { softmax } from '#engine/stats/softmax'

/** Below so many expected values, several front ends give the same by chance. */
export const FEW = 3

/** What is expected of some or all labels, and how far scores are from it. */
export interface Expected {
  readonly kind: 'logits' | 'probabilities'
  /** Indices of the labels that something is expected of. */
  readonly indices: readonly number[]
  readonly values: readonly number[]
}

export interface Deviation {
  /** Largest absolute difference. */
  readonly largest: number
  /** What a search goes by: for probabilities that of their square roots, which also tells small ones apart. */
  readonly distance: number
  /** Float64 [expected values] */
  readonly found: Float64Array
}

/** @throws CueScopeError bad-option, not-found */
export function readExpectation({ kind, values }: Expectation, labels: readonly string[]): Expected {
  if (Array.isArray(values) && values.length !== labels.length)
    throw new CueScopeError(
      'bad-option',
      `${values.length} values are expected, but the model has ${labels.length} labels.`,
    )
  const entries = Array.isArray(values)
    ? values.map((value, i) => [i, value] as const)
    : Object.entries(values).map(([label, value]) => [labelIndex(labels, label), value] as const)
  if (entries.length === 0) throw new CueScopeError('bad-option', 'Say what is expected of one label at least.')
  const numbers = entries.map(([, value]) => value)
  if (!numbers.every(Number.isFinite)) throw new CueScopeError('bad-option', 'Expected values must be finite numbers.')
  const sum = numbers.reduce((a, b) => a + b, 0)
  const areShares = numbers.every(value => value >= 0 && value <= 1) && sum < 1.02
  const isWhole = entries.length === labels.length
  const found = areShares && (!isWhole || sum > 0.98) ? 'probabilities' : 'logits'
  return { kind: kind === 'auto' ? found : kind, indices: entries.map(([i]) => i), values: numbers }
}

export function deviationOf(logits: Float32Array, { kind, indices, values }: Expected): Deviation {
  const all = kind === 'probabilities' ? softmax(logits) : Float64Array.from(logits)
  const found = Float64Array.from(indices, i => all[i])
  const scale = kind === 'probabilities' ? (x: number) => Math.sqrt(Math.max(0, x)) : (x: number) => x
  let [largest, squares] = [0, 0]
  found.forEach((value, i) => {
    largest = Math.max(largest, Math.abs(value - values[i]))
    squares += (scale(value) - scale(values[i])) ** 2
  })
  return { largest, distance: Math.sqrt(squares / values.length), found }
}

/** So many times nearer another order must be: else it may as well be the front end. */
const CLEARLY = 3

/**
 * The package's labels in the order in which the scores are the expected ones. Of all ways to pair values and scores,
 * both sorted and paired one by one has the smallest largest deviation. Labels that nothing is expected of stay in their
 * places. null: no order fits, or none does clearly better than the package's own.
 */
export function fittingOrder(
  logits: Float32Array,
  expected: Expected,
  labels: readonly string[],
  tolerance: number,
): string[] | null {
  const { indices, values } = expected
  const own = deviationOf(logits, expected)
  const byScore = [...own.found.keys()].sort((a, b) => own.found[b] - own.found[a])
  const byExpected = [...values.keys()].sort((a, b) => values[b] - values[a])
  const largest = Math.max(...byScore.map((place, rank) => Math.abs(own.found[place] - values[byExpected[rank]])))
  if (largest > Math.min(tolerance, own.largest / CLEARLY)) return null
  const order = [...labels]
  byScore.forEach((place, rank) => (order[indices[place]] = labels[indices[byExpected[rank]]]))
  return order
}

/** Labels whose expected values are so near each other that an order found by values may hold them exchanged. */
export function exchangeableLabels(
  rows: readonly { readonly label: string; readonly expected: number }[],
  tolerance: number,
): string[][] {
  const groups: string[][] = []
  const sorted = [...rows].sort((a, b) => b.expected - a.expected)
  sorted.forEach(({ label, expected }, i) => {
    if (i > 0 && sorted[i - 1].expected - expected <= 2 * tolerance) groups[groups.length - 1].push(label)
    else groups.push([label])
  })
  return groups.filter(group => group.length > 1)
}
