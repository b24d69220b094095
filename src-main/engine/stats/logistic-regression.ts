/**
 * Logistic regression with a ridge, so that it converges where the classes can be parted without error.
 *
 * Conventions: minimises sum of log losses + ridge / 2 * sum of squared weights; the intercept is not punished. Rows are
 * feature vectors of one length, all finite.
 * References: [hastie2009] (Newton's method), [hoerl1970] (ridge).
 */
import { solveLinear } from './linear-system'

export interface LogisticModel {
  readonly intercept: number
  readonly weights: readonly number[]
}

const MAX_STEPS = 100

/** Null where one class is missing: there is nothing to tell apart. @param ridge @default 1 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  isPositive: readonly boolean[],
  ridge = 1,
): LogisticModel | null {
  if (!isPositive.includes(true) || !isPositive.includes(false)) return null
  let parameters = new Array<number>(rows[0].length + 1).fill(0)
  let loss = lossOf(rows, isPositive, parameters, ridge)
  for (let step = 0; step < MAX_STEPS; step++) {
    const { gradient, hessian } = slopeOf(rows, isPositive, parameters, ridge)
    const direction = solveLinear(hessian, gradient)
    if (direction === null) return null
    const next = descend(
      at => lossOf(rows, isPositive, at, ridge),
      size => parameters.map((value, i) => value - size * direction[i]),
      loss,
    )
    if (next === null) break
    parameters = next.parameters
    loss = next.loss
  }
  const [intercept, ...weights] = parameters
  return { intercept, weights }
}

export function predictLogistic({ intercept, weights }: LogisticModel, row: readonly number[]): number {
  return sigmoid(row.reduce((sum, value, i) => sum + value * weights[i], intercept))
}

/** The longest of the steps 1, 1/2, 1/4, ... that lowers the loss; null: there is none, this is the minimum. */
function descend(
  lossAt: (parameters: number[]) => number,
  stepped: (size: number) => number[],
  loss: number,
): { parameters: number[]; loss: number } | null {
  for (let size = 1; size > 1e-6; size /= 2) {
    const parameters = stepped(size)
    const lower = lossAt(parameters)
    if (lower < loss) return { parameters, loss: lower }
  }
  return null
}

function lossOf(
  rows: readonly (readonly number[])[],
  isPositive: readonly boolean[],
  [intercept, ...weights]: number[],
  ridge: number,
): number {
  let loss = (ridge / 2) * weights.reduce((sum, weight) => sum + weight * weight, 0)
  for (const [i, row] of rows.entries()) {
    const score = row.reduce((sum, value, k) => sum + value * weights[k], intercept)
    const margin = isPositive[i] ? score : -score
    loss += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin
  }
  return loss
}

function slopeOf(
  rows: readonly (readonly number[])[],
  isPositive: readonly boolean[],
  parameters: readonly number[],
  ridge: number,
): { gradient: number[]; hessian: number[][] } {
  const size = parameters.length
  const gradient = parameters.map((value, i) => (i === 0 ? 0 : ridge * value))
  const hessian = parameters.map((_, i) => parameters.map((_, j) => (i === j && i > 0 ? ridge : 0)))
  const [intercept, ...weights] = parameters
  for (const [i, row] of rows.entries()) {
    const p = predictLogistic({ intercept, weights }, row)
    const error = p - (isPositive[i] ? 1 : 0)
    for (let a = 0; a < size; a++) {
      const x = a === 0 ? 1 : row[a - 1]
      gradient[a] += error * x
      for (let b = 0; b < size; b++) hessian[a][b] += p * (1 - p) * x * (b === 0 ? 1 : row[b - 1])
    }
  }
  return { gradient, hessian }
}

function sigmoid(score: number): number {
  return score >= 0 ? 1 / (1 + Math.exp(-score)) : Math.exp(score) / (1 + Math.exp(score))
}
