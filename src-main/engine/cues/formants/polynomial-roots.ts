const maxIterations = 200
/** Of a step, relative to the root. Near a root each error is about the cube of the one before: the next would be below 1e-16. */
const lastStep = 1e-6

/**
 * Returns a function that finds all complex roots of z^n + c[0] z^(n-1) + ... + c[n-1], by simultaneous Newton steps that
 * repel each other. Its result, Float64 [n x (re, im)], is used again by the next call.
 * References: [aberth1973].
 */
export function createRootFinder(degree: number): (coefficients: Float64Array) => Float64Array {
  // An offset that no symmetry of the roots shares: conjugate starting points would never part.
  const angles = Float64Array.from({ length: degree }, (_, r) => (2 * Math.PI * r) / degree + 0.4)
  const circle = Float64Array.from({ length: 2 * degree }, (_, i) =>
    i % 2 === 0 ? Math.cos(angles[i / 2]) : Math.sin(angles[(i - 1) / 2]),
  )
  const roots = new Float64Array(2 * degree)
  const isFound = new Uint8Array(degree)

  return coefficients => {
    const radius = Math.max(Math.abs(coefficients[degree - 1]) ** (1 / degree), 1e-3)
    for (let i = 0; i < roots.length; i++) roots[i] = radius * circle[i]
    isFound.fill(0)
    let missing = degree
    for (let iteration = 0; missing > 0 && iteration < maxIterations; iteration++) {
      for (let r = 0; r < degree; r++) {
        if (isFound[r] === 1 || !refine(coefficients, roots, 2 * r)) continue
        isFound[r] = 1
        missing--
      }
    }
    return roots
  }
}

/** Moves the root that begins at place `at`; returns whether it has arrived. */
function refine(coefficients: Float64Array, roots: Float64Array, at: number): boolean {
  const re = roots[at]
  const im = roots[at + 1]
  let pRe = 1
  let pIm = 0
  let dRe = 0
  let dIm = 0
  for (let i = 0; i < coefficients.length; i++) {
    const nextDRe = dRe * re - dIm * im + pRe
    dIm = dRe * im + dIm * re + pIm
    dRe = nextDRe
    const nextPRe = pRe * re - pIm * im + coefficients[i]
    pIm = pRe * im + pIm * re
    pRe = nextPRe
  }
  if (pRe === 0 && pIm === 0) return true
  // step = 1 / (p'/p - sum 1 / (root - other))
  const scale = 1 / (pRe * pRe + pIm * pIm)
  let inverseRe = (dRe * pRe + dIm * pIm) * scale
  let inverseIm = (dIm * pRe - dRe * pIm) * scale
  for (let other = 0; other < roots.length; other += 2) {
    if (other === at) continue
    const gapRe = re - roots[other]
    const gapIm = im - roots[other + 1]
    const inverseGap = 1 / (gapRe * gapRe + gapIm * gapIm)
    inverseRe -= gapRe * inverseGap
    inverseIm += gapIm * inverseGap
  }
  const size = inverseRe * inverseRe + inverseIm * inverseIm
  roots[at] = re - inverseRe / size
  roots[at + 1] = im + inverseIm / size
  // |step|^2 is 1 / size.
  return 1 < lastStep * lastStep * size * (re * re + im * im)
}
