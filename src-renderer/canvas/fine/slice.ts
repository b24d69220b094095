/**
 * The spectrum of one frame of the fine spectrogram, as Praat's "View spectral slice" shows it.
 *
 * Conventions: levels as in `stft.ts`, dB re a sine of full scale; bin k stands for `k * binHz`.
 */
import { createStft } from './stft'
import type { StftSpec } from './stft'

export interface Slice {
  /** Float32 [bins] */
  readonly levelsDb: Float32Array
  readonly binHz: number
  readonly spec: StftSpec
}

export interface SlicePeak {
  readonly hz: number
  readonly levelDb: number
}

/** Of the frame whose middle is this sample. */
export function sliceAt(samples: Float32Array, spec: StftSpec, center: number, sampleRateHz: number): Slice {
  return { levelsDb: createStft(spec).levels(samples, 1, center, 1), binHz: sampleRateHz / spec.fftSize, spec }
}

/** A lesser hill is a ripple of the window or of the noise. */
const LEAST_PROMINENCE_DB = 6
const LOBE_MARGIN_DB = 3

/**
 * How far a steady tone reads below itself so many lines of the window away, at most: a Hann window's side lobes begin at
 * -31 dB and fall by 18 dB an octave; a Gaussian's, as Praat cuts it, are below anything shown. [harris]
 */
function leakageDb({ shape, windowSize, fftSize }: StftSpec, bins: number): number {
  const lines = (Math.abs(bins) * windowSize) / fftSize
  return shape === 'hann' ? -31 - 60 * Math.log10(Math.max(1, lines / 2.4)) : -120
}

/**
 * The highest peaks up to a frequency, lowest frequency first; between the bins by the parabola through three levels. What
 * may be a side lobe of a higher one is none.
 */
export function peaksOf({ levelsDb, binHz, spec }: Slice, topHz: number, floorDb: number, most: number): SlicePeak[] {
  const found: SlicePeak[] = []
  const last = Math.min(levelsDb.length - 2, Math.floor(topHz / binHz))
  for (let bin = 1; bin <= last; bin++) {
    const [before, level, after] = [levelsDb[bin - 1], levelsDb[bin], levelsDb[bin + 1]]
    if (level < floorDb || level < before || level <= after || prominence(levelsDb, bin) < LEAST_PROMINENCE_DB) continue
    const offset = (0.5 * (before - after)) / (before - 2 * level + after)
    found.push({ hz: (bin + offset) * binHz, levelDb: level - 0.25 * (before - after) * offset })
  }
  const highest = found.sort((a, b) => b.levelDb - a.levelDb)
  const isLobe = (peak: SlicePeak, i: number): boolean =>
    highest
      .slice(0, i)
      .some(({ hz, levelDb }) => peak.levelDb < levelDb + leakageDb(spec, (peak.hz - hz) / binHz) + LOBE_MARGIN_DB)
  return highest
    .filter((peak, i) => !isLobe(peak, i))
    .slice(0, most)
    .sort((a, b) => a.hz - b.hz)
}

/** How far one has to go down before one can go higher: to the higher of the two valleys. */
function prominence(levelsDb: Float32Array, peak: number): number {
  const valley = (step: 1 | -1): number => {
    let lowest = levelsDb[peak]
    for (let bin = peak + step; bin >= 0 && bin < levelsDb.length && levelsDb[bin] <= levelsDb[peak]; bin += step)
      lowest = Math.min(lowest, levelsDb[bin])
    return lowest
  }
  return levelsDb[peak] - Math.max(valley(1), valley(-1))
}
