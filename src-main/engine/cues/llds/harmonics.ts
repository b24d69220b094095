import type { Hertz } from '#engine/base/units'
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
  /** Interpolated level relative to the fundamental's (at its bin); -200 very weak, -201 not found. [100] */
  readonly relativeDb: Float64Array
}

/**
 * Picks the spectral peak nearest each multiple of F0. The returned arrays are reused from frame to frame.
 * References: [hanson1997], [eyben2016].
 */
export function createHarmonics({ bins, binHz }: Framing): (f0Hz: Hertz, magnitude: Float32Array) => Harmonics {
  const frequencyHz = new Float64Array(harmonicCount)
  const magnitude = new Float64Array(harmonicCount)
  const height = new Float64Array(harmonicCount)
  const relativeDb = new Float64Array(harmonicCount)

  /** The bin nearest a frequency, looking up from `from`; 0 beyond the last. */
  function nearestBin(hz: Hertz, from: number): number {
    let bin = Math.max(from, Math.floor(hz / binHz))
    while (bin < bins && bin * binHz <= hz) bin++
    if (bin >= bins) return 0
    return hz - (bin - 1) * binHz < bin * binHz - hz ? bin - 1 : bin
  }

  return (f0Hz, spectrum) => {
    const isPeak = (k: number) =>
      k > 0 && k < bins - 1 && spectrum[k] > spectrum[k - 1] && spectrum[k] > spectrum[k + 1]
    let last = nearestBin(f0Hz / 2, 1)
    const first = nearestBin(f0Hz / 2, last)
    let binBefore = -1
    let fundamental = 0
    for (let h = 0; h < harmonicCount; h++) {
      const centre = nearestBin((h + 1) * f0Hz, last)
      const peak = nearestPeak(isPeak, centre, nearestBin((h + 0.5) * f0Hz, last), nearestBin((h + 1.5) * f0Hz, centre))
      const isValid = peak !== null && peak >= first
      const bin = isValid ? peak : centre
      last = centre
      frequencyHz[h] = 0
      magnitude[h] = 0
      height[h] = 0
      relativeDb[h] = noLevelDb
      if (bin !== binBefore) {
        if (isValid) {
          const vertex = parabolaVertex(spectrum[peak - 1], spectrum[peak], spectrum[peak + 1])
          frequencyHz[h] = (peak + vertex.offset) * binHz
          magnitude[h] = spectrum[peak]
          height[h] = vertex.height
        }
        if (h === 0) fundamental = magnitude[0]
        if (fundamental > 0) relativeDb[h] = height[h] > 0 ? levelDb(height[h], fundamental) : minLevelDb
      }
      binBefore = bin
    }
    relativeDb[0] = 0
    return { frequencyHz, magnitude, height, relativeDb }
  }
}

function levelDb(magnitude: number, fundamental: number): number {
  return Math.max(minLevelDb, 20 * (Math.log10(magnitude) - Math.log10(fundamental)))
}

/** `centre` itself or the closest peak within `lowest`..`highest`, the higher one first; null where there is none. */
function nearestPeak(isPeak: (k: number) => boolean, centre: number, lowest: number, highest: number): number | null {
  if (isPeak(centre)) return centre
  for (let distance = 1; centre + distance <= highest || centre - distance >= lowest; distance++) {
    if (centre + distance <= highest && isPeak(centre + distance)) return centre + distance
    if (centre - distance >= lowest && isPeak(centre - distance)) return centre - distance
  }
  return null
}
