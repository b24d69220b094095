import type { Decibels, Hertz } from '#engine/base/units'
import { createCosineTransform } from '#engine/dsp/cosine-transform'
import type { Framing } from '../frame-grid'
import type { LongSpectrum } from '../long-spectra'

const minRatio = 1e-9
const maxRatio = 1e11

/**
 * Harmonics-to-noise ratio: the autocorrelation at the pitch period against the rest of the energy.
 *
 * Unit: dB; 0 where there is no peak. The window's own autocorrelation is not divided out (as Boersma does), so even a perfectly
 * periodic sound has a finite value, 5 to 7 dB below Praat's.
 * References: [boersma1993], [eyben2016].
 */
export function createHnr({ bins, binHz }: Framing): (f0Hz: Hertz, spectrum: LongSpectrum) => Decibels {
  const transform = createCosineTransform(bins - 1)
  const power = new Float64Array(bins)
  const autocorrelation = new Float64Array(bins)

  return (f0Hz, { magnitude }) => {
    for (let k = 0; k < bins; k++) power[k] = magnitude[k] * magnitude[k]
    transform(power, autocorrelation)
    const lag = nearestPeak(autocorrelation, Math.floor((2 * binHz * (bins - 1)) / f0Hz))
    if (lag === null) return 0
    const height = Math.abs(autocorrelation[lag])
    const ratio = height / (Math.abs(autocorrelation[0]) - height)
    return 10 * Math.log10(Math.max(minRatio, Math.min(maxRatio, ratio)))
  }
}

/** The strict local maximum of the absolute values that is closest to `start`, the lower one first; null where there is none. */
function nearestPeak(values: Float64Array, start: number): number | null {
  const isPeak = (i: number) => {
    if (i < 1 || i > values.length - 2) return false
    const height = Math.abs(values[i])
    return height > Math.abs(values[i - 1]) && height > Math.abs(values[i + 1])
  }
  if (isPeak(start)) return start
  for (let distance = 1; distance < values.length; distance++) {
    if (isPeak(start - distance)) return start - distance
    if (isPeak(start + distance)) return start + distance
  }
  return null
}
