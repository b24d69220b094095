import { endBinAfter, firstBinFrom, ratioDb } from './alpha-ratio'
import type { ShortLld } from './short-lld'

/**
 * Hammarberg index: the strongest bin below 2 kHz against the strongest from 2 to 5 kHz.
 *
 * Unit: dB; less is brighter. 0 where there is nothing from 2 to 5 kHz.
 * References: [hammarberg1980], [eyben2016].
 */
export const hammarbergIndex: ShortLld = {
  names: ['hammarbergIndex'],
  needs: null,
  create({ bins, binHz }) {
    const border = Math.min(bins, firstBinFrom(2000, binHz))
    const end = Math.min(bins, endBinAfter(5000, binHz))
    return ({ power }, values) => {
      let low = 0
      let high = 0
      for (let k = 0; k < border; k++) if (power[k] > low) low = power[k]
      for (let k = border; k < end; k++) if (power[k] > high) high = power[k]
      values[0] = high === 0 ? 0 : ratioDb(low, high)
    }
  },
}
