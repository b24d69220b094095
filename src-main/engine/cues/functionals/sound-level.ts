import type { Decibels } from '#engine/base/units'
import type { Framing } from '../frame-grid'

const energyFloor = 1e-12

/** Mean energy of the unwindowed 20 ms frames, in dB below full scale. */
export function equivalentSoundLevel(pcm: Float32Array, { frames, hopSamples, lengthSamples }: Framing): Decibels {
  let sum = 0
  for (let frame = 0; frame < frames; frame++) {
    for (let n = frame * hopSamples; n < frame * hopSamples + lengthSamples; n++) sum += pcm[n] * pcm[n]
  }
  return 10 * Math.log10(Math.max(energyFloor, sum / (frames * lengthSamples)))
}
