import { createMelBands, melBandCount } from './mel-bands'
import type { ShortLld } from './short-lld'

const energyFloor = 9.3e-10

/**
 * Loudness: the auditory spectrum summed. Each mel band's power, weighted with the equal-loudness curve, to the power 0.33
 * (the intensity-loudness law); mean over the bands.
 *
 * Unit: none (not calibrated to sone). Depends on the sample rate, as the spectrum is not normalised.
 * References: [hermansky1990], [zwicker1999], [eyben2016].
 */
export const loudness: ShortLld = {
  names: ['Loudness'],
  needs: 'melEnergies',
  create(framing) {
    const weights = createMelBands(framing).centresHz.map(equalLoudness)
    return ({ melEnergies }, values) => {
      let sum = 0
      for (let band = 0; band < melBandCount; band++) {
        sum += (Math.max(melEnergies[band], energyFloor) * weights[band]) ** 0.33
      }
      values[0] = sum / melBandCount
    }
  },
}

/** Hermansky's curve, scaled to a maximum near 1. */
function equalLoudness(hz: number): number {
  const w = 2 * Math.PI * hz
  const w2 = w * w
  return (1e32 * (w2 + 56.8e6) * w2 * w2) / ((w2 + 6.3e6) ** 2 * (w2 + 0.38e9) * (w ** 7 + 1.7e31))
}
