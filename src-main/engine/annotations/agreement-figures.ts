import type { AgreementFigure } from '#contracts/agreement'
import { hierarchicalDraws, intervalOf } from '#engine/stats/bootstrap'

/** Coefficients worked out together. @param counts Uint32 [clips]: how often each clip counts; once, or as often as it was drawn */
export interface Measure {
  readonly figures: number
  readonly of: (counts: Uint32Array) => readonly (number | null)[]
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
  const draws = drawCount(clips)
  const drawn = measures.map(({ figures }) => Array.from({ length: figures }, () => new Float64Array(draws).fill(NaN)))
  const counts = new Uint32Array(clips)
  let draw = 0
  for (const places of hierarchicalDraws([[...counts.keys()]], draws, seed)) {
    counts.fill(0)
    for (let i = 0; i < places.length; i++) counts[places[i]]++
    measures.forEach((measure, m) => measure.of(counts).forEach((value, f) => (drawn[m][f][draw] = value ?? NaN)))
    draw++
  }
  return measures.map((measure, m) =>
    measure.of(counts.fill(1)).map((value, f) => {
      const interval = value === null ? null : intervalOf(drawn[m][f], [0.025, 0.975])
      return { value, low: interval?.low ?? null, high: interval?.high ?? null }
    }),
  )
}
