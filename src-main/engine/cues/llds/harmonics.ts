import type { Decibels, Hertz } from '#engine/base/units'
import type { Framing } from '../frame-grid'
import { parabolaVertex } from '../parabola'

const harmonicCount = 100
const noLevelDb = -201
const minLevelDb = -200

/** The harmonics of a voiced 60 ms frame; 0 is the fundamental. */
export interface Harmonics {
  /** Interpolated; 0: not found. Float64 [100] */
  readonly frequencyHz: Float64Array
  /** Magnitude at the peak's bin. [100] */
  readonly magnitude: Float64Array
  /** Interpolated; 0: not found. [100] */
  readonly height: Float64Array
  /** Interpolated level relative to the fundamental's (at its bin); -200 very weak, -201 not found. */
  relativeDb(harmonic: number): Decibels
}

/**
 * Picks the spectral peak nearest each multiple of F0: of the first three, and of as many more as may have theirs at
 * `highestHz` or below; those beyond count as not found. The returned arrays are reused from frame to frame.
 * References: [hanson1997], [eyben2016].
 */
export function createHarmonics({
  bins,
  binHz,
}: Framing): (f0Hz: Hertz, magnitude: Float32Array, highestHz: Hertz) => Harmonics {
  const frequencyHz = new Float64Array(harmonicCount)
  const magnitude = new Float64Array(harmonicCount)
  const height = new Float64Array(harmonicCount)
  const binOf = new Int32Array(harmonicCount)

  function relativeDb(harmonic: number): Decibels {
    if (harmonic === 0) return 0
    const isRepeated = binOf[harmonic] === binOf[harmonic - 1]
    if (isRepeated || magnitude[0] <= 0) return noLevelDb
    return height[harmonic] > 0 ? levelDb(height[harmonic], magnitude[0]) : minLevelDb
  }
  const harmonics = { frequencyHz, magnitude, height, relativeDb }

  /** The bin nearest a frequency, looking up from `from`; 0 beyond the last. */
  function nearestBin(hz: Hertz, from: number): number {
    let bin = Math.max(from, Math.floor(hz / binHz))
    while (bin < bins && bin * binHz <= hz) bin++
    if (bin >= bins) return 0
    return hz - (bin - 1) * binHz < bin * binHz - hz ? bin - 1 : bin
  }

  return (f0Hz, spectrum, highestHz) => {
    frequencyHz.fill(0)
    magnitude.fill(0)
    height.fill(0)
    binOf.fill(0)
    let last = nearestBin(f0Hz / 2, 1)
    const first = nearestBin(f0Hz / 2, last)
    // A peak may lie half way to the harmonic before, and its vertex up to a bin further down.
    const wanted = Math.max(3, (highestHz + 2 * binHz) / f0Hz + 0.5)
    for (let h = 0; h < harmonicCount && h < wanted; h++) {
      const centre = nearestBin((h + 1) * f0Hz, last)
      // Beyond half the rate: so are all that follow.
      if (centre === 0) break
      const lowest = nearestBin((h + 0.5) * f0Hz, last)
      const highest = nearestBin((h + 1.5) * f0Hz, centre)
      const peak = nearestPeak(spectrum, centre, lowest, highest)
      const isValid = peak >= first
      binOf[h] = isValid ? peak : centre
      last = centre
      if (!isValid || (h > 0 && binOf[h] === binOf[h - 1])) continue
      const vertex = parabolaVertex(spectrum[peak - 1], spectrum[peak], spectrum[peak + 1])
      frequencyHz[h] = (peak + vertex.offset) * binHz
      magnitude[h] = spectrum[peak]
      height[h] = vertex.height
    }
    return harmonics
  }
}

function levelDb(magnitude: number, fundamental: number): number {
  return Math.max(minLevelDb, 20 * Math.log10(magnitude / fundamental))
}

/** `centre` itself or the closest peak within `lowest`..`highest`, the higher one first; -1 where there is none. */
function nearestPeak(spectrum: Float32Array, centre: number, lowest: number, highest: number): number {
  if (isPeak(spectrum, centre)) return centre
  for (let distance = 1; centre + distance <= highest || centre - distance >= lowest; distance++) {
    if (centre + distance <= highest && isPeak(spectrum, centre + distance)) return centre + distance
    if (centre - distance >= lowest && isPeak(spectrum, centre - distance)) return centre - distance
  }
  return -1
}

function isPeak(spectrum: Float32Array, bin: number): boolean {
  if (bin < 1 || bin > spectrum.length - 2) return false
  return spectrum[bin] > spectrum[bin - 1] && spectrum[bin] > spectrum[bin + 1]
}
