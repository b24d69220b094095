/**
 * Twiddle factors of the split-radix transform as the reference library's tables hold them: angles multiplied in float32
 * (the factor 3 first), cosine and sine in double, the result rounded. Which of two equal angles a factor is computed from
 * decides its last bit, hence the cases below.
 */

/** cos 45 degrees. */
export const halfSqrt2 = Math.fround(Math.cos(Math.fround(Math.PI / 4)))

/** One angle's cos, sin, cos 3x, -sin 3x. */
type Turn = readonly [cos: number, sin: number, cos3: number, negativeSin3: number]

/** The angle of `index` steps, `steps` of which make 45 degrees. */
function turn(index: number, steps: number): Turn {
  const delta = Math.fround(Math.fround(Math.PI / 4) / steps)
  const angle = Math.fround(delta * index)
  const triple = Math.fround(Math.fround(3 * delta) * index)
  return [Math.cos(angle), Math.sin(angle), Math.cos(triple), -Math.sin(triple)].map(Math.fround) as unknown as Turn
}

/**
 * Factors of a butterfly "1" over `points` values: for each p of the first quarter w^p (cos, sin) and w^3p (cos, -sin).
 * Float32 [points/4 x 4]. Place points/8 is not read: there both are turns by 45 degrees.
 */
export function plainTwiddles(points: number): Float32Array {
  const at = (p: number): Turn => turn(4 * p, points / 2)
  return fillPlain(points, points === 16 ? sixteenthTurn : at)
}

/** The same for the first pass of all, which interpolates every other angle between its neighbours. */
export function firstTwiddles(points: number): Float32Array {
  const steps = points / 4
  const scale1 = Math.fround(0.5 / Math.cos(Math.fround(Math.fround(Math.fround(Math.PI / 4) / steps) * 2)))
  const scale3 = Math.fround(0.5 / Math.cos(Math.fround(Math.fround(Math.fround(Math.PI / 4) / steps) * 6)))
  const even = (p: number): Turn => {
    if (p === 0) return [1, 0, 1, 0]
    return p === points / 8 ? [halfSqrt2, halfSqrt2, -halfSqrt2, -halfSqrt2] : turn(2 * p, steps)
  }
  return fillPlain(points, p => {
    if (p % 2 === 0) return even(p)
    const [before, after] = [even(p - 1), even(p + 1)]
    return before.map((value, i) =>
      Math.fround((i < 2 ? scale1 : scale3) * Math.fround(value + after[i])),
    ) as unknown as Turn
  })
}

/** w^1 of sixteen, its w^3 taken from the same two numbers. */
function sixteenthTurn(p: number): Turn {
  if (p === 0) return [1, 0, 1, 0]
  const [cos, sin] = turn(2, 4)
  return [cos, sin, sin, -cos]
}

function fillPlain(points: number, at: (p: number) => Turn): Float32Array {
  const quarter = points / 4
  const table = new Float32Array(4 * quarter)
  for (let p = 0; p < quarter / 2; p++) {
    const [cos, sin, cos3, negativeSin3] = at(p)
    table.set([cos, sin, cos3, negativeSin3], 4 * p)
    if (p > 0) table.set([sin, cos, negativeSin3, cos3], 4 * (quarter - p))
  }
  return table
}

/**
 * Factors of a butterfly "2" (half a step further round): for each p of the first quarter those of its four values, in pairs.
 * Float32 [points/4 x 8]. Place 0 is not read.
 */
export function turnedTwiddles(points: number): Float32Array {
  const quarter = points / 4
  const table = new Float32Array(8 * quarter)
  for (let p = 1; p < quarter / 2; p++) {
    const [c1, s1, c3, s3] = turn(4 * p, points)
    const [d1i, d1r, d3i, d3r] = points === 16 ? [c3, -s3, -s1, -c1] : turn(points - 4 * p, points)
    table.set([c1, s1, d1r, d1i, c3, s3, d3r, d3i], 8 * p)
    table.set([d1i, d1r, s1, c1, d3i, d3r, s3, c3], 8 * (quarter - p))
  }
  if (quarter >= 2) {
    const [cos, sin] = turn(2, 4)
    table.set([cos, sin, sin, cos, sin, -cos, -cos, sin], 4 * quarter)
  }
  return table
}
