import { createRealFft } from '#engine/dsp/fft'
import type { Decibels, Hertz } from '#engine/base/units'
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
export function createHnr({ fftSize, bins, binHz }: Framing): (f0Hz: Hertz, spectrum: LongSpectrum) => Decibels {
  const fft = createRealFft(fftSize)
  const power = new Float64Array(bins)
  const zeros = new Float64Array(bins)
  const autocorrelation = new Float64Array(fftSize)

  return (f0Hz, { magnitude }) => {
    for (let k = 0; k < bins; k++) power[k] = magnitude[k] * magnitude[k]
    fft.inverse(power, zeros, autocorrelation)
    for (let lag = 0; lag < bins; lag++) autocorrelation[lag] = Math.abs(autocorrelation[lag])
    const lag = nearestPeak(autocorrelation, bins, Math.floor((2 * binHz * (bins - 1)) / f0Hz))
    if (lag === null) return 0
    const ratio = autocorrelation[lag] / (autocorrelation[0] - autocorrelation[lag])
    return 10 * Math.log10(Math.max(minRatio, Math.min(maxRatio, ratio)))
  }
}

/** The strict local maximum closest to `start`, the lower one first; null where there is none. */
function nearestPeak(values: Float64Array, length: number, start: number): number | null {
  const isPeak = (i: number) => i > 0 && i < length - 1 && values[i] > values[i - 1] && values[i] > values[i + 1]
  if (isPeak(start)) return start
  for (let distance = 1; distance < length; distance++) {
    if (isPeak(start - distance)) return start - distance
    if (isPeak(start + distance)) return start + distance
  }
  return null
}
