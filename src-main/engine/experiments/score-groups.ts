/**
 * How often a model is right over all clips of an audit and over groups of them, with the intervals of the report.
 *
 * Conventions: as `baseline.ts`, whose numbers these are; but that of very many clips groups are drawn less often, as in all
 * tables (`tableDraws`). The gap of two groups resamples each of them by itself, as gaps of slices do.
 * References: [davison1997].
 */
import type { AuditScores, ScoredGroup, ScoreGroupKind } from '#contracts/audit-scores'
import { modelBaselineSettingsSchema } from '#contracts/experiments/baseline'
import type { ModelManifest } from '#contracts/model'
import { tableDraws } from '#engine/audit-tables'
import { groupBy } from '#engine/plausibility/group-by'
import type { ScoredClip } from '#engine/store/scored-clips'
import { sizeCaution, speakerCaveats } from './group-size'
import { confusionOf, gapBetween, recallOf, scoreClips, scoreRow, type GroupScores } from './score-clips'
import { trainingCaveats } from './trained-speakers'

/** A prediction whose right label the model has. */
export type Known = ScoredClip & { readonly expected: string }

export function knownClips(clips: readonly ScoredClip[], labels: readonly string[]): Known[] {
  return clips.filter((clip): clip is Known => clip.expected !== null && labels.includes(clip.expected))
}

export function scoreGroups(
  clips: readonly ScoredClip[],
  labels: readonly string[],
  by: ScoreGroupKind | null,
  { seed = 1, training = {} }: { seed?: number; training?: ModelManifest['training'] } = {},
): AuditScores {
  const known = knownClips(clips, labels)
  const overall = rowOf(scoreClips(known, labels, modelBaselineSettingsSchema.parse({}).draws, seed))
  const draws = tableDraws(known.length)
  const scores = (of: readonly Known[], ofSeed = seed): GroupScores => scoreClips(of, labels, draws, ofSeed)
  const groups = (by === null ? [] : groupsBy(known, by)).map(group => ({ ...group, scores: scores(group.clips) }))
  return {
    labels: [...labels],
    overall,
    caveats: [...trainingCaveats(training, known), ...speakerCaveats(overall.speakers)],
    by,
    groups: groups.map(({ word, dataset, clips: own, scores: found }) => ({
      ...{ word, dataset, ...rowOf(found) },
      confusion: confusionOf(own, labels),
      recall: labels.map((_, label) => recallOf(found, label).value),
      caution: sizeCaution(found),
    })),
    gap: groups.length === 2 ? gapOf(groups[0].scores, scores(groups[1].clips, seed + 1)) : null,
  }
}

function rowOf(scores: GroupScores): AuditScores['overall'] {
  const { clips, speakers, correct, accuracy, uar } = scoreRow('', scores)
  return { clips, speakers, correct, accuracy, uar }
}

const collator = new Intl.Collator('en', { numeric: true })

/** By name, those without one last. */
function groupsBy(
  clips: readonly Known[],
  by: ScoreGroupKind,
): (Pick<ScoredGroup, 'word' | 'dataset'> & { readonly clips: Known[] })[] {
  const keyOf = (clip: Known): string => JSON.stringify([clip[by], by === 'speaker' ? clip.dataset : null])
  return [...groupBy(clips, keyOf)]
    .map(([key, own]) => {
      const [word, dataset] = JSON.parse(key) as [string | null, string | null]
      return { word, dataset, clips: own }
    })
    .sort((a, b) =>
      a.word === null || b.word === null
        ? Number(a.word === null) - Number(b.word === null)
        : collator.compare(a.word, b.word),
    )
}

/** The second less the first. */
function gapOf(first: GroupScores, second: GroupScores): NonNullable<AuditScores['gap']> {
  const { difference: accuracy, interval } = gapBetween(second, first, shares => shares.accuracy)
  const uar = gapBetween(second, first, shares => shares.uar)
  return { accuracy: { value: accuracy, interval }, uar: { value: uar.difference, interval: uar.interval } }
}
