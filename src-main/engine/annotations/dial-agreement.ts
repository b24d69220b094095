/** Agreement on arousal or valence: Krippendorff's alpha at interval level. References: [krippendorff2011]. */
import type { DialAgreement } from '#contracts/agreement'
import { alphaOfSums, intervalSums } from '#engine/stats/krippendorff-alpha'
import type { Question } from './nominal-agreement'
import type { DialRatings } from './ratings'

export function dialQuestion({ raters, values }: DialRatings): Question<DialAgreement> {
  const clips = values.length / Math.max(1, raters)
  const answersOf = (clip: number): number[] =>
    [...values.subarray(clip * raters, (clip + 1) * raters)].filter(value => !Number.isNaN(value))
  const origin = values.find(value => !Number.isNaN(value)) ?? 0
  const rows = Array.from({ length: clips }, (_, clip) => answersOf(clip))
  /** [clips x (ratings, sum, squares, within)]; zeros below two answers */
  const sums = new Float64Array(clips * 4)
  rows.forEach((row, clip) => {
    if (row.length < 2) return
    const { ratings, sum, squares, within } = intervalSums(row, origin)
    sums.set([ratings, sum, squares, within], clip * 4)
  })
  const alpha = (counts: Uint32Array): number | null => {
    let [ratings, sum, squares, within] = [0, 0, 0, 0]
    for (let clip = 0, at = 0; clip < clips; clip++, at += 4) {
      const count = counts[clip]
      ratings += count * sums[at]
      sum += count * sums[at + 1]
      squares += count * sums[at + 2]
      within += count * sums[at + 3]
    }
    return alphaOfSums({ ratings, sum, squares, within })
  }
  const overlapping = rows.filter(row => row.length >= 2)
  const distances = overlapping.flatMap(row => row.flatMap((a, i) => row.slice(i + 1).map(b => Math.abs(a - b))))
  return {
    measure: { figures: 1, of: counts => [alpha(counts)] },
    answer: ([figure]) => ({
      answers: Array.from(
        { length: raters },
        (_, rater) => values.filter((value, i) => i % raters === rater && !Number.isNaN(value)).length,
      ),
      clips: rows.filter(row => row.length >= 1).length,
      overlapping: overlapping.length,
      alpha: { ...figure, clips: overlapping.length },
      meanDistance:
        distances.length > 0 ? distances.reduce((sum, distance) => sum + distance, 0) / distances.length : null,
    }),
  }
}
