/**
 * Whether implausible cues give wrong predictions away, and whether they add to what the model's confidence tells.
 *
 * Conventions: areas under the ROC curve for "this prediction is wrong", over clips that can be scored all ways. Both
 * together: logistic regression on the log odds of the confidence and the logarithm of the standing, each clip predicted by other speakers'
 * clips. Intervals resample speakers, then clips, the same draws for each area.
 */
import type { ClipVerdict, ErrorDetection } from '#contracts/plausibility'
import { hierarchicalDraws, intervalOf } from '#engine/stats/bootstrap'
import { crossValidatedLogistic } from '#engine/stats/cross-validation'
import { ResampledAuc } from '#engine/stats/resampled-auc'
import { isCorrect, speakerKey, type AssessedClip } from './assessed-clip'
import { placesBySpeaker } from './group-by'

const DRAWS = 1000
const TAILS = [0.025, 0.975] as const
/** Below so many wrong predictions an area says next to nothing. */
export const FEW_WRONG = 10
/** Below so many speakers the intervals, which resample them, are rough. */
export const FEW_SPEAKERS = 10

export function detectErrors(
  clips: readonly AssessedClip[],
  found: readonly Pick<ClipVerdict, 'percentile' | 'contrast'>[],
  seed = 1,
): ErrorDetection {
  const known = [...clips.keys()].filter(i => isCorrect(clips[i]) !== null && found[i].percentile !== null)
  const isWrong = known.map(i => isCorrect(clips[i]) === false)
  const speakers = known.map(i => speakerKey(clips[i]))
  const features = known.map(i => [logOdds(clips[i].confidence), Math.log(found[i].percentile! / 100)])
  const together = crossValidatedLogistic(features, isWrong, speakers)
  // Without a second speaker, or one whose absence leaves no error to learn from, the single areas can still be told.
  const isPredicted = together.length > 0 && together.every(score => score !== null)
  const contrasts = known.map(i => found[i].contrast)
  const areas = [
    features.map(([odds]) => -odds),
    isPredicted ? (together as number[]) : null,
    features.map(([, standing]) => -standing),
    contrasts.includes(null) ? null : contrasts.map(contrast => -contrast!),
  ].map(scores => (scores === null ? null : new ResampledAuc(scores, isWrong)))
  const groups = placesBySpeaker(known.map(i => clips[i]))
  const [confidence, both, plausibility, contrast, gain] = withIntervals(areas, groups, seed)
  return {
    clips: known.length,
    wrong: isWrong.filter(Boolean).length,
    speakers: groups.length,
    ...{ confidence, plausibility, contrast, both, gain },
    caveats: caveatsOf(
      known.length,
      clips.filter((clip, i) => isCorrect(clip) === false && found[i].percentile === null).length,
      groups.map(places => places.filter(place => isWrong[place]).length),
      isPredicted,
    ),
  }
}

type Area = ErrorDetection['both']

/** Areas of the scores, and of the second (both) less the first (confidence). */
function withIntervals(areas: readonly (ResampledAuc | null)[], groups: readonly number[][], seed: number): Area[] {
  const drawn = [...areas, null].map(() => new Float64Array(DRAWS).fill(NaN))
  let draw = 0
  for (const places of hierarchicalDraws(groups, DRAWS, seed)) {
    for (const [k, area] of areas.entries()) drawn[k][draw] = area?.ofDraw(places) ?? NaN
    drawn[areas.length][draw] = drawn[1][draw] - drawn[0][draw]
    draw++
  }
  const whole = areas.map(area => area?.ofAll() ?? null)
  const difference = whole[1] === null || whole[0] === null ? null : whole[1] - whole[0]
  return [...whole, difference].map((area, k) => ({
    area,
    interval: area === null ? null : intervalOf(drawn[k], TAILS),
  }))
}

/** Probabilities of 0 and 1 are kept finite. */
function logOdds(probability: number): number {
  const inside = Math.min(1 - 1e-9, Math.max(1e-9, probability))
  return Math.log(inside / (1 - inside))
}

/**
 * @param clips those that can be judged
 * @param unjudged wrong predictions that can't be
 * @param wrongOf how many wrong predictions each speaker has, of those that can be judged
 */
function caveatsOf(clips: number, unjudged: number, wrongOf: readonly number[], isPredicted: boolean): string[] {
  const caveats: string[] = []
  const speakers = wrongOf.length
  const wrong = wrongOf.reduce((sum, count) => sum + count, 0)
  const most = Math.max(0, ...wrongOf)
  if (clips === 0) return ['No prediction has both a known label and a measurable plausibility.']
  if (wrong === 0 && unjudged > 0)
    caveats.push(
      unjudged === 1
        ? 'The one wrong prediction has no plausibility that can be judged: there are no areas.'
        : `None of the ${unjudged} wrong predictions has a plausibility that can be judged: there are no areas.`,
    )
  else if (wrong === 0) caveats.push('Every prediction is right: there is no error to detect.')
  else if (wrong === clips)
    caveats.push('Every prediction that can be judged is wrong: there is nothing to tell errors from.')
  else if (wrong < FEW_WRONG)
    caveats.push(
      `Only ${wrong} ${wrong === 1 ? 'prediction that can be judged is' : 'predictions that can be judged are'} wrong: the areas say little.`,
    )
  if (speakers === 1)
    caveats.push(
      'One speaker only: the areas say nothing of other speakers, and both together can’t be cross-validated.',
    )
  else if (speakers < FEW_SPEAKERS) caveats.push(`Only ${speakers} speakers: the intervals are rough.`)
  if (speakers > 1 && wrong >= FEW_WRONG && most > wrong / 2)
    caveats.push(`${most} of ${wrong} wrong predictions are one speaker’s: the areas tell mostly of that voice.`)
  if (speakers > 1 && !isPredicted && wrong > 0 && wrong < clips)
    caveats.push(
      'Both together can’t be cross-validated: without one of the speakers, the rest show no error or nothing else.',
    )
  return caveats
}
