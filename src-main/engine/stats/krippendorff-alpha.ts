/**
 * Agreement beyond chance of any number of raters, some of whom may have missed clips: 1 full, 0 chance.
 *
 * Conventions: clips with fewer than two ratings don't count. Nominal: labels, equal or not; interval: values whose squared
 * distance counts. What alpha needs of clips adds up, so that a bootstrap adds instead of reading all ratings again.
 * References: [krippendorff2011].
 */

/** Nominal. @param votes [clips x labels] how many raters gave the label @param weights [clips] how often each clip counts @default once */
export function alphaOfVotes(votes: readonly ArrayLike<number>[], weights?: ArrayLike<number>): number | null {
  const totals = new Float64Array(votes[0]?.length ?? 0)
  let within = 0
  for (let clip = 0; clip < votes.length; clip++) {
    const [row, weight] = [votes[clip], weights?.[clip] ?? 1]
    let [given, squares] = [0, 0]
    for (let label = 0; label < row.length; label++) {
      given += row[label]
      squares += row[label] ** 2
    }
    if (given < 2 || weight === 0) continue
    for (let label = 0; label < row.length; label++) totals[label] += weight * row[label]
    within += (weight * (given ** 2 - squares)) / (given - 1)
  }
  const n = totals.reduce((sum, count) => sum + count, 0)
  const between = n ** 2 - totals.reduce((sum, count) => sum + count ** 2, 0)
  return between > 0 ? 1 - (within * (n - 1)) / between : null
}

/** What interval alpha needs of clips. */
export interface IntervalSums {
  readonly ratings: number
  readonly sum: number
  readonly squares: number
  /** Squared distances of all ordered pairs in a clip, by its ratings less one. */
  readonly within: number
}

/** @param row at least two ratings of a clip @param origin the same for all clips, near the ratings: equal ratings then give exact zeros */
export function intervalSums(row: readonly number[], origin: number): IntervalSums {
  let [sum, squares] = [0, 0]
  for (const value of row) {
    sum += value - origin
    squares += (value - origin) ** 2
  }
  const ratings = row.length
  return { ratings, sum, squares, within: (2 * (ratings * squares - sum ** 2)) / (ratings - 1) }
}

export function alphaOfSums({ ratings: n, sum, squares, within }: IntervalSums): number | null {
  const between = 2 * (n * squares - sum ** 2)
  return between > 0 ? 1 - (within * (n - 1)) / between : null
}
