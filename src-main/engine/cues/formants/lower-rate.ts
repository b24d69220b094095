import type { Hertz } from '#engine/base/units'

/** Zero crossings of the sinc to either side. */
const lobes = 16
const maxPhases = 16

/** A signal at (nearly) the rate that linear prediction wants. */
export interface Lowered {
  readonly samples: Float64Array
  readonly rateHz: Hertz
}

/**
 * Brings a signal down to the rate nearest `wantedHz` that is a simple fraction (p / q, p up to 16) of its own: within
 * 1 % for any rate from 11 kHz up. A lower rate stays as it is.
 *
 * Departs from `dsp/resample`: the filter is half way down (-6 dB) at half the new rate and not long before. A gap there
 * would draw poles of the prediction to itself and away from the formants; the little that folds back does no harm.
 */
export function lowerRate(samples: Float32Array, rateHz: Hertz, wantedHz: Hertz): Lowered {
  if (rateHz <= wantedHz) return { samples: Float64Array.from(samples), rateHz }
  const [up, down] = nearestFraction(wantedHz / rateHz)
  const reach = Math.ceil((lobes * down) / up)
  const kernels = Array.from({ length: up }, (_, phase) => kernel(reach, up / down, phase / up))
  const taps = kernels[0].length
  const padded = new Float64Array(samples.length + reach + taps)
  padded.set(samples, reach)
  const lowered = new Float64Array(Math.ceil((samples.length * up) / down))
  for (let m = 0; m < lowered.length; m++) {
    const weights = kernels[(m * down) % up]
    const first = Math.floor((m * down) / up)
    // Four running sums: the additions of one need not wait for each other.
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let k = 0; k < taps; k += 4) {
      a += weights[k] * padded[first + k]
      b += weights[k + 1] * padded[first + k + 1]
      c += weights[k + 2] * padded[first + k + 2]
      d += weights[k + 3] * padded[first + k + 3]
    }
    lowered[m] = a + b + c + d
  }
  return { samples: lowered, rateHz: (rateHz * up) / down }
}

/** A sinc under a Hann window for an output `offset` (0..1) input samples after tap `reach`. [a multiple of 4] */
function kernel(reach: number, cutoff: number, offset: number): Float64Array {
  return Float64Array.from({ length: 4 * Math.ceil((2 * reach + 1) / 4) }, (_, k) => {
    const distance = k - reach - offset
    if (Math.abs(distance) >= reach) return 0
    const angle = Math.PI * cutoff * distance
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle
    return cutoff * sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / reach))
  })
}

function nearestFraction(ratio: number): [up: number, down: number] {
  let best: [number, number] = [1, Math.max(1, Math.round(1 / ratio))]
  for (let up = 2; up <= maxPhases; up++) {
    const down = Math.round(up / ratio)
    if (Math.abs(up / down - ratio) < Math.abs(best[0] / best[1] - ratio)) best = [up, down]
  }
  return best
}
