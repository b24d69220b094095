import type { ShortLld } from './short-lld'

const powerFloor = 1e-14

/**
 * Alpha ratio: power from 1 to 5 kHz against power below 1 kHz.
 *
 * Unit: dB; more is brighter. 0 where there is nothing below 1 kHz. DC counts as below. The ratio is rounded to float32
 * before the logarithm, so that equal sums give exactly 0.
 * References: [sundberg2006], [eyben2016].
 */
export const alphaRatio: ShortLld = {
  names: ['alphaRatio'],
  needs: null,
  create({ bins, binHz }) {
    const border = Math.min(bins, firstBinFrom(1000, binHz))
    const end = Math.min(bins, endBinAfter(5000, binHz))
    return ({ power }, values) => {
      let low = 0
      let high = 0
      for (let k = 0; k < border; k++) low += power[k]
      for (let k = border; k < end; k++) high += power[k]
      values[0] = low === 0 ? 0 : ratioDb(high, low)
    }
  },
}

/** First bin at or above a frequency. */
export function firstBinFrom(hz: number, binHz: number): number {
  let bin = Math.floor(hz / binHz)
  while (bin * binHz < hz) bin++
  return bin
}

/** First bin above a frequency. */
export function endBinAfter(hz: number, binHz: number): number {
  let bin = Math.floor(hz / binHz)
  while (bin * binHz <= hz) bin++
  return bin
}

export function ratioDb(numerator: number, denominator: number): number {
  return 10 * Math.log10(Math.fround(Math.max(numerator, powerFloor) / denominator))
}
