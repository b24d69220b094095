/**
 * What occlusion alone, concept relevance alone, and both together find: where they agree, how far their windows differ
 * from chance, whether plausibility judged by them gives errors away, and whether taking away what they point at hurts
 * the model.
 *
 * Conventions: windows, cues and agreement are the audit's own, of all its clips. Deletion and insertion are measured on a
 * sample; an item is a clip with one part, or with one control. Strips of time are taken away, for both together is a
 * profile over time: the mean of the two methods' ranks.
 */
import { z } from 'zod'
import { ablationParts, type AblationPart, type AblationResult } from '#contracts/experiments/ablation'
import { faithfulnessMetricSchema, type Estimate } from '#contracts/experiments/faithfulness'
import { assessAudit } from '#engine/assess-audit'
import { tableDraws } from '#engine/audit-tables'
import type { PartFigures } from '#engine/audits/protocol'
import { CueScopeError } from '#engine/base/errors'
import { dataTable, meanIntervals, predictedRows } from '#engine/plausibility/data-tables'
import { placesBySpeaker } from '#engine/plausibility/group-by'
import { finiteOf } from '#engine/stats/finite'
import type { Interval } from '#engine/stats/interval'
import { mean, standardDeviation } from '#engine/stats/moments'
import { methodAgreements, type MethodAgreement } from '#engine/store/method-agreement'
import { cueTableClips } from '#engine/store/table-clips'
import { experimentKind, type ExperimentContext, type QuestionOf } from './experiment-kind'
import { jsonBytes, parseJsonBytes } from './json-bytes'
import { sampleClips } from './sample-clips'
import { summariseParts } from './summarise-faithfulness'
import { deltaColumns, withDeltas } from './window-clips'

const figuresSchema = z.partialRecord(faithfulnessMetricSchema, z.number().nullable())

export const ablationKind = experimentKind<'ablation', 'judge-part', PartFigures>({
  kind: 'ablation',
  version: 1,
  isSlowToTell: true,
  check: ({ audit }) => {
    const missing = missingMethods(audit.settings.methods)
    if (missing.length === 0) return Promise.resolve()
    throw new CueScopeError(
      'bad-option',
      `This audit was made without ${missing.join(' and ')}. Make one of the same data set with both methods (New audit: occlusion and concept relevance; on the command line --methods occlusion,crp), and ask that.`,
      { missing },
    )
  },
  plan: (clips, { settings, seed }) =>
    sampleClips(clips, settings.clips, seed).flatMap(({ clipId, audioSha }) =>
      ['random', 'energy', ...ablationParts].map(variant => ({ clipId, audioSha, variant })),
    ),
  task: ({ predicted, variant }, clip, { settings: { judge }, seed }) => ({
    kind: 'judge-part',
    ...clip,
    target: predicted,
    part: variant as AblationPart | 'random' | 'energy',
    judge,
    seed,
  }),
  encode: jsonBytes,
  decode: bytes => figuresSchema.parse(parseJsonBytes(bytes)),
  summarise: (work, context, question) => {
    const { clips, parts, controls } = summariseParts(work, ablationParts, question.seed)
    const agreements = methodAgreements(context.db, context.audit)
    const result: AblationResult = {
      kind: 'ablation',
      clips: agreements.length,
      agreement: agreementRows(agreements, question.seed),
      parts: ablationParts.map(part => partOf(part, context, question)),
      faithfulness: { clips, parts, controls },
      caveats: clips === 0 ? ['Deletion and insertion are not measured yet.'] : [],
    }
    return () => result
  },
})

/** Methods that an ablation needs and these are not. */
export function missingMethods(methods: readonly string[]): string[] {
  return ablationParts.filter(part => part !== 'both' && !methods.includes(part))
}

const AGREEMENT_DRAWS = 1000

function agreementRows(clips: readonly MethodAgreement[], seed: number): AblationResult['agreement'] {
  if (clips.length === 0) return []
  const labels = [...new Set(clips.map(({ predicted }) => predicted))].sort()
  return [null, ...labels].map(label => {
    const chosen = clips.filter(({ predicted }) => label === null || predicted === label)
    const columns = (['windowOverlap', 'profileSpearman'] as const).map(name =>
      Float64Array.from(chosen, clip => clip[name] ?? NaN),
    )
    const intervals = meanIntervals(placesBySpeaker(chosen), columns, AGREEMENT_DRAWS, seed)
    const [overlap, spearman] = columns.map((column, k) => estimateOf(finiteOf(column), intervals[k]))
    return { label, overlap, spearman }
  })
}

function estimateOf(values: Float64Array, interval: Interval | null): Estimate | null {
  const { low = null, high = null } = interval ?? {}
  return values.length === 0
    ? null
    : { clips: values.length, mean: mean(values)!, sd: standardDeviation(values), low, high }
}

function partOf(
  part: AblationPart,
  { db, audit, labels }: ExperimentContext,
  { settings, seed }: QuestionOf<'ablation'>,
): AblationResult['parts'][number] {
  const { counts, errorDetection } = assessAudit(db, audit, labels, { ...settings.plausibility, method: part }).report
  const clips = withDeltas(cueTableClips(db, audit, part))
  const options = { seed, draws: tableDraws(clips.length), rowOf: predictedRows, isDifference: true }
  const deltas = dataTable(clips, deltaColumns, options)
  return { part, deltas, verdicts: counts, errorDetection }
}
