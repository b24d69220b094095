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

/** @param codes Int32 [clips x stride] @param raters the columns that make a pattern */
export function ratingPatterns(codes: Int32Array, stride: number, raters: readonly number[]): RatingPatterns {
  const clips = codes.length / Math.max(1, stride)
  const patternOf = new Int32Array(clips)
  const known = new Map<string, number>()
  const rows: Int32Array[] = []
  for (let clip = 0; clip < clips; clip++) {
    let key = ''
    for (const rater of raters) key += `${codes[clip * stride + rater]},`
    let pattern = known.get(key)
    if (pattern === undefined) {
      pattern = rows.push(Int32Array.from(raters, rater => codes[clip * stride + rater])) - 1
      known.set(key, pattern)
    }
    patternOf[clip] = pattern
  }
  return { patternOf, rows }
}

/** How often each pattern occurs among these clips. Float64 [patterns] */
export function weightsOf({ patternOf, rows }: RatingPatterns, clips: ArrayLike<number>): Float64Array {
  const weights = new Float64Array(rows.length)
  for (let i = 0; i < clips.length; i++) weights[patternOf[clips[i]]]++
  return weights
}
