import type { Hertz, Semitones } from '#engine/base/units'

const referenceHz = 27.5

/** Semitones above 27.5 Hz (A0); 0 stays 0, "unvoiced". Below 29.136 Hz: 1, so that voiced is never 0. */
export function toSemitones(f0Hz: Hertz): Semitones {
  if (f0Hz === 0) return 0
  return f0Hz > 29.136 ? 12 * Math.log2(f0Hz / referenceHz) : 1
}

export function fromSemitones(semitones: Semitones): Hertz {
  return referenceHz * 2 ** (semitones / 12)
}
