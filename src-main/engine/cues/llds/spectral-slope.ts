import type { Hertz } from '#engine/base/units'
import type { Framing } from '../frame-grid'
import type { ShortLldName } from '../lld-names'
import type { ShortLld } from './short-lld'

const powerFloor = 1e-14
/** From the natural logarithm to decibels. */
const decibels = 10 / Math.LN10

/**
 * Spectral slope: the straight line through the power spectrum in dB over a band, by least squares.
 *
 * Unit: dB per Hz. Departs from the plain regression at the band's ends, where the outermost bins are weighted by the part
 * of their step that lies in the band, and N counts steps, not bins.
 * References: [tamarit2008], [eyben2016].
 */
export const slope0to500 = slopeBetween('slope0-500', 0, 500)
/** The same from 500 to 1500 Hz. */
export const slope500to1500 = slopeBetween('slope500-1500', 500, 1500)

function slopeBetween(name: ShortLldName, lowHz: Hertz, highHz: Hertz): ShortLld {
  return {
    names: [name],
    needs: null,
    create(framing) {
      const { first, weights, abscissae, steps, sum, sumOfSquares } = regression(framing, lowHz, highHz)
      const denominator = steps * sumOfSquares - sum * sum
      return ({ power }, values) => {
        let moment = 0
        let total = 0
        for (let i = 0; i < weights.length; i++) {
          const level = Math.log(Math.max(power[first + i], powerFloor))
          moment += abscissae[i] * level
          total += weights[i] * level
        }
        values[0] = (decibels * (steps * moment - sum * total)) / denominator
      }
    },
  }
}

function regression({ bins, binHz }: Framing, lowHz: Hertz, highHz: Hertz) {
  const first = Math.floor(lowHz / binHz)
  const last = Math.min(Math.floor(highHz / binHz), bins - 1)
  const weights = new Float64Array(last - first + 1).fill(1)
  weights[0] = (first + 1) * binHz - lowHz === 0 ? 1 : ((first + 1) * binHz - lowHz) / binHz
  const beyond = Math.ceil(highHz / binHz)
  const share = (highHz - (beyond - 1) * binHz) / binHz
  // Where the band reaches beyond half the rate, its last bin is a whole one.
  weights[last - first] = share === 0 || beyond >= bins ? 1 : share
  const abscissae = weights.map((weight, i) => weight * (first + i) * binHz)
  return {
    first,
    weights,
    abscissae,
    steps: last - first,
    sum: abscissae.reduce((total, x) => total + x, 0),
    sumOfSquares: abscissae.reduce((total, x) => total + x * x, 0),
  }
}
