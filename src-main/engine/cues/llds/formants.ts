import type { Hertz } from '#engine/base/units'
import { linearPrediction } from '../formants/linear-prediction'
import { createRootFinder } from '../formants/polynomial-roots'
import { predictionOrder, targetRateHz } from '../formants/resample-frame'
import type { ShortLld } from './short-lld'

/** Work area of `writeResonances`: frequencies in order, and where their roots stand. */
const frequenciesHz = new Float64Array(predictionOrder)
const places = new Uint8Array(predictionOrder)

const minHz: Hertz = 50
const maxHz: Hertz = 5450

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
  needs: 'autocorrelation',
  create() {
    const coefficients = new Float32Array(predictionOrder)
    const reversedSigns = new Float64Array(predictionOrder)
    const findRoots = createRootFinder(predictionOrder)
    return ({ autocorrelation }, values) => {
      values.fill(0)
      if (!linearPrediction(autocorrelation, coefficients)) return
      for (let i = 0; i < predictionOrder; i++) reversedSigns[i] = -coefficients[i]
      writeResonances(findRoots(reversedSigns), values)
    }
  },
}

/**
 * Writes [frequency, bandwidth] of one root of each pair, by frequency, as many as `values` has room for. A root outside the
 * unit circle counts as mirrored into it.
 */
function writeResonances(roots: Float64Array, values: Float32Array): void {
  let count = 0
  for (let r = 0; r < roots.length; r += 2) {
    const frequencyHz = (Math.atan2(roots[r + 1], roots[r]) * targetRateHz) / (2 * Math.PI)
    if (frequencyHz < minHz || frequencyHz > maxHz) continue
    let place = count++
    for (; place > 0 && frequenciesHz[place - 1] > frequencyHz; place--) {
      frequenciesHz[place] = frequenciesHz[place - 1]
      places[place] = places[place - 1]
    }
    frequenciesHz[place] = frequencyHz
    places[place] = r
  }
  for (let i = 0; i < count && 2 * i < values.length; i++) {
    const r = places[i]
    const modulus = Math.sqrt(roots[r] * roots[r] + roots[r + 1] * roots[r + 1])
    values[2 * i] = frequenciesHz[i]
    values[2 * i + 1] = (Math.abs(Math.log(modulus)) * targetRateHz) / Math.PI
  }
}
