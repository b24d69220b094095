const maxIterations = 200
const tolerance = 1e-14

/**
 * All complex roots of z^n + c[0] z^(n-1) + ... + c[n-1], by simultaneous Newton steps that repel each other.
 * Float64 [n x (re, im)].
 * References: [aberth1973].
 */
export function polynomialRoots(coefficients: Float64Array): Float64Array {
  const degree = coefficients.length
  const roots = new Float64Array(2 * degree)
  const radius = Math.max(Math.abs(coefficients[degree - 1]) ** (1 / degree), 1e-3)
  for (let r = 0; r < degree; r++) {
    // An offset that no symmetry of the roots shares: conjugate starting points would never part.
    const angle = (2 * Math.PI * r) / degree + 0.4
    roots[2 * r] = radius * Math.cos(angle)
    roots[2 * r + 1] = radius * Math.sin(angle)
  }
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    let largestStep = 0
    for (let r = 0; r < degree; r++) largestStep = Math.max(largestStep, refine(coefficients, roots, r))
    if (largestStep < tolerance) break
  }
  return roots
}

/** Moves one root; returns the step's size relative to the root. */
function refine(coefficients: Float64Array, roots: Float64Array, r: number): number {
  const re = roots[2 * r]
  const im = roots[2 * r + 1]
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
  if (pRe === 0 && pIm === 0) return 0
  // step = 1 / (p'/p - sum 1 / (root - other))
  const norm = pRe * pRe + pIm * pIm
  let inverseRe = (dRe * pRe + dIm * pIm) / norm
  let inverseIm = (dIm * pRe - dRe * pIm) / norm
  for (let other = 0; other < coefficients.length; other++) {
    if (other === r) continue
    const gapRe = re - roots[2 * other]
    const gapIm = im - roots[2 * other + 1]
    const gap = gapRe * gapRe + gapIm * gapIm
    inverseRe -= gapRe / gap
    inverseIm += gapIm / gap
  }
  const size = inverseRe * inverseRe + inverseIm * inverseIm
  const stepRe = inverseRe / size
  const stepIm = -inverseIm / size
  roots[2 * r] = re - stepRe
  roots[2 * r + 1] = im - stepIm
  return Math.hypot(stepRe, stepIm) / Math.hypot(re, im)
}
