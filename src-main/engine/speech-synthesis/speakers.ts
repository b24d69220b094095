import type { Decibels, Hertz } from '#engine/base/units'
import { makeRandom } from './random'

export interface Speaker {
  /** `spk01`... */
  readonly id: string
  readonly sex: 'female' | 'male'
  /** Mean pitch of the neutral voice. */
  readonly f0Hz: Hertz
  /** Factor on all formants of a tract of 17.5 cm: 17.5 cm / the speaker's length. */
  readonly tractScale: number
  readonly tiltDb: Decibels
  readonly openQuotient: number
  /** Breath relative to a vowel's voicing. */
  readonly aspirationDb: Decibels
  readonly jitterPercent: number
  readonly shimmerDb: Decibels
  /** Factor on speech rate. */
  readonly rate: number
  readonly levelDb: Decibels
  /** How fully this speaker shows feelings; 1 is the profile as written. */
  readonly expressivity: number
}

const speaker = (
  id: string,
  sex: Speaker['sex'],
  [f0Hz, tractScale, rate, levelDb, expressivity]: readonly [number, number, number, number, number],
  [tiltDb, openQuotient, aspirationDb, jitterPercent, shimmerDb]: readonly [number, number, number, number, number],
): Speaker => ({
  id,
  sex,
  f0Hz,
  tractScale,
  rate,
  levelDb,
  expressivity,
  tiltDb,
  openQuotient,
  aspirationDb,
  jitterPercent,
  shimmerDb,
})

/** The six voices of the demo: bright, soft, deep, hoarse... so that a cue's absolute value says little. */
export const demoSpeakers: readonly Speaker[] = [
  speaker('spk01', 'female', [205, 1.17, 1.0, 0, 1.0], [9, 0.6, -33, 0.5, 0.3]),
  speaker('spk02', 'male', [112, 1.0, 1.0, 1, 1.0], [8, 0.52, -37, 0.5, 0.3]),
  speaker('spk03', 'female', [228, 1.21, 1.08, -2, 0.9], [12, 0.66, -30, 0.6, 0.35]),
  speaker('spk04', 'male', [98, 0.96, 0.93, 2, 1.1], [6, 0.48, -38, 0.7, 0.4]),
  speaker('spk05', 'female', [188, 1.13, 0.95, 1, 1.1], [7, 0.56, -35, 0.8, 0.45]),
  speaker('spk06', 'male', [128, 1.04, 1.05, -3, 0.75], [11, 0.6, -32, 0.6, 0.35]),
]

const TRAINING_SPEAKERS = 16

/** Voices the demo model learns from: drawn from the same ranges, never heard in the demo. */
export const trainingSpeakers: readonly Speaker[] = Array.from({ length: TRAINING_SPEAKERS }, (_, i) => {
  const id = `spk${i + 21}`
  const random = makeRandom(`speaker/${id}`)
  const isFemale = i % 2 === 0
  return speaker(
    id,
    isFemale ? 'female' : 'male',
    [
      isFemale ? random.uniform(175, 240) : random.uniform(92, 138),
      isFemale ? random.uniform(1.11, 1.23) : random.uniform(0.94, 1.06),
      random.uniform(0.92, 1.1),
      random.uniform(-3, 3),
      random.uniform(0.75, 1.15),
    ],
    [
      random.uniform(5, 13),
      random.uniform(0.46, 0.68),
      random.uniform(-39, -29),
      random.uniform(0.4, 0.9),
      random.uniform(0.25, 0.5),
    ],
  )
})
