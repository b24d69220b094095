/** Ranks from 0, ties sharing their mean rank. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
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

/** Pearson's correlation; null where one side does not vary. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const n = a.length
  let [meanA, meanB] = [0, 0]
  for (let i = 0; i < n; i++) {
    meanA += a[i] / n
    meanB += b[i] / n
  }
  let [both, squareA, squareB] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    both += (a[i] - meanA) * (b[i] - meanB)
    squareA += (a[i] - meanA) ** 2
    squareB += (b[i] - meanB) ** 2
  }
  return squareA > 0 && squareB > 0 ? both / Math.sqrt(squareA * squareB) : null
}

export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  return pearson(ranksOf(a), ranksOf(b))
}

/** Indices of the `count` largest values, largest first; of equal values the first. */
export function largest(values: ArrayLike<number>, count: number): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, i) => i)
    .sort((a, b) => values[b] - values[a] || a - b)
    .slice(0, count)
}
