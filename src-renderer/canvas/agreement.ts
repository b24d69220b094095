/** How far two explanations of one clip say the same about time. */
import type { Stretch } from './play-plan'

/** Spearman's rank correlation, ties sharing their mean rank; null where one side does not vary. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  if (a.length !== b.length) return null
  const [ranksA, ranksB] = [ranksOf(a), ranksOf(b)]
  const mean = (a.length - 1) / 2
  let [both, squareA, squareB] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    both += (ranksA[i] - mean) * (ranksB[i] - mean)
    squareA += (ranksA[i] - mean) ** 2
    squareB += (ranksB[i] - mean) ** 2
  }
  return squareA > 0 && squareB > 0 ? both / Math.sqrt(squareA * squareB) : null
}

function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a] - values[b])
  const ranks = new Float64Array(values.length)
  for (let first = 0; first < order.length;) {
    let last = first
    while (last + 1 < order.length && values[order[last + 1]] === values[order[first]]) last++
    for (let k = first; k <= last; k++) ranks[order[k]] = (first + last) / 2
    first = last + 1
  }
  return ranks
}

/** Intersection over union in time, as the engine has it of an audit’s methods: 0..1; null where one has none. */
export function windowOverlap(a: readonly Stretch[], b: readonly Stretch[]): number | null {
  const [lengthA, lengthB] = [lengthOf(a), lengthOf(b)]
  if (lengthA === 0 || lengthB === 0) return null
  let common = 0
  for (const one of a)
    for (const other of b)
      common += Math.max(0, Math.min(one.endSec, other.endSec) - Math.max(one.startSec, other.startSec))
  return common / (lengthA + lengthB - common)
}

/** The windows of one explanation do not overlap each other. */
function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0)
}
