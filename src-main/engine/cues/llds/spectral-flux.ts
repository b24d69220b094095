import { firstBinFrom } from './alpha-ratio'
import type { ShortLld } from './short-lld'

/**
 * Spectral flux: how much the magnitude spectrum below 5 kHz changed since the frame before (root of the mean square).
 *
 * Unit: none; scales with the signal and depends on the sample rate, as the spectra are not normalised. First frame: 0.
 * References: [eyben2016].
 */
export const spectralFlux: ShortLld = {
  names: ['spectralFlux'],
  needs: null,
  create({ bins, binHz }) {
    const end = Math.min(bins, firstBinFrom(5000, binHz))
    const before = new Float32Array(end)
    let isFirst = true
    return ({ magnitude }, values) => {
      let sum = 0
      for (let k = 0; k < end; k++) sum += (magnitude[k] - before[k]) ** 2
      values[0] = isFirst ? 0 : Math.sqrt(sum / end)
      before.set(magnitude.subarray(0, end))
      isFirst = false
    }
  },
}
