/**
 * Scores for each clip by a model that never heard its speaker.
 *
 * Conventions: a fold holds whole speakers; there are as many folds as speakers, at most `maxFolds`. Features are
 * standardised by the training folds' deviation. Scores are log odds without the fold's own intercept: a fold with many
 * positives is predicted by a model that saw few of them, and its lower intercept would turn the order of pooled scores round.
 * References: [varoquaux2017], [airola2011] (pooling biases areas under the ROC curve).
 */
import { fitLogistic } from './logistic-regression'
import { standardDeviation } from './moments'

/** Fold of each clip: the largest speakers are dealt first, each to the fold that holds the fewest clips. */
export function foldsBySpeaker(speakers: readonly string[], maxFolds = 10): number[] {
  const sizes = new Map<string, number>()
  for (const speaker of speakers) sizes.set(speaker, (sizes.get(speaker) ?? 0) + 1)
  const filled = new Array<number>(Math.min(maxFolds, sizes.size)).fill(0)
  const foldOf = new Map<string, number>()
  for (const [speaker, size] of [...sizes].sort((a, b) => b[1] - a[1])) {
    const emptiest = filled.indexOf(Math.min(...filled))
    foldOf.set(speaker, emptiest)
    filled[emptiest] += size
  }
  return speakers.map(speaker => foldOf.get(speaker)!)
}

/** The higher, the likelier "positive"; null with one speaker, or where the other speakers show one class only. */
export function crossValidatedLogistic(
  rows: readonly (readonly number[])[],
  isPositive: readonly boolean[],
  speakers: readonly string[],
): (number | null)[] {
  const folds = foldsBySpeaker(speakers)
  const predicted: (number | null)[] = rows.map(() => null)
  for (const fold of new Set(folds)) {
    const training = [...rows.keys()].filter(i => folds[i] !== fold)
    const scale = columnScale(training.map(i => rows[i]))
    const model = fitLogistic(
      training.map(i => scale(rows[i])),
      training.map(i => isPositive[i]),
    )
    if (model === null) continue
    for (const i of rows.keys()) if (folds[i] === fold) predicted[i] = scoreOf(scale(rows[i]), model.weights)
  }
  return predicted
}

function columnScale(rows: readonly (readonly number[])[]): (row: readonly number[]) => number[] {
  const columns = (rows[0] ?? []).map((_, k) => rows.map(row => row[k]))
  const spreads = columns.map(column => standardDeviation(column) || 1)
  return row => row.map((value, k) => value / spreads[k])
}

function scoreOf(row: readonly number[], weights: readonly number[]): number {
  return row.reduce((sum, value, k) => sum + value * weights[k], 0)
}
