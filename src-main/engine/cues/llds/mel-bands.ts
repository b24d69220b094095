import type { Framing } from '../frame-grid'
import type { Hertz } from '#engine/base/units'

export const melBandCount = 26
const lowHz = 20
const highHz = 8000

/**
 * Power in 26 bands, equally spaced in mel from 20 Hz to 8 kHz (or half the rate).
 *
 * Conventions: triangles linear in mel, height 1, not normalised by area; only whole bins between the outermost corners.
 * mel(f) = 1127 ln(1 + f / 700).
 * References: [young2006], [eyben2016].
 */
export interface MelBands {
  readonly centresHz: readonly Hertz[]
  /** `power` Float32 [bins] -> `energies` Float32 [26], overwritten. */
  apply(power: Float32Array, energies: Float32Array): void
}

const toMel = (hz: Hertz) => 1127 * Math.log(1 + hz / 700)
const toHz = (mel: number) => 700 * (Math.exp(mel / 1127) - 1)

export function createMelBands({ binHz, bins }: Framing): MelBands {
  const topHz = Math.min(highHz, binHz * (bins - 1))
  const firstMel = toMel(lowHz)
  const stepMel = (toMel(topHz) - firstMel) / (melBandCount + 1)
  const corners = Array.from({ length: melBandCount + 2 }, (_, c) => firstMel + c * stepMel)
  const firstBin = Math.round(lowHz / binHz) + 1
  const endBin = Math.round(topHz / binHz)
  // For each bin: the band whose rising edge it lies on, and its weight in the band before (whose falling edge it is).
  const risingBand = new Int32Array(bins)
  const fallingWeight = new Float64Array(bins)
  for (let n = firstBin; n < endBin; n++) {
    const mel = toMel(n * binHz)
    const corner = corners.findIndex(c => c >= mel)
    risingBand[n] = corner - 1
    fallingWeight[n] = (corners[corner] - mel) / (corners[corner] - corners[corner - 1])
  }

  const sums = new Float64Array(melBandCount + 2)

  function apply(power: Float32Array, energies: Float32Array): void {
    sums.fill(0)
    for (let n = firstBin; n < endBin; n++) {
      const falling = fallingWeight[n] * power[n]
      sums[risingBand[n]] += falling
      sums[risingBand[n] + 1] += power[n] - falling
    }
    for (let band = 0; band < melBandCount; band++) energies[band] = sums[band + 1]
  }

  return { centresHz: corners.slice(1, -1).map(toHz), apply }
}
