import { zeros, type Matrix } from '#engine/base/matrix'
import { createRandom } from '#engine/stats/random'

/**
 * What stands in for bins that are taken away, as a whole log-Mel [mels x frames] to be copied from. On a scale whose
 * 0 is the loudest level, 0 is never silence: use the floor, the band's mean, noise or a blur.
 */

/** One value per mel band, e.g. the band's mean in training or digital silence. */
export function perBand(values: ArrayLike<number>, frames: number): Matrix {
  const matrix = zeros(values.length, frames)
  for (let mel = 0; mel < values.length; mel++) matrix.data.fill(values[mel], mel * frames, (mel + 1) * frames)
  return matrix
}

/** Each band's values of this clip, mean and spread kept, as Gaussian noise. */
export function bandNoise(logMel: Matrix, seed: number): Matrix {
  const random = createRandom(seed)
  const noise = zeros(logMel.rows, logMel.cols)
  for (let mel = 0; mel < logMel.rows; mel++) {
    const band = logMel.data.subarray(mel * logMel.cols, (mel + 1) * logMel.cols)
    const mean = band.reduce((sum, value) => sum + value, 0) / band.length
    const spread = Math.sqrt(band.reduce((sum, value) => sum + (value - mean) ** 2, 0) / band.length)
    for (let t = 0; t < band.length; t++) noise.data[mel * logMel.cols + t] = mean + spread * random.normal()
  }
  return noise
}

/** The mean over a square of 2 * radius + 1 bins, clipped at the edges. */
export function blur(logMel: Matrix, radius: number): Matrix {
  const { rows, cols, data } = logMel
  const alongTime = zeros(rows, cols)
  const both = zeros(rows, cols)
  for (let mel = 0; mel < rows; mel++) averageLine(data, alongTime.data, mel * cols, 1, cols, radius)
  for (let t = 0; t < cols; t++) averageLine(alongTime.data, both.data, t, cols, rows, radius)
  return both
}

function averageLine(
  from: Float32Array,
  to: Float32Array,
  offset: number,
  stride: number,
  length: number,
  radius: number,
): void {
  for (let i = 0; i < length; i++) {
    const [start, end] = [Math.max(0, i - radius), Math.min(length, i + radius + 1)]
    let sum = 0
    for (let k = start; k < end; k++) sum += from[offset + k * stride]
    to[offset + i * stride] = sum / (end - start)
  }
}
