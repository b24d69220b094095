import type { Hertz } from '#engine/base/units'
import type { Kernel, Workspace } from '#engine/dsp/wasm/workspace'
import type { Framing } from '../frame-grid'
import { parabolaVertex } from '../parabola'
import { createPeakEnhancement } from './enhance-peaks'
import { createMaxima } from './maxima'
import { createOctaveSpline, octaveAxis } from './octave-spline'
import { auditoryWeighting, createSubharmonicSum } from './subharmonic-sum'

export const candidateCount = 6
const minHz: Hertz = 55
const maxHz: Hertz = 1000

/** Up to six pitches a frame may have; unused places hold 0. The likeliest stands first, the others by height. */
export interface PitchCandidates {
  readonly frequencyHz: Float32Array
  /** 1 - mean / height of the sub-harmonic sum: 0 no pitch, 1 nothing but this pitch. */
  readonly voicing: Float32Array
}

export function emptyCandidates(): PitchCandidates {
  return { frequencyHz: new Float32Array(candidateCount), voicing: new Float32Array(candidateCount) }
}

/** Pitch candidates of four 60 ms frames at once. */
export interface PitchSearch {
  /** From the four frames' magnitudes to their sub-harmonic sums. */
  readonly sum: Kernel
  /** The candidates of one of the four, 0..3, written to `found`. */
  find(lane: number, found: PitchCandidates): void
}

/** `magnitude` Float32 [bins x 4] */
export function createPitchSearch(workspace: Workspace, framing: Framing, magnitude: Float32Array): PitchSearch {
  const axis = octaveAxis(framing)
  const { enhanced, enhance } = createPeakEnhancement(workspace, magnitude, framing.bins)
  const subharmonics = createSubharmonicSum(workspace, axis)
  const { sums, means } = subharmonics
  const resample = createOctaveSpline(workspace, framing, enhanced, subharmonics.spectrum, auditoryWeighting(axis))
  const maxima = createMaxima(workspace, sums)
  const peaks = new Int32Array(candidateCount)
  const [lowest, highest] = [minHz, maxHz].map(hz => (Math.log2(hz) - axis.first) / axis.step)
  const sum: Kernel = body => {
    enhance(body)
    resample(body)
    subharmonics.sum(body)
    maxima.mark(body)
  }

  function find(lane: number, found: PitchCandidates): void {
    const mean = means[lane]
    const peakCount = maxima.highest(lane, peaks)
    found.frequencyHz.fill(0)
    found.voicing.fill(0)
    let count = 0
    let best = 0
    let bestScore = -Infinity
    for (let p = 0; p < peakCount; p++) {
      const at = peaks[p]
      const { offset, height } = parabolaVertex(sums[at - 4], sums[at], sums[at + 4])
      const point = (at - lane) / 4 + offset
      if (point < lowest || point > highest) continue
      if (height > bestScore) {
        bestScore = height
        best = count
      }
      found.frequencyHz[count] = Math.exp(Math.LN2 * (axis.first + point * axis.step))
      found.voicing[count] = height > mean ? 1 - mean / height : 0
      count++
    }
    swap(found.frequencyHz, 0, best)
    swap(found.voicing, 0, best)
  }

  return { sum, find }
}

function swap(values: Float32Array, a: number, b: number): void {
  const kept = values[a]
  values[a] = values[b]
  values[b] = kept
}
