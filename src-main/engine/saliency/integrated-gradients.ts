import type { Matrix } from '#engine/base/matrix'
import { gradientsAt, type Explained, type GradientInput } from './gradients'

export interface IntegratedGradientsInput extends GradientInput {
  /** Where the path begins, e.g. silence or the band's mean. */
  readonly start: Matrix
  /** Points on the path. ReLU kinks make few points inexact: see `gap`. @default 128 */
  readonly steps?: number
}

export interface IntegratedGradients extends Explained {
  /** What the map's sum misses of the rise of the target's logit along the path, relative to that rise. */
  readonly gap: number
}

/**
 * Integrated gradients [sundararajan2017]: the gradient's mean along the straight path from `start` to the clip, times
 * the distance. Gauss-Legendre points; completeness (the map's sum is the logit's rise) holds up to `gap`.
 */
export async function integratedGradients(input: IntegratedGradientsInput): Promise<IntegratedGradients> {
  const { logMel, start, target, steps = 128 } = input
  const { nodes, weights } = gaussLegendre(steps)
  // Each step rounded to single precision, as runtimes do: at a kink the last bit decides which slope is met.
  const between = (alpha: number): Float32Array =>
    start.data.map((from, i) => from + Math.fround(Math.fround(alpha) * Math.fround(logMel.data[i] - from)))
  const sum = new Float64Array(logMel.data.length)
  let [atStart, atClip] = [new Float32Array(), new Float32Array()]
  // Path points are made a few at a time: a hundred copies of a long clip would need hundreds of megabytes.
  const alphas = [0, ...nodes, 1]
  for (let first = 0; first < alphas.length; first += POINTS_AT_ONCE) {
    const points = alphas.slice(first, first + POINTS_AT_ONCE)
    const results = await gradientsAt({ ...input, onProgress: undefined }, points.map(between))
    results.forEach(({ gradients, logits }, i) => {
      const k = first + i
      if (k === 0) atStart = Float32Array.from(logits)
      else if (k === alphas.length - 1) atClip = Float32Array.from(logits)
      else for (let bin = 0; bin < sum.length; bin++) sum[bin] += weights[k - 1] * gradients[bin]
    })
    input.onProgress?.(Math.min(1, (first + points.length) / alphas.length))
  }
  const map = { ...logMel, data: Float32Array.from(sum, (g, i) => g * (logMel.data[i] - start.data[i])) }
  const rise = dot(target, atClip) - dot(target, atStart)
  const explained = map.data.reduce((total, value) => total + value, 0)
  return { map, logits: atClip, gap: Math.abs(explained - rise) / Math.max(Math.abs(rise), 1e-12) }
}

const POINTS_AT_ONCE = 16

/** Points and weights of Gauss-Legendre quadrature over 0 ... 1, by Newton's method on the Legendre polynomial. */
export function gaussLegendre(count: number): { nodes: Float64Array; weights: Float64Array } {
  const nodes = new Float64Array(count)
  const weights = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    let slope = 1
    for (let round = 0; round < 100; round++) {
      let [previous, value] = [0, 1]
      for (let n = 0; n < count; n++) [previous, value] = [value, ((2 * n + 1) * x * value - n * previous) / (n + 1)]
      slope = (count * (x * value - previous)) / (x * x - 1)
      const step = value / slope
      x -= step
      if (Math.abs(step) < 1e-15) break
    }
    nodes[count - 1 - i] = (x + 1) / 2
    weights[count - 1 - i] = 1 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0)
}
