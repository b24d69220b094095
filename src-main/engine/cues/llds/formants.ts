import type { Hertz } from '#engine/base/units'
import { linearPrediction } from '../formants/linear-prediction'
import { polynomialRoots } from '../formants/polynomial-roots'
import { createFrameResampler, targetRateHz } from '../formants/resample-frame'
import type { ShortLld } from './short-lld'

const order = 11
const minHz: Hertz = 50
const maxHz: Hertz = 5450
const reported = 3

/**
 * Formants 1 to 3 as eGeMAPS has them: frequency and bandwidth of the resonances of an 11th-order linear prediction at 11 kHz.
 *
 * Unit: Hz; 0 where there are fewer. For models trained on eGeMAPS, not for people: openSMILE solves the prediction polynomial
 * with the sign of every coefficient reversed, and so do we; F1 lies about a third off the vocal tract's.
 * Equal to openSMILE's from 8 kHz up; at lower rates the prediction is too ill-conditioned for that.
 * References: [makhoul1975], [markel1976], [eyben2016].
 */
export const formants: ShortLld = {
  names: ['F1frequency', 'F1bandwidth', 'F2frequency', 'F2bandwidth', 'F3frequency', 'F3bandwidth'],
  needsMelBands: false,
  create(framing, sampleRateHz) {
    const resampler = createFrameResampler(framing, sampleRateHz)
    const resampled = new Float32Array(resampler.points)
    const coefficients = new Float32Array(order)
    return ({ re, im }, values) => {
      values.fill(0)
      resampler.apply(re, im, resampled)
      if (!linearPrediction(resampled, coefficients)) return
      const roots = polynomialRoots(Float64Array.from(coefficients, a => -a))
      resonances(roots)
        .slice(0, reported)
        .forEach((resonance, i) => values.set(resonance, 2 * i))
    }
  },
}

/** [frequency, bandwidth] of one root of each pair, by frequency. A root outside the unit circle counts as mirrored into it. */
function resonances(roots: Float64Array): [Hertz, Hertz][] {
  const found: [Hertz, Hertz][] = []
  for (let r = 0; r < roots.length; r += 2) {
    const frequencyHz = (Math.atan2(roots[r + 1], roots[r]) * targetRateHz) / (2 * Math.PI)
    const bandwidthHz = (Math.abs(Math.log(Math.hypot(roots[r], roots[r + 1]))) * targetRateHz) / Math.PI
    if (frequencyHz >= minHz && frequencyHz <= maxHz) found.push([frequencyHz, bandwidthHz])
  }
  return found.sort(([a], [b]) => a - b)
}
