/**
 * All eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to a tridiagonal matrix, then QL steps
 * with implicit shifts [press2007, 11.3-11.4]. Exact to rounding, the same on every machine; time grows with size^3.
 */
export interface SymmetricEigen {
  /** Largest first. Float64 [size] */
  readonly values: Float64Array
  /** Of length 1, in the order of the values. Float64 [size x size], row-major, a vector a row */
  readonly vectors: Float64Array
}

const MOST_STEPS = 60

/** @param matrix Float64 [size x size]; only its lower half is read */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const z = Float64Array.from(matrix)
  const [diagonal, beside] = [new Float64Array(size), new Float64Array(size)]
  tridiagonalise(z, size, diagonal, beside)
  // The steps below turn pairs of columns: as rows they lie together.
  const rows = transposed(z, size)
  diagonalise(rows, size, diagonal, beside)
  const order = Array.from(diagonal.keys()).sort((a, b) => diagonal[b] - diagonal[a] || a - b)
  const vectors = new Float64Array(size * size)
  order.forEach((from, to) => vectors.set(rows.subarray(from * size, (from + 1) * size), to * size))
  return { values: Float64Array.from(order, from => diagonal[from]), vectors }
}

/** `z` becomes the transformation to the tridiagonal matrix of `diagonal` and, from 1 on, `beside`. */
function tridiagonalise(z: Float64Array, n: number, diagonal: Float64Array, beside: Float64Array): void {
  for (let i = n - 1; i > 0; i--) {
    const row = i * n
    let [scale, h] = [0, 0]
    for (let k = 0; k < i; k++) scale += Math.abs(z[row + k])
    if (i === 1 || scale === 0) {
      beside[i] = z[row + i - 1]
      diagonal[i] = 0
      continue
    }
    for (let k = 0; k < i; k++) {
      z[row + k] /= scale
      h += z[row + k] ** 2
    }
    const f = z[row + i - 1]
    const g = f >= 0 ? -Math.sqrt(h) : Math.sqrt(h)
    beside[i] = scale * g
    h -= f * g
    z[row + i - 1] = f - g
    let sum = 0
    for (let j = 0; j < i; j++) {
      z[j * n + i] = z[row + j] / h
      let product = 0
      for (let k = 0; k <= j; k++) product += z[j * n + k] * z[row + k]
      for (let k = j + 1; k < i; k++) product += z[k * n + j] * z[row + k]
      beside[j] = product / h
      sum += beside[j] * z[row + j]
    }
    const half = sum / (h + h)
    for (let j = 0; j < i; j++) {
      const own = z[row + j]
      const other = (beside[j] -= half * own)
      for (let k = 0; k <= j; k++) z[j * n + k] -= own * beside[k] + other * z[row + k]
    }
    diagonal[i] = h
  }
  accumulate(z, n, diagonal)
  beside[0] = 0
}

function accumulate(z: Float64Array, n: number, diagonal: Float64Array): void {
  const products = new Float64Array(n)
  diagonal[0] = 0
  for (let i = 0; i < n; i++) {
    if (diagonal[i] !== 0) {
      products.fill(0, 0, i)
      for (let k = 0; k < i; k++) for (let j = 0; j < i; j++) products[j] += z[i * n + k] * z[k * n + j]
      for (let k = 0; k < i; k++) for (let j = 0; j < i; j++) z[k * n + j] -= products[j] * z[k * n + i]
    }
    diagonal[i] = z[i * n + i]
    z[i * n + i] = 1
    for (let j = 0; j < i; j++) z[j * n + i] = z[i * n + j] = 0
  }
}

function diagonalise(rows: Float64Array, n: number, diagonal: Float64Array, beside: Float64Array): void {
  beside.copyWithin(0, 1)
  beside[n - 1] = 0
  for (let l = 0; l < n; l++) {
    for (let step = 0; ; step++) {
      let m = l
      for (; m < n - 1; m++) {
        const size = Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1])
        if (Math.abs(beside[m]) <= Number.EPSILON * size) break
      }
      if (m === l) break
      if (step === MOST_STEPS) throw new Error('the eigenvalues of a symmetric matrix did not converge')
      turn(rows, n, diagonal, beside, l, m)
    }
  }
}

/** One QL step on the rows and columns l to m. */
function turn(rows: Float64Array, n: number, d: Float64Array, e: Float64Array, l: number, m: number): void {
  let g = (d[l + 1] - d[l]) / (2 * e[l])
  let r = Math.hypot(g, 1)
  g = d[m] - d[l] + e[l] / (g + (g >= 0 ? Math.abs(r) : -Math.abs(r)))
  let [sine, cosine, p] = [1, 1, 0]
  for (let i = m - 1; i >= l; i--) {
    const f = sine * e[i]
    const b = cosine * e[i]
    r = Math.hypot(f, g)
    e[i + 1] = r
    if (r === 0) {
      d[i + 1] -= p
      e[m] = 0
      return
    }
    sine = f / r
    cosine = g / r
    g = d[i + 1] - p
    r = (d[i] - g) * sine + 2 * cosine * b
    p = sine * r
    d[i + 1] = g + p
    g = cosine * r - b
    for (let k = 0, lower = i * n, upper = lower + n; k < n; k++, lower++, upper++) {
      const held = rows[upper]
      rows[upper] = sine * rows[lower] + cosine * held
      rows[lower] = cosine * rows[lower] - sine * held
    }
  }
  d[l] -= p
  e[l] = g
  e[m] = 0
}

function transposed(z: Float64Array, n: number): Float64Array {
  const rows = new Float64Array(n * n)
  for (let r = 0; r < n; r++) for (let c = 0; c < n; c++) rows[c * n + r] = z[r * n + c]
  return rows
}
