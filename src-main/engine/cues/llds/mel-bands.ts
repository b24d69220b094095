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
  // Between two corners lie the bins of one stretch: they weigh on the band before (falling) and on the one after (rising).
  const stretchEnds = new Int32Array(melBandCount + 1).fill(firstBin)
  const fallingWeight = new Float64Array(bins)
  for (let n = firstBin; n < endBin; n++) {
    const mel = toMel(n * binHz)
    const corner = corners.findIndex(c => c >= mel)
    stretchEnds.fill(n + 1, corner - 1)
    fallingWeight[n] = (corners[corner] - mel) / (corners[corner] - corners[corner - 1])
  }

  function apply(power: Float32Array, energies: Float32Array): void {
    let rising = 0
    for (let stretch = 0, n = firstBin; stretch <= melBandCount; stretch++) {
      let falling = 0
      let whole = 0
      for (; n < stretchEnds[stretch]; n++) {
        falling += fallingWeight[n] * power[n]
        whole += power[n]
      }
      if (stretch > 0) energies[stretch - 1] = rising + falling
      rising = whole - falling
    }
  }

  return { centresHz: corners.slice(1, -1).map(toHz), apply }
}
