import type { Hertz } from '#engine/base/units'

/**
 * Two ways of measuring pitch in mel. `slaney`: linear below 1 kHz (66.67 Hz a mel), logarithmic above, 27 mel to a
 * factor of 6.4 [slaney1998]. `htk`: 2595 log10(1 + f / 700) [young2006].
 */
export interface MelScale {
  toMel(hz: Hertz): number
  toHz(mel: number): Hertz
}

const HZ_PER_MEL = 200 / 3
const LOG_FROM_HZ = 1000
const LOG_FROM_MEL = LOG_FROM_HZ / HZ_PER_MEL
const LOG_STEP = Math.log(6.4) / 27

const slaney: MelScale = {
  toMel: hz => (hz < LOG_FROM_HZ ? hz / HZ_PER_MEL : LOG_FROM_MEL + Math.log(hz / LOG_FROM_HZ) / LOG_STEP),
  toHz: mel => (mel < LOG_FROM_MEL ? mel * HZ_PER_MEL : LOG_FROM_HZ * Math.exp(LOG_STEP * (mel - LOG_FROM_MEL))),
}

const htk: MelScale = {
  toMel: hz => 2595 * Math.log10(1 + hz / 700),
  toHz: mel => 700 * (10 ** (mel / 2595) - 1),
}

export const melScales = { slaney, htk }
export type MelScaleName = keyof typeof melScales

/** `count` frequencies from fMinHz to fMaxHz, both included, equally spaced in mel. */
export function melFrequenciesHz(count: number, fMinHz: Hertz, fMaxHz: Hertz, scaleName: MelScaleName): Hertz[] {
  const scale = melScales[scaleName]
  const first = scale.toMel(fMinHz)
  const step = (scale.toMel(fMaxHz) - first) / (count - 1)
  return Array.from({ length: count }, (_, i) => scale.toHz(first + i * step))
}
