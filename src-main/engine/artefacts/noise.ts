import type { Hertz } from '#engine/base/units'
import { createComplexFft } from '#engine/dsp/complex-fft'
import type { Random } from '#engine/speech-synthesis/random'
import type { ArtefactOf } from './artefact'

export type NoiseColour = ArtefactOf<'noise-burst'>['colour']

/** Pink noise has nothing below. */
const LOWEST_PINK_HZ: Hertz = 20

const GAINS: Readonly<Record<NoiseColour, (hz: Hertz) => number>> = {
  white: () => 1,
  pink: hz => (hz < LOWEST_PINK_HZ ? 0 : 1 / Math.sqrt(hz)),
}

/** `length` samples; pink falls by 3.01 dB an octave. The level is left open. */
export function noise(colour: NoiseColour, length: number, sampleRateHz: Hertz, random: Random): Float64Array {
  return shapedNoise(length, sampleRateHz, random, GAINS[colour])
}

/** Gaussian where it is shaped: white noise, its spectrum weighted by a gain at each frequency. */
export function shapedNoise(
  length: number,
  sampleRateHz: Hertz,
  random: Random,
  gainAt: (hz: Hertz) => number,
): Float64Array {
  const size = 2 ** Math.max(2, Math.ceil(Math.log2(length)))
  const { reversed, transform } = createComplexFft(size)
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  for (let n = 0; n < size; n++) re[reversed[n]] = random.noise()
  transform(re, im)
  const backRe = new Float64Array(size)
  const backIm = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    const gain = gainAt((Math.min(k, size - k) * sampleRateHz) / size) / size
    backRe[reversed[k]] = gain * re[k]
    // The conjugate, transformed forward, is the inverse's conjugate: real parts are the same.
    backIm[reversed[k]] = -gain * im[k]
  }
  transform(backRe, backIm)
  return backRe.subarray(0, length)
}
