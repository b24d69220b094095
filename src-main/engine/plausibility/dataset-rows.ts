import type { ClipVerdict, DatasetRow } from '#contracts/plausibility'
import { finiteOf } from '#engine/stats/finite'
import { mean } from '#engine/stats/moments'
import { wilsonInterval } from '#engine/stats/wilson'
import { isCorrect, type AssessedClip } from './assessed-clip'
import { meanIntervals } from './data-tables'
import { groupBy, placesBySpeaker } from './group-by'

const DRAWS = 2000

/** Data sets side by side: how often the model is right, and how well what it listens to fits the table. */
export function datasetRows(clips: readonly AssessedClip[], found: readonly ClipVerdict[], seed = 1): DatasetRow[] {
  return [...groupBy([...clips.keys()], i => clips[i].dataset)].sort().map(([dataset, members]) => {
    const known = members.filter(i => isCorrect(clips[i]) !== null)
    const correct = known.filter(i => isCorrect(clips[i]) === true).length
    const speakers = placesBySpeaker(members.map(i => clips[i]))
    const alignments = Float64Array.from(members, i => found[i].alignment ?? NaN)
    const judged = members.filter(i => found[i].verdict === 'plausible' || found[i].verdict === 'implausible')
    const implausible = judged.filter(i => found[i].verdict === 'implausible').length
    return {
      dataset,
      clips: members.length,
      speakers: speakers.length,
      accuracy: known.length === 0 ? null : correct / known.length,
      accuracyInterval: wilsonInterval(correct, known.length),
      measured: finiteOf(alignments).length,
      meanAlignment: mean(finiteOf(alignments)),
      alignmentInterval: meanIntervals(speakers, [alignments], DRAWS, seed)[0],
      implausibleShare: judged.length === 0 ? null : implausible / judged.length,
    }
  })
}
