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

/**
 * Any number of raters, the same for each clip.
 * @param votes [clips x labels]: how many raters gave the label @param weights [clips] how often each clip counts @default once
 */
export function fleissKappa(votes: readonly ArrayLike<number>[], weights?: ArrayLike<number>): number | null {
  const totals = new Float64Array(votes[0]?.length ?? 0)
  let [clips, agreement, raters] = [0, 0, -1]
  for (let clip = 0; clip < votes.length; clip++) {
    const [row, weight] = [votes[clip], weights?.[clip] ?? 1]
    let [given, agreed] = [0, 0]
    for (let label = 0; label < row.length; label++) {
      given += row[label]
      agreed += row[label] * (row[label] - 1)
      totals[label] += weight * row[label]
    }
    if (raters === -1) raters = given
    if (given !== raters || raters < 2) return null
    clips += weight
    agreement += (weight * agreed) / (raters * (raters - 1))
  }
  if (clips === 0) return null
  const expected = totals.reduce((sum, count) => sum + (count / (clips * raters)) ** 2, 0)
  return expected < 1 ? (agreement / clips - expected) / (1 - expected) : null
}
