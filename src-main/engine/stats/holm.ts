/**
 * Adjusted p-values that bound the chance of even one false call in the family [holm1979]. Null stays null, but counts as
 * a test: the family is what was tried, not what came out.
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const order = [...pValues.keys()].filter(i => pValues[i] !== null).sort((a, b) => pValues[a]! - pValues[b]!)
  const adjusted: (number | null)[] = pValues.map(() => null)
  let largest = 0
  for (const [place, i] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - place) * pValues[i]!))
    adjusted[i] = largest
  }
  return adjusted
}
