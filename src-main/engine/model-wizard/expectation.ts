import type { Expectation } from '#contracts/model-wizard'
import { CueScopeError } from '#engine/base/errors'
import { labelIndex } from '#engine/models/prediction'
import { softmax } from '#engine/stats/softmax'

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

/**
 * The order of the labels in which the scores are the expected ones: both sorted, value by value. null: there is none,
 * not all labels are expected, or two of them could be exchanged.
 */
export function fittingOrder(
  logits: Float32Array,
  { kind, indices, values }: Expected,
  labels: readonly string[],
  tolerance: number,
): string[] | null {
  if (indices.length !== labels.length) return null
  const scores = kind === 'probabilities' ? softmax(logits) : Float64Array.from(logits)
  const byScore = [...scores.keys()].sort((a, b) => scores[b] - scores[a])
  const byExpected = [...values.keys()].sort((a, b) => values[b] - values[a])
  const order: string[] = new Array<string>(labels.length)
  for (const [rank, output] of byScore.entries()) {
    const expected = byExpected[rank]
    if (Math.abs(scores[output] - values[expected]) > tolerance) return null
    const next = byExpected[rank + 1]
    if (next !== undefined && values[expected] - values[next] <= 2 * tolerance) return null
    order[output] = labels[indices[expected]]
  }
  return order
}
