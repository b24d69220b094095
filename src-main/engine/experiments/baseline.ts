/**
 * How often a model is right on a data set: accuracy, unweighted average recall, confusion; for each label, data set,
 * speaker and sex.
 *
 * Conventions: over clips whose emotion stands for a label of the model. Intervals resample speakers, then their clips;
 * with one speaker they say nothing of others, and the result says so.
 * References: [davison1997], [wilson1927].
 */
import type { ModelBaselineResult, ScoreRow } from '#contracts/experiments/baseline'
import { groupBy } from '#engine/plausibility/group-by'
import { getModel } from '#engine/store/models'
import { scoredClips } from '#engine/store/scored-clips'
import { summarise } from '#engine/store/summary'
import { speakerCaveats } from './group-size'
import { recallOf, scoreClips, scoreRow, type GroupScores } from './score-clips'
import { knownClips, type Known } from './score-groups'
import { summaryKind } from './summary-kind'
import { trainingCaveats } from './trained-speakers'

export const baselineKind = summaryKind({
  kind: 'baseline',
  version: 1,
  // An audit with results is all it takes, and that much is looked after before.
  check: () => undefined,
  sumUp: ({ db, audit, labels }, { settings: { draws }, seed }) => {
    const { confusion, unmapped, refused } = summarise(db, audit, labels)
    const predicted = scoredClips(db, audit)
    const known = knownClips(predicted, labels)
    const scores = (clips: readonly Known[]): GroupScores => scoreClips(clips, labels, draws, seed)
    const rowsBy = (nameOf: (clip: Known) => string): ScoreRow[] =>
      [...groupBy(known, nameOf)]
        .map(([name, clips]) => scoreRow(name, scores(clips)))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
    const overall = scores(known)
    return {
      kind: 'baseline',
      labels: [...labels],
      overall: scoreRow('all', overall),
      confusion,
      recall: labels.map((label, i) => {
        const predicted = confusion.reduce((sum, row) => sum + row[i], 0)
        return {
          label,
          clips: overall.byLabel[i].clips,
          recall: recallOf(overall, i),
          predicted,
          precision: predicted === 0 ? null : confusion[i][i] / predicted,
        }
      }),
      datasets: rowsBy(({ dataset }) => dataset),
      speakers: rowsBy(({ dataset, speaker }) => `${dataset}: ${speaker ?? 'unknown'}`),
      sexes: rowsBy(({ sex }) => sex ?? 'unknown'),
      unscored: unmapped,
      refused: refused.length,
      caveats:
        predicted.length === 0
          ? [nothingPredicted(refused.length)]
          : [
              ...trainingCaveats(getModel(db, audit.modelSha).manifest.training, known),
              ...caveatsOf(overall, labels, confusion, known),
            ],
    }
  },
})

function nothingPredicted(refused: number): string {
  const others = refused === 0 ? '' : `, ${refused} ${refused === 1 ? 'was' : 'were'} refused`
  return `No clip has a prediction${others}: nothing can be scored.`
}

const FEW_CLIPS = 5

function caveatsOf(
  { clips, speakers, correct, byLabel }: GroupScores,
  labels: readonly string[],
  confusion: ModelBaselineResult['confusion'],
  known: readonly Known[],
): string[] {
  if (clips === 0) return ['No clip has an emotion that stands for a label of the model: nothing can be scored.']
  const named = (isMeant: (place: number) => boolean): string => labels.filter((_, i) => isMeant(i)).join(', ')
  const absent = named(i => byLabel[i].clips === 0)
  const few = named(i => byLabel[i].clips > 0 && byLabel[i].clips < FEW_CLIPS)
  const unsaid = named(i => confusion.every(row => row[i] === 0))
  const nameless = known.filter(({ speaker }) => speaker === null).length
  return [
    ...speakerCaveats(speakers),
    ...(nameless > 0
      ? [
          `${nameless} ${nameless === 1 ? 'clip' : 'clips'} of unknown speakers count as those of one speaker of their data set.`,
        ]
      : []),
    ...(absent === '' ? [] : [`No clip has the label ${absent}: the average recall is over the others.`]),
    ...(few === '' ? [] : [`Fewer than ${FEW_CLIPS} clips have the label ${few}: its recall says little.`]),
    ...(unsaid === '' ? [] : [`The model never says ${unsaid}.`]),
    ...(correct === clips ? ['Every prediction is right: there is no error to look into.'] : []),
  ]
}
