/**
 * Agreement beyond chance of any number of raters, some of whom may have missed clips: 1 full, 0 chance.
 *
 * Conventions: one row a clip, one value a rater, null (or no finite number) where there is none; clips with fewer than two
 * ratings don't count. Nominal: labels as numbers, equal or not; interval: values whose squared distance counts.
 * References: [krippendorff2011].
 */
export function krippendorffAlpha(
  ratings: readonly (readonly (number | null)[])[],
  level: 'nominal' | 'interval',
): number | null {
  const distance =
    level === 'nominal' ? (a: number, b: number) => Number(a !== b) : (a: number, b: number) => (a - b) ** 2
  const clips = ratings
    .map(row => row.filter((value): value is number => value !== null && Number.isFinite(value)))
    .filter(row => row.length >= 2)
  const all = countsOf(clips.flat())
  const n = clips.flat().length
  const within = clips.reduce((sum, row) => sum + disagreement(countsOf(row), distance) / (row.length - 1), 0) / n
  const between = disagreement(all, distance) / (n * (n - 1))
  return n > 0 && between > 0 ? 1 - within / between : null
}

/** Sum of the distances of all ordered pairs. */
function disagreement(counts: ReadonlyMap<number, number>, distance: (a: number, b: number) => number): number {
  let sum = 0
  for (const [a, countA] of counts) for (const [b, countB] of counts) sum += countA * countB * distance(a, b)
  return sum
}

function countsOf(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
