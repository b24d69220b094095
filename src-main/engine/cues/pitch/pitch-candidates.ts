import type { Hertz } from '#engine/base/units'
import type { Framing } from '../frame-grid'
import { parabolaVertex } from '../parabola'
import { enhancePeaks } from './enhance-peaks'
import { createOctaveSpline } from './octave-spline'
import { createSubharmonicSum } from './subharmonic-sum'

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

/** Returns a function: magnitude [bins] of a 60 ms frame -> its candidates, written to the second argument. */
export function createPitchCandidates(framing: Framing): (magnitude: Float32Array, found: PitchCandidates) => void {
  const spline = createOctaveSpline(framing)
  const { first, step, points } = spline.axis
  const subharmonics = createSubharmonicSum(spline.axis)
  const enhanced = new Float64Array(points)
  const resampled = new Float64Array(subharmonics.paddedPoints)
  const sums = new Float64Array(points)
  const peaks = new Int32Array(candidateCount)

  return (magnitude, found) => {
    enhancePeaks(magnitude, enhanced)
    spline.resample(enhanced, resampled)
    const mean = subharmonics.apply(resampled, sums)
    const peakCount = highestPeaks(sums, peaks)
    found.frequencyHz.fill(0)
    found.voicing.fill(0)
    let count = 0
    let best = 0
    let bestScore = -Infinity
    for (let p = 0; p < peakCount; p++) {
      const j = peaks[p]
      const { offset, height } = parabolaVertex(sums[j - 1], sums[j], sums[j + 1])
      const hz = 2 ** (first + (j + offset) * step)
      if (hz < minHz || hz > maxHz) continue
      if (height > bestScore) {
        bestScore = height
        best = count
      }
      found.frequencyHz[count] = hz
      found.voicing[count] = height > mean ? 1 - mean / height : 0
      count++
    }
    swap(found.frequencyHz, 0, best)
    swap(found.voicing, 0, best)
  }
}

/** Positions of the highest strict local maxima, highest first, earlier first among equals; returns how many. */
function highestPeaks(values: Float64Array, peaks: Int32Array): number {
  let count = 0
  for (let j = 1; j < values.length - 1; j++) {
    const value = values[j]
    if (!(value > values[j - 1] && value > values[j + 1])) continue
    if (count === peaks.length && value <= values[peaks[count - 1]]) continue
    let place = count < peaks.length ? count++ : count - 1
    while (place > 0 && values[peaks[place - 1]] < value) {
      peaks[place] = peaks[place - 1]
      place--
    }
    peaks[place] = j
  }
  return count
}

function swap(values: Float32Array, a: number, b: number): void {
  const kept = values[a]
  values[a] = values[b]
  values[b] = kept
}
