/**
 * What the voice does where the model looks, in clips that it names rightly: some clips of each label for a person to
 * listen to, and the table of their cues.
 *
 * Conventions: the draw follows from the clips' audio and the seed alone. A cue counts in the clips in which it can be
 * measured. Differences are to random speech windows of the same clip, as many and as long.
 * References: [davison1997], [benjamini1995].
 */
import type { CueValidationResult } from '#contracts/experiments/cue-validation'
import { tableDraws } from '#engine/audit-tables'
import { correctRows, dataTable } from '#engine/plausibility/data-tables'
import { predictedClips } from '#engine/store/experiment-items'
import { labelOrder } from './label-order'
import { sampleClips } from './sample-clips'
import { summaryKind } from './summary-kind'
import { checkWindows, cueColumns, deltaColumns, drawnClips, windowClips, withCues, withDeltas } from './window-clips'

export const cueValidationKind = summaryKind({
  kind: 'cue-validation',
  version: 1,
  check: (context, { settings: { method } }) => checkWindows(context, method),
  sumUp: (context, { settings, seed }) => {
    const { method, clips } = windowClips(context, settings.method)
    const correct = clips.filter(({ expected, predicted }) => expected === predicted)
    const ids = new Set(correct.map(({ clipId }) => clipId))
    const candidates = predictedClips(context.db, context.audit).filter(({ clipId }) => ids.has(clipId))
    const drawnIds = context.labels.flatMap(label => {
      const ofLabel = candidates.filter(({ predicted }) => predicted === label)
      return sampleClips(ofLabel, settings.clips, seed).map(({ clipId }) => clipId)
    })
    const chosen = new Set(drawnIds)
    const drawn = correct.filter(({ clipId }) => chosen.has(clipId))
    const cues = withCues(drawn)
    const labels = context.labels.map(label => ({
      label,
      correct: correct.filter(({ predicted }) => predicted === label).length,
      drawn: drawn.filter(({ predicted }) => predicted === label).length,
    }))
    const common = { seed, draws: tableDraws(drawn.length) }
    return {
      kind: 'cue-validation',
      method,
      labels,
      clips: settings.clips === 'all' ? [] : drawnClips(context, method, drawnIds),
      cues: dataTable(cues, cueColumns, { ...common, rowOf: correctRows, isDifference: false }),
      deltas: dataTable(withDeltas(drawn), deltaColumns, { ...common, rowOf: correctRows, isDifference: true }),
      order: labelOrder(cues, cueColumns, common),
      caveats: caveatsOf(labels, settings.clips, drawn),
    }
  },
})

function caveatsOf(
  labels: CueValidationResult['labels'],
  wanted: number | 'all',
  drawn: readonly { readonly dataset: string; readonly speaker: string | null }[],
): string[] {
  if (drawn.length === 0) return ['No prediction is right: there is nothing to validate.']
  const listed = (entries: CueValidationResult['labels']): string =>
    entries.map(({ label, drawn: n }) => `${label} (${n})`).join(', ')
  const none = labels.filter(({ correct }) => correct === 0)
  const short = labels.filter(({ correct }) => correct > 0 && wanted !== 'all' && correct < wanted)
  const single = labels.filter(({ drawn: n }) => n === 1)
  const speakers = new Set(drawn.map(({ dataset, speaker }) => JSON.stringify([dataset, speaker]))).size
  return [
    ...(none.length > 0 ? [`No clip is rightly named ${none.map(({ label }) => label).join(', ')}.`] : []),
    ...(short.length > 0 ? [`Fewer correct clips than asked for: ${listed(short)}.`] : []),
    ...(single.length > 0 ? [`One clip alone has no spread and no interval: ${listed(single)}.`] : []),
    ...(speakers === 1 ? ['One speaker only: the intervals say nothing of other speakers.'] : []),
  ]
}
