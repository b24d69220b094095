import { F64x2, I32 } from '#engine/dsp/wasm/values'
import type { Kernel, Workspace } from '#engine/dsp/wasm/workspace'
import type { OctaveAxis } from './octave-spline'
import { halves, rowBytes } from './side-by-side'

const harmonics = 15
const decay = 0.85

/** Lets low frequencies fade, as hearing does: half at 65 Hz. A weight for each point of the axis. */
export function auditoryWeighting({ points, pointsPerOctave }: OctaveAxis): Float64Array {
  const centre = pointsPerOctave * Math.log2(65 / 50) - 1
  return Float64Array.from(
    { length: points },
    (_, j) => 0.5 + Math.atan((3 * (j + 1 - centre)) / pointsPerOctave) / Math.PI,
  )
}

/**
 * Sub-harmonic summation: each point gathers the spectrum at its first 15 harmonics, each 0.85 times weaker. Four spectra at
 * once.
 *
 * References: [hermes1988].
 */
export interface SubharmonicSum {
  /** What is summed. Float64 [points x 4] */
  readonly spectrum: Float64Array
  /** Float64 [points x 4] */
  readonly sums: Float64Array
  /** Means of the sums. Float64 [4] */
  readonly means: Float64Array
  readonly sum: Kernel
}

export function createSubharmonicSum(workspace: Workspace, { points, pointsPerOctave }: OctaveAxis): SubharmonicSum {
  const shifts = Array.from({ length: harmonics }, (_, h) => Math.floor(pointsPerOctave * Math.log2(h + 1)))
  const spectrum = workspace.f64(points * 4)
  const sums = workspace.f64(points * 4)
  const means = workspace.f64(4)

  const sum: Kernel = body => {
    const weaker = body.let(F64x2.of(decay))
    const share = body.let(F64x2.of(1 / harmonics))
    const totals = halves.map(() => body.variable(F64x2.of(0)))
    // A stretch of points for each number of harmonics that lie on the axis, the one with all of them first.
    let end = 0
    for (let within = harmonics; within > 0; within--) {
      const start = end
      end = Math.max(end, points - shifts[within - 1])
      body.loop(start * rowBytes, end * rowBytes, rowBytes, point => {
        halves.forEach((half, h) => {
          // From the highest harmonic down: what has been gathered weakens with every step.
          const gathered = shifts
            .slice(0, within)
            .map(shift => body.loadF64x2(point, spectrum.byteOffset + shift * rowBytes + half))
            .reduceRight((higher, lower) => higher.times(weaker).plus(lower))
          const value = body.let(gathered.times(share))
          body.store(point, value, sums.byteOffset + half)
          totals[h].set(totals[h].now.plus(value))
        })
      })
    }
    halves.forEach((half, h) => {
      body.store(I32.of(means.byteOffset), totals[h].now.times(F64x2.of(1 / points)), half)
    })
  }
  return { spectrum, sums, means, sum }
}
