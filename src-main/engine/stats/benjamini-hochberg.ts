/**
 * Adjusted p-values (q) that bound the share of false discoveries among those called: a q below 0.05 belongs to a family of
 * calls of which at most 5 % are expected to be false. Null stays null and is not counted as a test.
 * References: [benjamini1995].
 */
export function benjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  const tested = [...pValues.keys()].filter(i => pValues[i] !== null && Number.isFinite(pValues[i]))
  tested.sort((a, b) => pValues[b]! - pValues[a]!)
  const adjusted: (number | null)[] = pValues.map(() => null)
  let least = 1
  for (const [place, i] of tested.entries()) {
    least = Math.min(least, (pValues[i]! * tested.length) / (tested.length - place))
    adjusted[i] = least
  }
  return adjusted
}
