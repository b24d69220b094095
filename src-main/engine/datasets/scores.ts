export interface Scores {
  readonly scored: number
  readonly correct: number
  /** Null where nothing was scored. */
  readonly accuracy: number | null
  /** Unweighted average recall: the mean recall over the labels that occur. */
  readonly uar: number | null
  /** Null for a label that does not occur. */
  readonly recall: (number | null)[]
}

/** @param counts [expected x predicted], square, in the order of the model's labels */
export function scoresOf(counts: readonly (readonly number[])[]): Scores {
  const totals = counts.map(row => row.reduce((sum, count) => sum + count, 0))
  const scored = totals.reduce((sum, total) => sum + total, 0)
  const correct = counts.reduce((sum, row, label) => sum + row[label], 0)
  const recall = counts.map((row, label) => (totals[label] > 0 ? row[label] / totals[label] : null))
  const occurring = recall.filter(value => value !== null)
  return {
    scored,
    correct,
    accuracy: scored > 0 ? correct / scored : null,
    uar: occurring.length > 0 ? occurring.reduce((sum, value) => sum + value, 0) / occurring.length : null,
    recall,
  }
}
