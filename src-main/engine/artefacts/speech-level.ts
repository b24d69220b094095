import type { Decibels, Seconds } from '#engine/base/units'
import { CueScopeError } from '#engine/base/errors'
import type { Sound } from './artefact'

const FRAME_SEC: Seconds = 0.02
/** A frame counts as speech that is at most so far below the mean of those that do. */
const MARGIN_DB: Decibels = 20

/** RMS of the clip where it is not silent: a pause more or less does not change it. @throws CueScopeError silence */
export function speechRms({ samples, sampleRateHz }: Sound): number {
  const powers = framePowers(samples, Math.max(1, Math.round(FRAME_SEC * sampleRateHz)))
  let loud = powers
  let power = meanOf(loud)
  // What falls out lies below the mean: the mean only rises, and this ends when nothing more falls out.
  for (;;) {
    const threshold = power / 10 ** (MARGIN_DB / 10)
    const left = loud.filter(value => value > threshold)
    if (left.length === loud.length || left.length === 0) break
    loud = left
    power = meanOf(loud)
  }
  if (!(power > 0)) throw new CueScopeError('silence', 'The clip is silent: there is no level to set an artefact by.')
  return Math.sqrt(power)
}

/** Of whole frames; of all samples where there is none. */
function framePowers(samples: Float32Array, length: number): Float64Array {
  const count = Math.max(1, Math.floor(samples.length / length))
  return Float64Array.from({ length: count }, (_, i) => meanSquare(samples.subarray(i * length, (i + 1) * length)))
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function meanSquare(samples: Float32Array | Float64Array): number {
  let sum = 0
  for (const value of samples) sum += value * value
  return sum / samples.length
}
