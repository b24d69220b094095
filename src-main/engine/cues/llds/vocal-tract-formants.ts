import type { Hertz, Seconds } from '#engine/base/units'
import type { FrameGrid } from '../frame-grid'
import { burgPrediction } from '../formants/burg'
import { lowerRate } from '../formants/lower-rate'
import { createRootFinder } from '../formants/polynomial-roots'

const ceilingHz: Hertz = 5500
/** One resonance is expected in this much of the spectrum; two coefficients each. */
const spacingHz: Hertz = 1100
/** Of the Gauss window, as long again on the whole. */
const windowSec: Seconds = 0.025
const preEmphasisHz: Hertz = 50
/** Resonances nearer than this to 0 or to half the rate are artefacts of the prediction. */
const marginHz: Hertz = 50
/** Wider ones may be there only to shape the spectrum's slope. */
const maxBandwidthHz: Hertz = 700
const formantCount = 3
/** Formants of a neutral vocal tract: a resonance costs its distance from there, as a logarithm, and its width. */
const neutralHz: readonly Hertz[] = [500, 1500, 2500]
const costPerHz = 0.0003
/** What it costs not to take the first three as they come. */
const passingCost = 0.05

interface Resonance {
  readonly frequencyHz: Hertz
  readonly bandwidthHz: Hertz
}

/**
 * Formants 1 to 3 of the vocal tract, for people and plots: Burg's linear prediction with 5 resonances up to 5.5 kHz, as
 * Praat's `To Formant (burg)` measures them.
 *
 * Conventions: one row per 60 ms frame, from 50 ms around that frame's middle; Hz; NaN where unvoiced or where there
 * are fewer. Clips at less than 11 kHz are measured at their own rate, with a resonance less for each 1.1 kHz missing.
 * Departs from Praat, which numbers whatever resonances there are: those wider than 700 Hz are passed over where the narrow
 * ones alone lie so much nearer to where formants are expected.
 *
 * References: [markel1976], [burg1975], [boersma2001].
 */
export function vocalTractFormants(pcm: Float32Array, grid: FrameGrid, f0Hz: Float32Array): Float32Array[] {
  const tracks = Array.from({ length: formantCount }, () => new Float32Array(f0Hz.length).fill(NaN))
  const { samples, rateHz } = lowerRate(pcm, grid.sampleRateHz, 2 * ceilingHz)
  const signal = preEmphasise(samples, rateHz)
  const window = gaussWindow(Math.round(2 * windowSec * rateHz))
  const frame = new Float64Array(window.length)
  const backward = new Float64Array(window.length)
  const coefficients = new Float64Array(2 * Math.round(rateHz / 2 / spacingHz))
  const findRoots = createRootFinder(coefficients.length)
  for (let row = 0; row < f0Hz.length; row++) {
    if (f0Hz[row] === 0) continue
    const middle = (row * grid.hopSec + grid.long.middleSec) * rateHz
    const start = Math.round(middle - (window.length - 1) / 2)
    for (let n = 0; n < window.length; n++) frame[n] = signal[start + n] * window[n]
    if (!burgPrediction(frame, backward, coefficients)) continue
    const formants = likeliestFormants(resonances(findRoots(coefficients), rateHz))
    formants.forEach(({ frequencyHz }, i) => (tracks[i][row] = frequencyHz))
  }
  return tracks
}

/** One root of each pair, by frequency. */
function resonances(roots: Float64Array, rateHz: Hertz): Resonance[] {
  const found: Resonance[] = []
  for (let r = 0; r < roots.length; r += 2) {
    const frequencyHz = (Math.atan2(roots[r + 1], roots[r]) * rateHz) / (2 * Math.PI)
    const bandwidthHz = (-Math.log(Math.hypot(roots[r], roots[r + 1])) * rateHz) / Math.PI
    if (frequencyHz >= marginHz && frequencyHz <= rateHz / 2 - marginHz) found.push({ frequencyHz, bandwidthHz })
  }
  return found.sort((a, b) => a.frequencyHz - b.frequencyHz)
}

/** The first three, or three that pass over wide ones among them, if those cost less. */
function likeliestFormants(candidates: readonly Resonance[]): readonly Resonance[] {
  const asTheyCome = candidates.slice(0, formantCount)
  const narrow = candidates.filter(({ bandwidthHz }) => bandwidthHz <= maxBandwidthHz).slice(0, formantCount)
  if (narrow.length < formantCount) return asTheyCome
  return costOf(narrow) + passingCost < costOf(asTheyCome) ? narrow : asTheyCome
}

function costOf(formants: readonly Resonance[]): number {
  const costs = formants.map(
    ({ frequencyHz, bandwidthHz }, i) => Math.abs(Math.log(frequencyHz / neutralHz[i])) + costPerHz * bandwidthHz,
  )
  return costs.reduce((sum, cost) => sum + cost, 0)
}

/** +6 dB per octave from 50 Hz up. */
function preEmphasise(samples: Float32Array, rateHz: Hertz): Float64Array {
  const share = Math.exp((-2 * Math.PI * preEmphasisHz) / rateHz)
  const emphasised = new Float64Array(samples.length)
  for (let n = 0; n < samples.length; n++) emphasised[n] = samples[n] - (n === 0 ? 0 : share * samples[n - 1])
  return emphasised
}

/** Falls to e^-12 of its height at the ends, and from there to 0. */
function gaussWindow(length: number): Float64Array {
  const edge = Math.exp(-12)
  return Float64Array.from({ length }, (_, n) => {
    const offset = (n - (length - 1) / 2) / (length + 1)
    return (Math.exp(-48 * offset * offset) - edge) / (1 - edge)
  })
}
