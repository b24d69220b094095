import { plausibilitySettingsSchema } from '#contracts/plausibility'
import { assessAudit } from '#engine/assess-audit'
import type { StoredAudit } from '#engine/store/audits'
import type { ReadDb } from '#engine/store/handles'
import { getModel } from '#engine/store/models'
import { getAssessment } from '#engine/store/plausibility'
import { scoredClips } from '#engine/store/scored-clips'
import { summarise } from '#engine/store/summary'
import type { GateFigures } from './check-gate'

/** Of what is stored, with the plausibility settings chosen for the audit, or the defaults. */
export function gateFigures(db: ReadDb, audit: StoredAudit): GateFigures {
  const { labels } = getModel(db, audit.modelSha).manifest
  const { scored, accuracy, uar, recall, confusion, refused } = summarise(db, audit, labels)
  const { plausible, implausible } = verdictCounts(db, audit, labels)
  const judged = plausible + implausible
  return {
    ...{ scored, accuracy, uar, judged },
    recall: new Map(labels.map((label, i) => [label, recall[i]])),
    counts: new Map(labels.map((label, i) => [label, confusion[i].reduce((sum, n) => sum + n, 0)])),
    scoredClips: new Set(
      scoredClips(db, audit).flatMap(({ sha256, expected }) => (expected === null ? [] : [`${sha256} ${expected}`])),
    ),
    implausible: judged === 0 ? null : implausible / judged,
    refused: refused.length,
  }
}

function verdictCounts(
  db: ReadDb,
  audit: StoredAudit,
  labels: readonly string[],
): { plausible: number; implausible: number } {
  // Predictions only: there are no windows whose cues could be judged.
  if (audit.settings.methods.length === 0) return { plausible: 0, implausible: 0 }
  const settings = getAssessment(db, audit.id)?.settings ?? plausibilitySettingsSchema.parse({})
  return assessAudit(db, audit, labels, settings).report.counts
}
