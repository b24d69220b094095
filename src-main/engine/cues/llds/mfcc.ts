import { melBandCount } from './mel-bands'
import type { ShortLld } from './short-lld'

const coefficients = 4
const lifter = 22
/** Energies are those of 16-bit integers here, floored at 1. */
const energyScale = 32767 ** 2

/**
 * Mel-frequency cepstral coefficients 1 to 4: cosine transform of the 26 mel bands' log energies, liftered (22).
 *
 * Unit: none.
 * References: [davis1980], [young2006].
 */
export const mfcc: ShortLld = {
  names: ['mfcc1', 'mfcc2', 'mfcc3', 'mfcc4'],
  needs: 'melEnergies',
  create() {
    const basis = Float64Array.from({ length: coefficients * melBandCount }, (_, at) => {
      const order = 1 + Math.floor(at / melBandCount)
      const band = at % melBandCount
      const lift = 1 + (lifter / 2) * Math.sin((Math.PI * order) / lifter)
      return Math.sqrt(2 / melBandCount) * lift * Math.cos(((Math.PI * order) / melBandCount) * (band + 0.5))
    })
    const logEnergies = new Float64Array(melBandCount)
    return ({ melEnergies }, values) => {
      for (let band = 0; band < melBandCount; band++) {
        logEnergies[band] = Math.log(Math.max(melEnergies[band] * energyScale, 1))
      }
      for (let i = 0; i < coefficients; i++) {
        let sum = 0
        for (let band = 0; band < melBandCount; band++) sum += logEnergies[band] * basis[i * melBandCount + band]
        values[i] = sum
      }
    }
  },
}
