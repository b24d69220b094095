import type { Decibels, Hertz } from '#engine/base/units'
import { besselI0 } from '#engine/dsp/windows'

export interface PassBand {
  /** Edges of what passes whole; null: open on that side. */
  readonly fMinHz: Hertz | null
  readonly fMaxHz: Hertz | null
  /** Width of the slope outside each edge. */
  readonly transitionHz: Hertz
}

const ATTENUATION_DB: Decibels = 80

/**
 * A linear-phase band pass: Kaiser-windowed sincs, an odd number of taps, the middle one at the output's place. From
 * the far end of a slope on it lets through less than -80 dB. As scipy.signal.firwin with `scale=False`.
 */
export function sincKernel({ fMinHz, fMaxHz, transitionHz }: PassBand, sampleRateHz: Hertz): Float64Array {
  const slope = (2 * Math.PI * transitionHz) / sampleRateHz
  const reach = Math.ceil((ATTENUATION_DB - 7.95) / (2.285 * slope) / 2)
  const beta = 0.1102 * (ATTENUATION_DB - 8.7)
  const low = fMinHz === null ? 0 : (2 * (fMinHz - transitionHz / 2)) / sampleRateHz
  const high = fMaxHz === null ? 1 : (2 * (fMaxHz + transitionHz / 2)) / sampleRateHz
  return Float64Array.from({ length: 2 * reach + 1 }, (_, i) => {
    const n = i - reach
    const window = besselI0(beta * Math.sqrt(1 - (n / reach) ** 2)) / besselI0(beta)
    return window * (lowPass(high, n) - lowPass(low, n))
  })
}

/** `cutoff`: a share of the Nyquist frequency. */
function lowPass(cutoff: number, n: number): number {
  return n === 0 ? cutoff : Math.sin(Math.PI * cutoff * n) / (Math.PI * n)
}
