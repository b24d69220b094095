/**
 * What the voice does where the model looks, in clips that it names wrongly: a sample to listen to, the table of their
 * cues by what the clip is and what was said, and how they differ from clips rightly named so.
 *
 * Conventions: the draw follows from the clips' audio and the seed alone, each predicted label with its part. Contrasts
 * are between the drawn clips and all correct ones of the label that was said.
 * References: [davison1997], [benjamini1995].
 */
import type { MisclassificationsResult } from '#contracts/experiments/misclassifications'
import { tableDraws } from '#engine/audit-tables'
import { dataTable, wrongAgainstCorrect, wronglyPredictedRows, wrongRows } from '#engine/plausibility/data-tables'
import { groupBy } from '#engine/plausibility/group-by'
import { predictedClips } from '#engine/store/experiment-items'
import { sampleClips } from './sample-clips'
import { summaryKind } from './summary-kind'
import {
  checkWindows,
  cueColumns,
  deltaColumns,
  drawnClips,
  windowClips,
  withCues,
  withDeltas,
  type WindowClips,
} from './window-clips'

type Clips = WindowClips['clips']

export const misclassificationsKind = summaryKind({
  kind: 'misclassifications',
  version: 1,
  check: (context, { settings: { method } }) => checkWindows(context, method),
  sumUp: (context, { settings, seed }) => {
    const { method, clips } = windowClips(context, settings.method)
    const wrong = clips.filter(({ expected, predicted }) => expected !== predicted)
    const correct = clips.filter(({ expected, predicted }) => expected === predicted)
    const ids = new Set(wrong.map(({ clipId }) => clipId))
    const candidates = predictedClips(context.db, context.audit).filter(({ clipId }) => ids.has(clipId))
    const drawnIds =
      candidates.length === 0 ? [] : sampleClips(candidates, settings.clips, seed).map(({ clipId }) => clipId)
    const chosen = new Set(drawnIds)
    const drawn = wrong.filter(({ clipId }) => chosen.has(clipId))
    const common = { seed, draws: tableDraws(drawn.length) }
    return {
      kind: 'misclassifications',
      method,
      wrong: wrong.length,
      drawn: drawn.length,
      clips: settings.clips === 'all' ? [] : drawnClips(context, method, drawnIds),
      pairs: pairsOf(wrong),
      cues: dataTable(withCues(drawn), cueColumns, { ...common, rowOf: wrongRows, isDifference: false }),
      deltas: dataTable(withDeltas(drawn), deltaColumns, {
        ...common,
        rowOf: wronglyPredictedRows,
        isDifference: true,
      }),
      contrast: drawn.length === 0 ? [] : wrongAgainstCorrect(withCues([...drawn, ...correct]), cueColumns, seed),
      caveats: caveatsOf(drawn, correct),
    }
  },
})

/** The most frequent first. */
function pairsOf(wrong: Clips): MisclassificationsResult['pairs'] {
  return [...groupBy(wrong, ({ expected, predicted }) => JSON.stringify([expected, predicted])).values()]
    .map(members => ({ expected: members[0].expected, predicted: members[0].predicted, clips: members.length }))
    .sort((a, b) => b.clips - a.clips || (a.expected + a.predicted < b.expected + b.predicted ? -1 : 1))
}

const FEW_WRONG = 10

function caveatsOf(drawn: Clips, correct: Clips): string[] {
  if (drawn.length === 0)
    return [
      correct.length === 0
        ? 'No prediction with windows can be scored: there is nothing to look into.'
        : 'Every prediction is right: there is no error to look into.',
    ]
  const said = [...new Set(drawn.map(({ predicted }) => predicted))].sort()
  const only = said.filter(label => correct.every(({ predicted }) => predicted !== label))
  const speakers = new Set(drawn.map(({ dataset, speaker }) => JSON.stringify([dataset, speaker]))).size
  return [
    ...(drawn.length < FEW_WRONG
      ? [`Only ${drawn.length} wrong ${drawn.length === 1 ? 'prediction' : 'predictions'}: the tables say little.`]
      : []),
    ...(only.length > 0 ? [`Never right where it says ${only.join(', ')}: no correct clip to compare with.`] : []),
    ...(speakers === 1 ? ['All of them are of one speaker: the intervals say nothing of others.'] : []),
  ]
}
