/**
 * The functions that probability distributions are made of, in double precision.
 *
 * Conventions: arguments outside a function's domain give NaN; nothing here is called with them.
 * References: [lanczos1964], [press2007] (continued fractions), [abramowitz1964] (first guess of the normal quantile).
 */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]
const TINY = 1e-300
const MAX_STEPS = 500

/** Logarithm of the gamma function, x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x)
  let sum = LANCZOS[0]
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i] / (x - 1 + i)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/** Regularised incomplete beta function I_x(a, b). */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges fast on this side of the mean only; the other side is its mirror.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x)
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a
  const term = (step: number): number => {
    const m = Math.floor(step / 2)
    return step % 2 === 0
      ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
      : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
  }
  return front / continuedFraction(1, term, () => 1)
}

/** Upper regularised incomplete gamma function Q(a, x). */
export function upperIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 1
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let [sum, part] = [1 / a, 1 / a]
    for (let n = 1; n < MAX_STEPS && Math.abs(part) > Math.abs(sum) * 1e-17; n++) sum += part *= x / (a + n)
    return 1 - front * sum
  }
  const fraction = continuedFraction(
    x + 1 - a,
    step => -step * (step - a),
    step => x + 1 - a + 2 * step,
  )
  return front / fraction
}

/** b0 + a1 / (b1 + a2 / (b2 + ...)), by Lentz's method. */
function continuedFraction(b0: number, a: (step: number) => number, b: (step: number) => number): number {
  let value = b0 || TINY
  let [c, d] = [value, 0]
  for (let step = 1; step < MAX_STEPS; step++) {
    d = 1 / (b(step) + a(step) * d || TINY)
    c = b(step) + a(step) / c || TINY
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return value
}

/** Share of the standard normal distribution below z. */
export function normalCdf(z: number): number {
  const tail = 0.5 * upperIncompleteGamma(0.5, (z * z) / 2)
  return z > 0 ? 1 - tail : tail
}

/** Inverse of `normalCdf`, 0 < p < 1. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  // Within 4.5e-4 of the truth (26.2.23); each Newton step doubles the digits.
  const t = Math.sqrt(-2 * Math.log(p))
  let z = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
  for (let step = 0; step < 3; step++) z -= ((normalCdf(z) - p) * Math.sqrt(2 * Math.PI)) / Math.exp((-z * z) / 2)
  return z
}

/** Probability of a Student's t with so many degrees of freedom at least as far from 0, on either side. */
export function studentTwoSided(t: number, degrees: number): number {
  return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t))
}
