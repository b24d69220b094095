import type { Decibels } from '#engine/base/units'

/** Amplitude ratio of a level difference. */
export function amplitudeOf(levelDb: Decibels): number {
  return 10 ** (levelDb / 20)
}

/** Level of a mean square (1 is full scale); -Infinity for silence. */
export function levelOfPower(meanSquare: number): Decibels {
  return 10 * Math.log10(meanSquare)
}

/** Frequency ratio of an interval. */
export function ratioOfSemitones(semitones: number): number {
  return 2 ** (semitones / 12)
}
