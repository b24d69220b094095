/**
 * Clips with the same answers are alike: counted once with a weight, 100,000 clips become some hundred rows, and a draw of
 * the bootstrap is a count of them.
 */
export interface RatingPatterns {
  /** Which pattern each clip has. Int32 [clips] */
  readonly patternOf: Int32Array
  /** [patterns]: answers by rater, -1: none */
  readonly rows: readonly Int32Array[]
}

/** @param codes Int32 [clips x raters] */
export function ratingPatterns(codes: Int32Array, raters: number): RatingPatterns {
  const clips = codes.length / Math.max(1, raters)
  const patternOf = new Int32Array(clips)
  const known = new Map<string, number>()
  const rows: Int32Array[] = []
  for (let clip = 0; clip < clips; clip++) {
    const row = codes.subarray(clip * raters, (clip + 1) * raters)
    const key = row.join()
    let pattern = known.get(key)
    if (pattern === undefined) {
      pattern = rows.push(row) - 1
      known.set(key, pattern)
    }
    patternOf[clip] = pattern
  }
  return { patternOf, rows }
}

/** How often each pattern occurs. @param counts [clips]: how often each clip counts @returns Float64 [patterns] */
export function weightsOf({ patternOf, rows }: RatingPatterns, counts: Uint32Array): Float64Array {
  const weights = new Float64Array(rows.length)
  for (let clip = 0; clip < counts.length; clip++) weights[patternOf[clip]] += counts[clip]
  return weights
}
