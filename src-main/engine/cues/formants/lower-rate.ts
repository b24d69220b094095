import type { Hertz } from '#engine/base/units'
import { keepRecent } from '#engine/dsp/keep-recent'
import type { PolyphaseBank } from '#engine/dsp/polyphase-bank'
import { createPolyphaseResampler } from '#engine/dsp/polyphase-resampler'

/** Zero crossings of the sinc to either side. */
const lobes = 16
const maxPhases = 16

/** A signal at (nearly) the rate that linear prediction wants. */
export interface Lowered {
  readonly samples: Float32Array
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
  if (rateHz <= wantedHz) return { samples, rateHz }
  const [up, down] = nearestFraction(wantedHz / rateHz)
  const resample = resamplerTo(up)(down)
  return { samples: resample(samples, Math.ceil((samples.length * up) / down)), rateHz: (rateHz * up) / down }
}

/** The few rates of a data set come again with each clip. */
const resamplerTo = keepRecent(4, (up: number) =>
  keepRecent(4, (down: number) => createPolyphaseResampler(bankOf(up, down), down / up)),
)

/** Sincs under a Hann window. */
function bankOf(up: number, down: number): PolyphaseBank {
  const reach = Math.ceil((lobes * down) / up)
  const cutoff = up / down
  function weight(phase: number, tap: number): number {
    const distance = tap - reach - phase / up
    if (Math.abs(distance) >= reach) return 0
    const angle = Math.PI * cutoff * distance
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle
    return cutoff * sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / reach))
  }
  return { weight, taps: 2 * reach + 2, phases: up, step: down, isExact: true }
}

function nearestFraction(ratio: number): [up: number, down: number] {
  let best: [number, number] = [1, Math.max(1, Math.round(1 / ratio))]
  for (let up = 2; up <= maxPhases; up++) {
    const down = Math.round(up / ratio)
    if (Math.abs(up / down - ratio) < Math.abs(best[0] / best[1] - ratio)) best = [up, down]
  }
  return best
}
