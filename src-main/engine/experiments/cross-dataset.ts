/**
 * One model on several data sets side by side: how often it is right, what the voice does where it looks, and whether
 * that fits the expert table.
 *
 * Conventions: data sets are the corpora of the audit, and of the project's other audits of the same model with the same
 * settings (other settings would measure something else). Gaps are to the data set with most clips; the speakers of
 * both are resampled, each their own. Plausibility is judged within each audit.
 * References: [davison1997], [wilson1927], [benjamini1995].
 */
import type { Gap } from '#contracts/experiments/cross-dataset'
import type { DatasetRow } from '#contracts/plausibility'
import { assessAudit, methodOf } from '#engine/assess-audit'
import { tableDraws } from '#engine/audit-tables'
import { dataTable, type TableClip } from '#engine/plausibility/data-tables'
import { datasetRows } from '#engine/plausibility/dataset-rows'
import { groupBy } from '#engine/plausibility/group-by'
import { listAudits, type StoredAudit } from '#engine/store/audits'
import { scoredClips } from '#engine/store/scored-clips'
import { cueTableClips } from '#engine/store/table-clips'
import type { ExperimentContext, QuestionOf } from './experiment-kind'
import { gapBetween, recallOf, scoreClips, scoreRow, type GroupScores, type KnownClip } from './score-clips'
import { summaryKind } from './summary-kind'
import { cueColumns, deltaColumns, withCues, withDeltas } from './window-clips'

type Question = QuestionOf<'cross-dataset'>

export const crossDatasetKind = summaryKind({
  kind: 'cross-dataset',
  version: 1,
  // An audit with results is all it takes, and that much is looked after before.
  check: () => undefined,
  sumUp: (context, question) => {
    const { audits, left } = comparable(context, question)
    const groups = groupsOf(context, audits, question)
    const { audit, labels } = context
    const method = audit.settings.methods.length === 0 ? null : methodOf(audit, question.settings.plausibility)
    const judged =
      method === null ? [] : audits.map(one => assessAudit(context.db, one, labels, question.settings.plausibility))
    const tableClips =
      method === null ? [] : audits.flatMap(one => named(one, audits, cueTableClips(context.db, one, method)))
    const rowOf = ({ dataset, expected, predicted }: TableClip): string[] | null =>
      expected === predicted ? [dataset, predicted] : null
    const { seed } = question
    const common = { seed, rowOf, draws: tableDraws(tableClips.length) }
    return {
      kind: 'cross-dataset',
      method,
      audits: audits.map(({ id }) => id),
      datasets: groups.map(({ name, scores }) => scoreRow(name, scores)),
      recall: groups.flatMap(({ name, scores }) =>
        labels.flatMap((label, i) => {
          const { value, interval } = recallOf(scores, i)
          const { clips } = scores.byLabel[i]
          return clips === 0 ? [] : [{ dataset: name, label, clips, recall: value, interval }]
        }),
      ),
      gaps: gapsOf(groups, labels),
      cues: dataTable(withCues(tableClips), cueColumns, { ...common, isDifference: false }),
      deltas: dataTable(withDeltas(tableClips), deltaColumns, { ...common, isDifference: true }),
      plausibility: judged.flatMap(({ clips, assessment }, i): DatasetRow[] =>
        datasetRows(named(audits[i], audits, clips), assessment.clips, seed),
      ),
      baseRates: judged.flatMap(({ report }, i) => named(audits[i], audits, report.baseRates)),
      caveats: caveatsOf(groups, left, method),
    }
  },
})

/** Same model, same settings, another data set: what differs is the speech. */
function comparable(
  { db, audit }: ExperimentContext,
  { settings }: Question,
): { audits: StoredAudit[]; left: StoredAudit[] } {
  const others = settings.hasOtherAudits
    ? listAudits(db, audit.reader).filter(
        ({ id, modelSha, datasetId }) =>
          id !== audit.id && modelSha === audit.modelSha && datasetId !== audit.datasetId,
      )
    : []
  const isSame = ({ settingsHash }: StoredAudit): boolean => settingsHash === audit.settingsHash
  return { audits: [audit, ...others.filter(isSame)], left: others.filter(one => !isSame(one)) }
}

/** With several audits, each data set by its audit too: two may hold clips of one corpus. */
function named<T extends { readonly dataset: string }>(
  { id }: StoredAudit,
  audits: readonly StoredAudit[],
  entries: readonly T[],
): T[] {
  return entries.map(entry => (audits.length === 1 ? entry : { ...entry, dataset: `${entry.dataset} (audit ${id})` }))
}

interface Group {
  readonly name: string
  readonly scores: GroupScores
}

/** Most clips first. */
function groupsOf({ db, labels }: ExperimentContext, audits: readonly StoredAudit[], question: Question): Group[] {
  const clips = audits.flatMap(audit => named(audit, audits, scoredClips(db, audit)))
  const known = clips.filter(
    (clip): clip is typeof clip & KnownClip => clip.expected !== null && labels.includes(clip.expected),
  )
  return [...groupBy(known, ({ dataset }) => dataset)]
    .map(([name, members], i) => ({
      name,
      // Draws of one data set say nothing of another's.
      scores: scoreClips(members, labels, question.settings.draws, question.seed + i),
    }))
    .sort((a, b) => b.scores.clips - a.scores.clips || (a.name < b.name ? -1 : 1))
}

function gapsOf([reference, ...others]: readonly Group[], labels: readonly string[]): Gap[] {
  return others.flatMap(({ name, scores }) => {
    const shared = { dataset: name, reference: reference.name }
    const whole = {
      ...{ ...shared, label: null, clips: scores.clips, referenceClips: reference.scores.clips },
      ...gapBetween(scores, reference.scores, ({ accuracy }) => accuracy),
    }
    const byLabel = labels.flatMap((label, i): Gap[] => {
      const [clips, referenceClips] = [scores.byLabel[i].clips, reference.scores.byLabel[i].clips]
      const found = gapBetween(scores, reference.scores, ({ recall }) => recall[i])
      return clips + referenceClips === 0 ? [] : [{ ...shared, label, clips, referenceClips, ...found }]
    })
    return [whole, ...byLabel]
  })
}

const FEW_SPEAKERS = 10

function caveatsOf(groups: readonly Group[], left: readonly StoredAudit[], method: string | null): string[] {
  const few = groups.filter(({ scores }) => scores.speakers < FEW_SPEAKERS)
  return [
    ...(groups.length === 0
      ? ['No clip has an emotion that stands for a label of the model: nothing can be compared.']
      : []),
    ...(groups.length === 1 ? [`There is one data set, ${groups[0].name}: nothing to compare it with.`] : []),
    ...(few.length > 0
      ? [
          `Few speakers, so the intervals are rough: ${few.map(({ name, scores }) => `${name} (${scores.speakers})`).join(', ')}.`,
        ]
      : []),
    ...(left.length > 0
      ? [`Left out, because they were made with other settings: ${left.map(({ id }) => `audit ${id}`).join(', ')}.`]
      : []),
    ...(method === null ? ['This audit explained nothing: there are no cues and no plausibility to compare.'] : []),
  ]
}
