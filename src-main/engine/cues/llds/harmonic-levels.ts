import type { Decibels, Hertz } from '#engine/base/units'
import type { Harmonics } from './harmonics'

const limitDb = 201

/** How far from a formant a harmonic may lie. */
const reach = 0.2

/** Beyond this no harmonic counts for a formant. */
export function highestNear(formantHz: Hertz): Hertz {
  return (1 + reach) * formantHz
}

/** What stands in an unvoiced frame's formant amplitudes. */
export const unvoicedAmplitudeDb: Decibels = -201

/**
 * Level of the strongest harmonic within 20 % of a formant, relative to the fundamental; null where there is none.
 * Unit: dB. References: [hanson1997], [eyben2016].
 */
export function formantAmplitude({ frequencyHz, magnitude, relativeDb }: Harmonics, formantHz: Hertz): Decibels | null {
  let strongest = -1
  const [lowestHz, highestHz] = [(1 - reach) * formantHz, highestNear(formantHz)]
  for (let h = 0; h < frequencyHz.length; h++) {
    if (frequencyHz[h] <= 0 || frequencyHz[h] < lowestHz || frequencyHz[h] > highestHz) continue
    if (strongest < 0 || magnitude[h] > magnitude[strongest]) strongest = h
  }
  return strongest < 0 ? null : relativeDb(strongest)
}

/**
 * The fundamental's level minus the second harmonic's, as the literature means it; NaN where one of them has no peak.
 * Unit: dB; more is breathier. References: [hanson1997].
 */
export function trueH1MinusH2({ height }: Harmonics): Decibels {
  return height[0] > 0 && height[1] > 0 ? 20 * Math.log10(height[0] / height[1]) : NaN
}

/** The second harmonic's level minus the third's (named H1-H2, but counted from 0). Unit: dB. References: [hanson1997]. */
export function h1MinusH2({ relativeDb }: Harmonics): Decibels {
  return clamp(relativeDb(1) - relativeDb(2))
}

/** The second harmonic's level minus the third formant's (named H1-A3). Unit: dB. References: [hanson1997]. */
export function h1MinusA3({ relativeDb }: Harmonics, amplitude3Db: Decibels | null): Decibels {
  return clamp(amplitude3Db === null ? relativeDb(1) - limitDb : relativeDb(1) - amplitude3Db)
}

function clamp(levelDb: Decibels): Decibels {
  return Math.max(-limitDb, Math.min(limitDb, levelDb))
}
