import type { Hertz } from '#engine/base/units'
import { melFrequenciesHz } from './mel-scale'
import type { MelScaleName } from './mel-scale'

export interface MelFilterbankOptions {
  sampleRateHz: Hertz
  /** Size of the transform whose bins are weighted. */
  nFft: number
  nMels: number
  fMinHz: Hertz
  fMaxHz: Hertz
  scale: MelScaleName
  /** `slaney`: each triangle has area 1 over frequency; null: each has height 1. */
  norm: 'slaney' | null
}

/** One triangle: the weights of the bins from `firstBin` on; all others are 0. */
export interface MelFilter {
  readonly firstBin: number
  readonly weights: Float64Array
}

/**
 * Triangles over the bins of a spectrum, as librosa.filters.mel: band i rises from edge i to edge i + 1 and falls to
 * edge i + 2 of nMels + 2 edges equally spaced in mel, linearly in Hz. A band narrower than a bin may be empty.
 */
export function createMelFilterbank(options: MelFilterbankOptions): MelFilter[] {
  const { sampleRateHz, nFft, nMels, fMinHz, fMaxHz, scale, norm } = options
  const edgesHz = melFrequenciesHz(nMels + 2, fMinHz, fMaxHz, scale)
  const binHz = sampleRateHz / nFft
  const lastBin = Math.floor(nFft / 2)
  return Array.from({ length: nMels }, (_, band) => {
    const [lowHz, peakHz, highHz] = edgesHz.slice(band, band + 3)
    const height = norm === 'slaney' ? 2 / (highHz - lowHz) : 1
    const firstBin = Math.max(0, Math.ceil(lowHz / binHz))
    const endBin = Math.max(firstBin, Math.min(lastBin, Math.floor(highHz / binHz)) + 1)
    const weights = Float64Array.from({ length: endBin - firstBin }, (_, i) => {
      const hz = (firstBin + i) * binHz
      return height * Math.max(0, Math.min((hz - lowHz) / (peakHz - lowHz), (highHz - hz) / (highHz - peakHz)))
    })
    return { firstBin, weights }
  })
}

/** Weights one spectrum `bins` and writes the band sums to `out` [nMels]. */
export function applyMelFilterbank(filters: readonly MelFilter[], bins: Float64Array, out: Float64Array): void {
  for (let band = 0; band < filters.length; band++) {
    const { firstBin, weights } = filters[band]
    let sum = 0
    for (let i = 0; i < weights.length; i++) sum += weights[i] * bins[firstBin + i]
    out[band] = sum
  }
}
