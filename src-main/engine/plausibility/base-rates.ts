import type { BaseRate, ClipVerdict } from '#contracts/plausibility'
import { median } from '#engine/stats/quantile'
import { wilsonInterval } from '#engine/stats/wilson'
import { isCorrect, type AssessedClip } from './assessed-clip'
import { groupBy } from './group-by'

/** For each data set and label with a measured prediction: how often a right label agrees with the table. */
export function baseRates(clips: readonly AssessedClip[], found: readonly ClipVerdict[]): BaseRate[] {
  const groups = groupBy([...clips.keys()], i =>
    found[i].alignment === null ? null : JSON.stringify([clips[i].dataset, clips[i].predicted]),
  )
  return [...groups].sort().map(([key, members]) => {
    const [dataset, label] = JSON.parse(key) as [string, string]
    const correct = members.filter(i => isCorrect(clips[i]) === true)
    const wrong = members.filter(i => isCorrect(clips[i]) === false)
    const agreeing = correct.filter(i => found[i].alignment! > 0).length
    return {
      dataset,
      label,
      correct: correct.length,
      agreeing,
      rate: correct.length === 0 ? null : agreeing / correct.length,
      interval: wilsonInterval(agreeing, correct.length),
      medianAlignment: median(correct.map(i => found[i].alignment!)),
      wrong: wrong.length,
      wrongImplausible: wrong.filter(i => found[i].verdict === 'implausible').length,
    }
  })
}
