import type { Decibels, Hertz } from '#engine/base/units'
import { createRealFft } from '#engine/dsp/fft'
import type { FrameGrid } from '../frame-grid'
import { parabolaVertex } from '../parabola'

/** The pitch tracker's period may be off by this share. */
const searchShare = 0.15
const lowestF0Hz: Hertz = 55
const limitDb: Decibels = 60

/**
 * Harmonics-to-noise ratio for people: r / (1 - r), with r the normalised autocorrelation one period on, freed of what the
 * window does to it. A sound that repeats exactly reaches 28 dB at 80 Hz and 40 from 150 Hz on, 60 dB at the most.
 *
 * Conventions: one row per 60 ms frame (a Hann window: 4.5 periods of 75 Hz, as Praat's `To Harmonicity (ac)` takes);
 * dB; NaN where unvoiced or without a peak. Between whole lags the correlation is that of the band-limited signal.
 *
 * References: [boersma1993].
 */
export function harmonicity(pcm: Float32Array, grid: FrameGrid, f0Hz: Float32Array): Float32Array {
  const measure = createHarmonicity(grid)
  return f0Hz.map((hz, row) => (hz > 0 ? measure(pcm, row * grid.hopSamples, hz) : NaN))
}

function createHarmonicity({
  long,
  periodSec,
}: FrameGrid): (pcm: Float32Array, start: number, f0Hz: Hertz) => Decibels {
  const { lengthSamples } = long
  const longestLag = Math.ceil((1 + searchShare) / lowestF0Hz / periodSec) + 1
  const size = 2 ** Math.ceil(Math.log2(lengthSamples + longestLag))
  const window = Float64Array.from({ length: lengthSamples }, (_, n) => hann((n + 0.5) / lengthSamples))
  const windowShare = Float64Array.from({ length: longestLag + 1 }, (_, lag) => hannCorrelation(lag / lengthSamples))
  const fft = createRealFft(size)
  const input = new Float64Array(size)
  const re = new Float64Array(size / 2 + 1)
  const im = new Float64Array(size / 2 + 1)
  const correlation = new Float64Array(size)

  function correlate(pcm: Float32Array, start: number): void {
    let sum = 0
    for (let n = 0; n < lengthSamples; n++) sum += pcm[start + n]
    const mean = sum / lengthSamples
    for (let n = 0; n < lengthSamples; n++) input[n] = (pcm[start + n] - mean) * window[n]
    fft.forward(input, re, im)
    for (let k = 0; k < re.length; k++) re[k] = re[k] * re[k] + im[k] * im[k]
    fft.inverse(re, im.fill(0), correlation)
  }

  return (pcm, start, f0Hz) => {
    correlate(pcm, start)
    const at = (lag: number) => correlation[lag] / correlation[0] / windowShare[lag]
    const lag = highestPeak(at, 1 / f0Hz / periodSec)
    if (lag === null) return NaN
    const exactLag = lag + parabolaVertex(at(lag - 1), at(lag), at(lag + 1)).offset
    const peak = correlationAt(re, exactLag, size) / correlation[0] / hannCorrelation(exactLag / lengthSamples)
    const share = Math.max(0, Math.min(1, peak))
    return Math.max(-limitDb, Math.min(limitDb, 10 * Math.log10(share / (1 - share))))
  }
}

/** The highest local maximum around the expected lag; null where there is none. */
function highestPeak(at: (lag: number) => number, period: number): number | null {
  const last = Math.floor(period * (1 + searchShare))
  let best: number | null = null
  for (let lag = Math.max(1, Math.ceil(period * (1 - searchShare))); lag <= last; lag++) {
    const isPeak = at(lag) >= at(lag - 1) && at(lag) > at(lag + 1)
    if (isPeak && (best === null || at(lag) > at(best))) best = lag
  }
  return best
}

function hann(place: number): number {
  return 0.5 - 0.5 * Math.cos(2 * Math.PI * place)
}

/** Autocorrelation of the Hann window, normalised; `share`: lag over length, 0..1. */
function hannCorrelation(share: number): number {
  const angle = 2 * Math.PI * share
  return (1 - share) * (2 / 3 + Math.cos(angle) / 3) + Math.sin(angle) / (2 * Math.PI)
}

/** The inverse transform of a power spectrum at a lag between two samples. */
function correlationAt(power: Float64Array, lag: number, size: number): number {
  const angle = (2 * Math.PI * lag) / size
  const [cosStep, sinStep] = [Math.cos(angle), Math.sin(angle)]
  const last = power.length - 1
  let cos = 1
  let sin = 0
  let sum = power[0] / 2
  for (let k = 1; k < last; k++) {
    const turned = cos * cosStep - sin * sinStep
    sin = sin * cosStep + cos * sinStep
    cos = turned
    sum += power[k] * cos
  }
  return (2 * sum + power[last] * Math.cos(Math.PI * lag)) / size
}
