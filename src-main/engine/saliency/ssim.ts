import type { Matrix } from '#engine/base/matrix'

const WINDOW = 7

/**
 * Structural similarity of two maps [wang2004], over windows of 7 x 7 bins, each map scaled to its largest magnitude
 * first. 1 for equal maps; null where a map is smaller than a window or all zero.
 */
export function ssim(a: Matrix, b: Matrix): number | null {
  if (a.rows < WINDOW || a.cols < WINDOW) return null
  const [x, y] = [scaled(a.data), scaled(b.data)]
  if (!x || !y) return null
  // The values span -1 ... 1.
  const [c1, c2] = [(0.01 * 2) ** 2, (0.03 * 2) ** 2]
  const n = WINDOW * WINDOW
  let total = 0
  for (let row = 0; row <= a.rows - WINDOW; row++) {
    for (let col = 0; col <= a.cols - WINDOW; col++) {
      let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0]
      for (let r = row; r < row + WINDOW; r++) {
        for (let i = r * a.cols + col; i < r * a.cols + col + WINDOW; i++) {
          sumX += x[i]
          sumY += y[i]
          sumXX += x[i] * x[i]
          sumYY += y[i] * y[i]
          sumXY += x[i] * y[i]
        }
      }
      const [meanX, meanY] = [sumX / n, sumY / n]
      // Sample variances, as image libraries take them.
      const [varX, varY] = [(sumXX - n * meanX ** 2) / (n - 1), (sumYY - n * meanY ** 2) / (n - 1)]
      const covariance = (sumXY - n * meanX * meanY) / (n - 1)
      const structure = (2 * covariance + c2) / (varX + varY + c2)
      total += ((2 * meanX * meanY + c1) / (meanX ** 2 + meanY ** 2 + c1)) * structure
    }
  }
  return total / ((a.rows - WINDOW + 1) * (a.cols - WINDOW + 1))
}

function scaled(values: Float32Array): Float64Array | null {
  const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  return largest === 0 ? null : Float64Array.from(values, value => value / largest)
}
