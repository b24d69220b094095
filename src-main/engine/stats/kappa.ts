/**
 * Agreement beyond chance on nominal labels: 1 full, 0 chance.
 * References: [cohen1960], [fleiss1971].
 */

/** Two raters. @param counts [labels x labels], square: first rater's label, second rater's; null where chance alone would agree fully */
export function cohensKappa(counts: readonly (readonly number[])[]): number | null {
  const n = counts.flat().reduce((sum, count) => sum + count, 0)
  if (!(n > 0)) return null
  const observed = counts.reduce((sum, row, i) => sum + row[i], 0) / n
  const expected = counts.reduce((sum, row, i) => {
    const first = row.reduce((total, count) => total + count, 0)
    const second = counts.reduce((total, other) => total + other[i], 0)
    return sum + (first * second) / (n * n)
  }, 0)
  return expected < 1 ? (observed - expected) / (1 - expected) : null
}

/** Any number of raters, the same for each clip. @param votes [clips x labels]: how many raters gave the label */
export function fleissKappa(votes: readonly (readonly number[])[]): number | null {
  const raters = votes[0]?.reduce((sum, count) => sum + count, 0) ?? 0
  if (raters < 2) return null
  if (votes.some(row => row.reduce((sum, count) => sum + count, 0) !== raters)) return null
  const agreements = votes.map(
    row => row.reduce((sum, count) => sum + count * (count - 1), 0) / (raters * (raters - 1)),
  )
  const observed = agreements.reduce((sum, value) => sum + value, 0) / votes.length
  const shares = votes[0].map((_, label) => votes.reduce((sum, row) => sum + row[label], 0) / (votes.length * raters))
  const expected = shares.reduce((sum, share) => sum + share * share, 0)
  return expected < 1 ? (observed - expected) / (1 - expected) : null
}
