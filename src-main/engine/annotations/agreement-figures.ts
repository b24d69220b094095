import type { AgreementFigure } from '#contracts/agreement'
import { hierarchicalDraws, intervalOf } from '#engine/stats/bootstrap'

/** Coefficients worked out together: of all clips, or of clips drawn with replacement (places, as often as drawn). */
export interface Measure {
  readonly figures: number
  readonly of: (clips: ArrayLike<number>) => readonly (number | null)[]
}

/** Enough for two digits of an interval, few enough for a second at 100,000 clips, whose intervals are narrow. */
const MOST_DRAWS = 1000
const FEWEST_DRAWS = 200
const MOST_CLIPS_DRAWN = 2e7

export function drawCount(clips: number): number {
  return Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, Math.floor(MOST_CLIPS_DRAWN / Math.max(1, clips))))
}

/**
 * Every measure's figures with 95 % percentile intervals. Clips are drawn anew and not annotators: the intervals say what
 * other clips would give the same people. All measures see the same draws.
 * @returns [measures][figures]
 */
export function measureAgreement(
  measures: readonly Measure[],
  clips: number,
  seed: number,
): Omit<AgreementFigure, 'clips'>[][] {
  const all = Uint32Array.from(Array(clips).keys())
  const draws = drawCount(clips)
  const drawn = measures.map(({ figures }) => Array.from({ length: figures }, () => new Float64Array(draws).fill(NaN)))
  let draw = 0
  for (const places of hierarchicalDraws([[...all]], draws, seed)) {
    measures.forEach((measure, m) => measure.of(places).forEach((value, f) => (drawn[m][f][draw] = value ?? NaN)))
    draw++
  }
  return measures.map((measure, m) =>
    measure.of(all).map((value, f) => {
      const interval = value === null ? null : intervalOf(drawn[m][f], [0.025, 0.975])
      return { value, low: interval?.low ?? null, high: interval?.high ?? null }
    }),
  )
}
