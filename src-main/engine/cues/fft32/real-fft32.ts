import { pair, plainButterflies, turnedButterflies } from './butterflies'
import { firstTwiddles, plainTwiddles, turnedTwiddles } from './twiddles'

/**
 * The discrete Fourier transform of a real signal computed in float32 throughout, in the order of operations of Ooura's
 * split-radix `rdft`, which openSMILE uses: equal to it bit for bit. Formants need that: their linear prediction is so
 * ill-conditioned that the rounding of the transform shows. For everything else `dsp/fft.ts` is better.
 *
 * Conventions: `re`, `im` [size/2 + 1], X[k] = sum x[n] exp(-2 pi i k n / size), not normalised.
 * References: [ooura2006].
 */
export interface RealFft32 {
  readonly size: number
  /** `input` Float32 [size], kept; `re`, `im` Float32 [size/2 + 1], overwritten. */
  forward(input: Float32Array, re: Float32Array, im: Float32Array): void
}

interface Node {
  readonly start: number
  readonly points: number
  readonly isTurned: boolean
  readonly twiddles: Float32Array
}

/** `size`: a power of two, 256..8192. */
export function createRealFft32(size: number): RealFft32 {
  const points = size / 2
  const { nodes, leaves } = plan(points)
  const reversed = bitReversal(points)
  const { cosines, sines } = realTwiddles(size)
  const data = new Float32Array(size)

  function forward(input: Float32Array, re: Float32Array, im: Float32Array): void {
    data.set(input)
    for (const { start, points, isTurned, twiddles } of nodes) {
      if (isTurned) turnedButterflies(data, start, points, twiddles)
      else plainButterflies(data, start, points, twiddles)
    }
    for (const { start, isTurned } of leaves) pair(data, start, isTurned)
    untangle(re, im)
  }

  /** From the transform of the even and odd samples as real and imaginary parts to that of the real signal. */
  function untangle(re: Float32Array, im: Float32Array): void {
    for (let k = 1, m = points - 1; k < m; k++, m--) {
      const a = reversed[k]
      const b = reversed[m]
      const xr = Math.fround(data[a] - data[b])
      const xi = Math.fround(data[a + 1] + data[b + 1])
      const yr = Math.fround(Math.fround(cosines[k] * xr) - Math.fround(sines[k] * xi))
      const yi = Math.fround(Math.fround(cosines[k] * xi) + Math.fround(sines[k] * xr))
      re[k] = data[a] - yr
      im[k] = yi - data[a + 1]
      re[m] = data[b] + yr
      im[m] = yi - data[b + 1]
    }
    const middle = reversed[points / 2]
    re[points / 2] = data[middle]
    im[points / 2] = -data[middle + 1]
    re[0] = data[0] + data[1]
    re[points] = data[0] - data[1]
    im[0] = 0
    im[points] = 0
  }

  return { size, forward }
}

const none = new Float32Array(0)

/** Butterflies from the whole down to blocks of four values (or of two, in `leaves`); the order among equals is free. */
function plan(points: number): { nodes: Node[]; leaves: Node[] } {
  let level = [{ start: 0, points, isTurned: false, twiddles: firstTwiddles(points) }]
  const nodes: Node[] = []
  while (level[0].points >= 4) {
    nodes.push(...level)
    const quarter = level[0].points / 4
    const hasButterflies = quarter >= 4
    const plain = hasButterflies ? plainTwiddles(quarter) : none
    const turned = hasButterflies ? turnedTwiddles(quarter) : none
    level = level.flatMap(node =>
      [false, true, false, node.isTurned].map((isTurned, q) => ({
        start: node.start + 2 * q * quarter,
        points: quarter,
        isTurned,
        twiddles: isTurned ? turned : plain,
      })),
    )
  }
  return { nodes, leaves: level[0].points === 2 ? level : [] }
}

/** Where value k of the result lies in the data (its real part). */
function bitReversal(points: number): Uint32Array {
  const reversed = new Uint32Array(points)
  for (let k = 1; k < points; k++) reversed[k] = (reversed[k >> 1] >> 1) | (k & 1 ? points >> 1 : 0)
  return reversed.map(k => 2 * k)
}

/** (1 - sin) / 2 and cos / 2 of the angle k of `size`, counted from the other end. */
function realTwiddles(size: number): { cosines: Float32Array; sines: Float32Array } {
  const count = size / 4
  const half = count / 2
  const delta = Math.fround(Math.PI / 4) / half
  const table = new Float32Array(count + 1)
  for (let k = 1; k < half; k++) {
    const angle = Math.fround(delta * k)
    table[k] = 0.5 * Math.cos(angle)
    table[count - k] = 0.5 * Math.sin(angle)
  }
  table[half] = 0.5 * Math.fround(Math.cos(Math.fround(delta * half)))
  return { cosines: table.map((_, k) => 0.5 - table[count - k]), sines: table }
}
