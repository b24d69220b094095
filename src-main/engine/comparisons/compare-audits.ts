/**
 * Two audits side by side: two models, two methods, other settings or two data sets; in one project or in two.
 * Differences are B less A. The same projects give the same figures.
 */
import { auditDifferences, type ComparedAudit, type ComparedWindows, type Comparison } from '#contracts/comparison'
import type { LabelMap } from '#contracts/dataset'
import type { SaliencyMethod } from '#contracts/settings'
import { canonicalJson } from '#engine/base/hash'
import type { StoredAudit } from '#engine/store/audits'
import type { AuditSource } from './audit-source'
import { compareScores } from './compare-scores'
import { compareWindows } from './compare-windows'
import { comparisonCaveats } from './comparison-caveats'
import { labelChanges } from './label-changes'
import { matchAudits, type ComparisonOptions } from './match-audits'

export function compareAudits(a: AuditSource, b: AuditSource, options: ComparisonOptions = {}): Comparison {
  const match = matchAudits(a, b, options)
  const { labels, isPaired, pairs, sides } = match
  const names = labels.map(({ name }) => name)
  const scores = compareScores(sides, names, options.seed ?? 1)
  const counts = {
    both: pairs.length,
    byName: pairs.filter(({ isSameAudio }) => !isSameAudio).length,
    onlyA: match.a.clips - pairs.length,
    onlyB: match.b.clips - pairs.length,
  }
  return {
    ...{ a: match.a, b: match.b, differs: differences(a, b, match.a, match.b) },
    ...{ isPaired, pairs: counts, labels: [...labels] },
    ...scores,
    changes: labelChanges(pairs),
    caveats: comparisonCaveats(scores.overall, counts, labels, isPaired),
  }
}

/** Where the two look. Null: they are of different clips, or one of them explained nothing. */
export function compareAuditWindows(
  a: AuditSource,
  b: AuditSource,
  options: ComparisonOptions = {},
): ComparedWindows | null {
  const { a: knownA, b: knownB, isPaired, pairs } = matchAudits(a, b, options)
  if (!isPaired || knownA.method === null || knownB.method === null) return null
  const numbers = pairs.map(({ a: one, b: other }) => ({
    ...{ a: one.clipId, b: other.clipId, isAgreed: one.predicted === other.predicted },
  }))
  return compareWindows({ ...a, method: knownA.method }, { ...b, method: knownB.method }, numbers, options.seed ?? 1)
}

function differences(
  { audit: one }: AuditSource,
  { audit: other }: AuditSource,
  a: ComparedAudit,
  b: ComparedAudit,
): Comparison['differs'] {
  const isOther: Record<(typeof auditDifferences)[number], boolean> = {
    model: one.modelSha !== other.modelSha,
    dataset: a.datasetName !== b.datasetName || one.limit !== other.limit,
    method: a.method !== b.method,
    settings: canonicalJson(measuring(one, a, b)) !== canonicalJson(measuring(other, a, b)),
    'label-map': isOtherMap(one.labelMap, other.labelMap, a.datasetName === b.datasetName),
  }
  return auditDifferences.filter(thing => isOther[thing])
}

/** Of other data, a label map has other words: there those count that both have. */
function isOtherMap(one: LabelMap, other: LabelMap, areSameData: boolean): boolean {
  return Object.keys({ ...one, ...other }).some(
    word => (areSameData || (word in one && word in other)) && one[word] !== other[word],
  )
}

/** The settings that what is compared follows from: of the method too, where both have the same. */
function measuring({ settings }: StoredAudit, a: ComparedAudit, b: ComparedAudit): unknown {
  const { segments, cues, baselines } = settings
  const shared =
    a.method !== b.method || a.method === null ? [] : a.method === 'both' ? ['occlusion', 'crp'] : [a.method]
  return [segments, cues, baselines, ...shared.map(method => settings[method as SaliencyMethod])]
}
