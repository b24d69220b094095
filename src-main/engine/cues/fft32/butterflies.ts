import { halfSqrt2 } from './twiddles'

/**
 * The butterflies of a split-radix transform with every sum and product in float32. In place over `data` (re, im, re, im...),
 * `points` complex values from `start` on. Twiddles as in `twiddles.ts`.
 */

/** Sums and differences of the quarters; the third is turned by w^p, the fourth by w^-3p. */
export function plainButterflies(data: Float32Array, start: number, points: number, twiddles: Float32Array): void {
  const quarter = points / 2
  const middle = start + quarter / 2
  for (let a = start, t = 0; a < start + quarter; a += 2, t += 4) {
    const b = a + quarter
    const c = b + quarter
    const d = c + quarter
    const x0r = Math.fround(data[a] + data[c])
    const x0i = Math.fround(data[a + 1] + data[c + 1])
    const x1r = Math.fround(data[a] - data[c])
    const x1i = Math.fround(data[a + 1] - data[c + 1])
    const x2r = Math.fround(data[b] + data[d])
    const x2i = Math.fround(data[b + 1] + data[d + 1])
    const x3r = Math.fround(data[b] - data[d])
    const x3i = Math.fround(data[b + 1] - data[d + 1])
    data[a] = x0r + x2r
    data[a + 1] = x0i + x2i
    data[b] = x0r - x2r
    data[b + 1] = x0i - x2i
    const ur = Math.fround(x1r - x3i)
    const ui = Math.fround(x1i + x3r)
    const vr = Math.fround(x1r + x3i)
    const vi = Math.fround(x1i - x3r)
    if (a === middle) {
      data[c] = halfSqrt2 * Math.fround(ur - ui)
      data[c + 1] = halfSqrt2 * Math.fround(ui + ur)
      data[d] = -halfSqrt2 * Math.fround(vr + vi)
      data[d + 1] = -halfSqrt2 * Math.fround(vi - vr)
      continue
    }
    const cos = twiddles[t]
    const sin = twiddles[t + 1]
    const cos3 = twiddles[t + 2]
    const sin3 = twiddles[t + 3]
    data[c] = Math.fround(cos * ur) - Math.fround(sin * ui)
    data[c + 1] = Math.fround(cos * ui) + Math.fround(sin * ur)
    data[d] = Math.fround(cos3 * vr) + Math.fround(sin3 * vi)
    data[d + 1] = Math.fround(cos3 * vi) - Math.fround(sin3 * vr)
  }
}

/** The same for values half a step further round the circle: all four quarters are turned, the odd ones by 90 degrees more. */
export function turnedButterflies(data: Float32Array, start: number, points: number, twiddles: Float32Array): void {
  const quarter = points / 2
  for (let a = start, t = 0; a < start + quarter; a += 2, t += 8) {
    const b = a + quarter
    const c = b + quarter
    const d = c + quarter
    const x0r = Math.fround(data[a] - data[c + 1])
    const x0i = Math.fround(data[a + 1] + data[c])
    const x1r = Math.fround(data[a] + data[c + 1])
    const x1i = Math.fround(data[a + 1] - data[c])
    const x2r = Math.fround(data[b] - data[d + 1])
    const x2i = Math.fround(data[b + 1] + data[d])
    const x3r = Math.fround(data[b] + data[d + 1])
    const x3i = Math.fround(data[b + 1] - data[d])
    if (t === 0) {
      const y2r = Math.fround(halfSqrt2 * Math.fround(x2r - x2i))
      const y2i = Math.fround(halfSqrt2 * Math.fround(x2i + x2r))
      const y3r = Math.fround(halfSqrt2 * Math.fround(x3r - x3i))
      const y3i = Math.fround(halfSqrt2 * Math.fround(x3i + x3r))
      data[a] = x0r + y2r
      data[a + 1] = x0i + y2i
      data[b] = x0r - y2r
      data[b + 1] = x0i - y2i
      data[c] = x1r - y3i
      data[c + 1] = x1i + y3r
      data[d] = x1r + y3i
      data[d + 1] = x1i - y3r
      continue
    }
    const y0r = Math.fround(Math.fround(twiddles[t] * x0r) - Math.fround(twiddles[t + 1] * x0i))
    const y0i = Math.fround(Math.fround(twiddles[t] * x0i) + Math.fround(twiddles[t + 1] * x0r))
    const y2r = Math.fround(Math.fround(twiddles[t + 2] * x2r) - Math.fround(twiddles[t + 3] * x2i))
    const y2i = Math.fround(Math.fround(twiddles[t + 2] * x2i) + Math.fround(twiddles[t + 3] * x2r))
    data[a] = y0r + y2r
    data[a + 1] = y0i + y2i
    data[b] = y0r - y2r
    data[b + 1] = y0i - y2i
    const y1r = Math.fround(Math.fround(twiddles[t + 4] * x1r) + Math.fround(twiddles[t + 5] * x1i))
    const y1i = Math.fround(Math.fround(twiddles[t + 4] * x1i) - Math.fround(twiddles[t + 5] * x1r))
    const y3r = Math.fround(Math.fround(twiddles[t + 6] * x3r) + Math.fround(twiddles[t + 7] * x3i))
    const y3i = Math.fround(Math.fround(twiddles[t + 6] * x3i) - Math.fround(twiddles[t + 7] * x3r))
    data[c] = y1r + y3r
    data[c + 1] = y1i + y3i
    data[d] = y1r - y3r
    data[d + 1] = y1i - y3i
  }
}

/** Two values: sum and difference; `isTurned`: of the first and i times the second. */
export function pair(data: Float32Array, a: number, isTurned: boolean): void {
  const re = data[a]
  const im = data[a + 1]
  const otherRe = isTurned ? -data[a + 3] : data[a + 2]
  const otherIm = isTurned ? data[a + 2] : data[a + 3]
  data[a] = re + otherRe
  data[a + 1] = im + otherIm
  data[a + 2] = re - otherRe
  data[a + 3] = im - otherIm
}
